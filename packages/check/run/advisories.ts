// SPDX-License-Identifier: Apache-2.0
import type { AdvisorySource } from '@headwater/domain/matching'
import type { ReportFeed, ReportFinding } from '@headwater/domain/report'

/** What a check needs of advisory feeds, whether they were just read or come from the local mirror. */
export interface Advisories {
  readonly index: AdvisorySource
  readonly feeds: readonly ReportFeed[]
  /** Catalogues that list a CVE as exploited. */
  exploited(cve: string): ReportFinding['exploited']
  epss(cve: string): ReportFinding['epss']
}
