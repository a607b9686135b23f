// SPDX-License-Identifier: Apache-2.0

type Plain = Readonly<Record<string, unknown>>

/** A word for a word that the older version does not know. Each use is reported. */
const WORD_FALLBACKS: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  componentType: {
    'cryptographic-asset': 'library',
    'device-driver': 'firmware',
    'machine-learning-model': 'library',
    container: 'application',
    data: 'file',
    file: 'library',
    firmware: 'device',
    platform: 'framework',
  },
}

const OTHER: ReadonlySet<string> = new Set([
  'referenceType',
  'scoreMethod',
  'primitive',
  'protocolType',
])

/** The nearest value that the target may know, or undefined. Asked again with its own answer until that fits. */
export function nearestScalar(type: string, value: unknown): unknown {
  if (typeof value !== 'string') return undefined
  if (OTHER.has(type) && value !== 'other') return 'other'
  if (type === 'aggregate') return value.startsWith('incomplete_') ? 'incomplete' : undefined
  // xs:dateTime may leave the offset out, RFC 3339 may not; xs:date may have one.
  if (type === 'dateTime') return /[-+Z]\d*:?\d*$/.test(value.slice(19)) ? undefined : `${value}Z`
  if (type === 'date') return value.length > 10 ? value.slice(0, 10) : undefined
  if (type === 'serialNumber')
    return /^\{.*\}$/.test(value) ? `urn:uuid:${value.slice(1, -1)}` : undefined
  const words = Object.hasOwn(WORD_FALLBACKS, type) ? WORD_FALLBACKS[type] : undefined
  return words && Object.hasOwn(words, value) ? words[value] : undefined
}

/** What to say where the target demands a member that the document leaves out. */
export const DEFAULTS: Readonly<Record<string, unknown>> = {
  'component.version': '',
  'component.modified': false,
  'property.name': '',
}

/** Components and services as tools in the shape that 1.4 has. */
export function oldTools({ components, services }: Plain): readonly Plain[] {
  const list = [...asList(components), ...asList(services)]
  return list.map(({ name, version, hashes, externalReferences, group, publisher, ...rest }) => {
    const maker = (rest['supplier'] ?? rest['manufacturer'] ?? rest['provider']) as
      Plain | undefined
    const vendor = maker?.['name'] ?? publisher ?? group
    return withoutAbsent({ vendor, name, version, hashes, externalReferences })
  })
}

/** IKE transforms as 1.6 has them: the algorithm's `bom-ref`. */
export function ikeReference(transform: unknown): unknown {
  return typeof transform === 'object' && transform !== null
    ? (transform as Plain)['algorithm']
    : transform
}

function asList(value: unknown): readonly Plain[] {
  return Array.isArray(value) ? (value as readonly Plain[]) : []
}

function withoutAbsent(value: Plain): Plain {
  return Object.fromEntries(Object.entries(value).filter(([, member]) => member !== undefined))
}
