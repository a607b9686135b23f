// SPDX-License-Identifier: Apache-2.0
import type { ReportFinding } from '@headwater/domain/report'

/** Known exploited first, then by severity, then by probability of exploitation, then by id. */
export function byUrgency(a: ReportFinding, b: ReportFinding): number {
  return (
    Number(b.exploited.length > 0) - Number(a.exploited.length > 0) ||
    (b.severity?.score ?? -1) - (a.severity?.score ?? -1) ||
    (b.epss?.probability ?? -1) - (a.epss?.probability ?? -1) ||
    compareText(b.vulnerability.id, a.vulnerability.id) ||
    compareText(a.component.name, b.component.name)
  )
}

export function compareText(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0
}
