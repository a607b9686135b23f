// SPDX-License-Identifier: Apache-2.0
import { checkShape, type Shape } from '../../shape/index.ts'
import type { CsafDocument, CsafVulnerability } from '../types.ts'
import type { MandatoryTest, Report } from './test.ts'

export const RATING_TESTS: readonly MandatoryTest[] = [
  { id: '6.1.46', title: 'invalid SSVC', only: '2.1', run: checkSsvc },
  { id: '6.1.47', title: 'inconsistent SSVC target ids', only: '2.1', run: checkTargets },
  {
    id: '6.1.56',
    title: 'use of CVSS and qualitative severity rating',
    only: '2.1',
    run: checkDoubleRating,
  },
]

const text: Shape = { kind: 'string', min: 1 }

/** Selection lists of SSVC 2.0.0, as far as one can be read without the catalogue of decision points. */
const SSVC: Shape = {
  kind: 'object',
  required: {
    timestamp: text,
    schemaVersion: { kind: 'string', words: ['2.0.0'] },
    selections: {
      kind: 'array',
      min: 1,
      items: {
        kind: 'object',
        required: {
          namespace: text,
          key: text,
          version: text,
          values: {
            kind: 'array',
            min: 1,
            items: { kind: 'object', required: { key: text }, optional: { name: text } },
          },
        },
        optional: { name: text },
      },
    },
  },
  optional: { target_ids: { kind: 'array', min: 1, unique: true, items: text } },
}

function checkSsvc(document: CsafDocument, report: Report): void {
  for (const { ssvc, pointer } of listSsvc(document)) {
    for (const fault of checkShape(ssvc, SSVC, pointer)) {
      report(fault.code, fault.pointer, fault.message)
    }
  }
}

function checkTargets(document: CsafDocument, report: Report): void {
  const { id } = document.document.tracking
  const several = (document.vulnerabilities?.length ?? 0) > 1
  for (const { ssvc, vulnerability, pointer } of listSsvc(document)) {
    const targets: readonly unknown[] =
      'target_ids' in ssvc && Array.isArray(ssvc.target_ids) ? ssvc.target_ids : []
    const known = new Set<unknown>([
      vulnerability.cve,
      ...(vulnerability.ids ?? []).map((one) => one.text),
    ])
    targets.forEach((target, index) => {
      const at = `${pointer}/target_ids/${index}`
      if (!known.has(target)) report('INVALID_VALUE', at, 'no id of this vulnerability')
      else if (several && target === id) {
        report('INVALID_VALUE', at, 'the id of a document that tells of several vulnerabilities')
      }
    })
  }
}

function listSsvc(document: CsafDocument): readonly {
  readonly ssvc: object
  readonly vulnerability: CsafVulnerability
  readonly pointer: string
}[] {
  return (document.vulnerabilities ?? []).flatMap((vulnerability, index) => {
    return (vulnerability.metrics ?? []).flatMap(({ content }, number) => {
      const ssvc: unknown = content.ssvc_v2
      if (typeof ssvc !== 'object' || ssvc === null) return []
      const pointer = `/vulnerabilities/${index}/metrics/${number}/content/ssvc_v2`
      return [{ ssvc, vulnerability, pointer }]
    })
  })
}

/** One source that gives a score needs no words for it. */
function checkDoubleRating(document: CsafDocument, report: Report): void {
  document.vulnerabilities?.forEach(({ metrics = [] }, index) => {
    const scored = new Set(
      metrics
        .filter(({ content }) => content.cvss_v2 ?? content.cvss_v3 ?? content.cvss_v4)
        .flatMap(({ products, source = '' }) => products.map((id) => `${source} ${id}`)),
    )
    metrics.forEach(({ content, products, source = '' }, number) => {
      if (!('qualitative_severity_rating' in content)) return
      if (!products.some((id) => scored.has(`${source} ${id}`))) return
      const at = `/vulnerabilities/${index}/metrics/${number}/content/qualitative_severity_rating`
      report('INVALID_VALUE', at, 'the same source gives one of the products a CVSS score')
    })
  })
}
