// SPDX-License-Identifier: Apache-2.0
import type { Report, ReportComponent, ReportFinding } from '../report/index.ts'

/** What a VEX document is made of: a report is one, and so is what a hub keeps of a release. */
export interface ToldVerdicts extends Pick<Report, 'checkedAt'> {
  readonly tool: Pick<Report['tool'], 'version'>
  readonly documents: readonly Pick<Report['documents'][number], 'sha256' | 'name' | 'title'>[]
  readonly findings: readonly ToldFinding[]
}

export type ToldComponent = Pick<ReportComponent, 'name' | 'version' | 'purls' | 'cpes'>

export interface ToldFinding extends Pick<
  ReportFinding,
  'vulnerability' | 'verdict' | 'justification' | 'reason' | 'fixedIn'
> {
  readonly severity?: Omit<NonNullable<ReportFinding['severity']>, 'source'>
  readonly component: ToldComponent
  /** A rule of triage, or who decided. */
  readonly rule: string
}
