// SPDX-License-Identifier: Apache-2.0
import type { ListedFinding } from '@headwater/store/findings'
import type { FindingRow, Opinion, ValueOf } from '../api-types/index.ts'

const AUTHORS = { rule: 'headwater', supplier: 'supplier', person: 'person' } as const

export function authorOf(decidedBy: keyof typeof AUTHORS): ValueOf<typeof Opinion>['kind'] {
  return AUTHORS[decidedBy]
}

export function findingRow(row: ListedFinding): ValueOf<typeof FindingRow> {
  return {
    id: String(row.id),
    vulnerability: {
      id: row.vulnerability,
      ...(row.title === null ? {} : { title: row.title }),
    },
    component: {
      id: String(row.component_id),
      name: row.component,
      ...(row.component_version === null ? {} : { version: row.component_version }),
    },
    release: { id: row.release_public_id, name: row.release_version, product: row.product },
    verdict: row.verdict,
    by: authorOf(row.decided_by),
    ...(row.justification === null
      ? {}
      : { justification: row.justification as ValueOf<typeof FindingRow>['justification'] }),
    rule: row.rule,
    reason: row.reason,
    // tenths of a base score; -1 where nobody rates it
    ...(row.severity < 0
      ? {}
      : { severity: { score: row.severity / 10, rating: ratingOf(row.severity) } }),
    exploited: row.is_exploited,
    ...(row.epss_probability === null ? {} : { epss: row.epss_probability }),
    firstSeenAt: row.first_seen,
    changedAt: row.changed_at,
  }
}

/** The qualitative scale of CVSS 3 and 4, section 5 and 6. */
export function ratingOf(tenths: number): 'none' | 'low' | 'medium' | 'high' | 'critical' {
  if (tenths >= 90) return 'critical'
  if (tenths >= 70) return 'high'
  if (tenths >= 40) return 'medium'
  return tenths > 0 ? 'low' : 'none'
}
