// SPDX-License-Identifier: Apache-2.0
import { VECTOR_FORMATS, type CvssVersion, type MetricGroup, type VectorFormat } from './metrics.ts'

export interface Cvss {
  readonly version: CvssVersion
  /** The metrics that the vector states, in the order of the standard; "not defined" (X, ND) counts as not stated. */
  readonly metrics: ReadonlyMap<string, string>
}

export type CvssReading =
  | { readonly kind: 'cvss'; readonly cvss: Cvss }
  | { readonly kind: 'fault'; readonly reasons: readonly string[] }

/** Longer than a vector that states every metric of CVSS 4.0, twice. */
const MAX_LENGTH = 512

/** Reads a vector string of CVSS 2.0, 3.0, 3.1 or 4.0; 2.0 also in the parentheses in which NVD publishes it. */
export function readCvss(text: string): CvssReading {
  if (text.length > MAX_LENGTH) {
    return { kind: 'fault', reasons: [`a vector is no longer than ${MAX_LENGTH} characters`] }
  }
  const format = VECTOR_FORMATS.find(({ prefix }) => text.startsWith(prefix))!
  if (format.prefix === '' && /^CVSS/i.test(text)) {
    return {
      kind: 'fault',
      reasons: [
        'a vector begins with CVSS:4.0/, CVSS:3.1/ or CVSS:3.0/, and one of CVSS 2.0 with AV:',
      ],
    }
  }
  const body =
    format.version === '2.0' ? text.replace(/^\((.*)\)$/s, '$1') : text.slice(format.prefix.length)
  const reasons: string[] = []
  const stated = statedMetrics(body, format, reasons)
  for (const { name, group } of format.metrics.values()) {
    if (group === 'base' && !stated.has(name)) reasons.push(`${name} is missing`)
  }
  if (reasons.length > 0) return { kind: 'fault', reasons }
  return {
    kind: 'cvss',
    cvss: { version: format.version, metrics: definedInOrder(stated, format) },
  }
}

/** The canonical text: the order of the standard, nothing that is not defined. */
export function formatCvss(cvss: Cvss): string {
  const format = VECTOR_FORMATS.find(({ version }) => version === cvss.version)!
  const metrics = [...format.metrics.keys()].filter((name) => cvss.metrics.has(name))
  return format.prefix + metrics.map((name) => `${name}:${cvss.metrics.get(name)!}`).join('/')
}

/** Whether the vector states any metric of this group. */
export function statesGroup(cvss: Cvss, group: MetricGroup): boolean {
  const format = VECTOR_FORMATS.find(({ version }) => version === cvss.version)!
  return [...cvss.metrics.keys()].some((name) => format.metrics.get(name)?.group === group)
}

function statedMetrics(body: string, format: VectorFormat, reasons: string[]): Map<string, string> {
  const stated = new Map<string, string>()
  const order = [...format.metrics.keys()]
  let last = -1
  for (const part of body.split('/')) {
    const colon = part.indexOf(':')
    const name = colon < 0 ? part : part.slice(0, colon)
    const value = colon < 0 ? '' : part.slice(colon + 1)
    const metric = format.metrics.get(name)
    if (metric === undefined) {
      reasons.push(
        name === '' ? 'a metric is empty' : `${name} is no metric of CVSS ${format.version}`,
      )
      continue
    }
    if (!metric.values.includes(value)) {
      reasons.push(
        `${name} is one of ${metric.values.join(', ')}, not ${value === '' ? 'empty' : value}`,
      )
    }
    if (stated.has(name)) reasons.push(`${name} is there twice`)
    const place = order.indexOf(name)
    if (format.ordered && place < last)
      reasons.push(`${name} stands after ${order[last]!}, out of order`)
    last = Math.max(last, place)
    stated.set(name, value)
  }
  return stated
}

function definedInOrder(
  stated: ReadonlyMap<string, string>,
  format: VectorFormat,
): ReadonlyMap<string, string> {
  const defined = [...format.metrics.values()].flatMap(
    ({ name, group, values }): [string, string][] => {
      const value = stated.get(name)
      return value === undefined || (group !== 'base' && value === values[0]) ? [] : [[name, value]]
    },
  )
  return new Map(defined)
}
