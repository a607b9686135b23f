// SPDX-License-Identifier: Apache-2.0
import type { ReportFinding } from '@headwater/domain/report'
import type { NewFinding } from '@headwater/store/findings'
import type { NewVulnerability } from '@headwater/store/vulnerabilities'

/** What the pages show of a finding beyond its row; kept with the event that brought it. */
export interface FindingEvidence {
  readonly aliases: readonly string[]
  readonly locations: ReportFinding['locations']
  readonly evidence: ReportFinding['evidence']
  readonly fixedIn: readonly string[]
  readonly references: readonly string[]
  /** SHA-256 and name of the documents that indexes in `locations` speak of; none where there are no locations. */
  readonly documents: readonly { readonly sha256: string; readonly name: string }[]
}

/** What a finding says, apart from whom it is about. */
export type Stated = Omit<NewFinding, 'component' | 'vulnerability'> & {
  readonly evidence: FindingEvidence
}

export function statedOf(finding: ReportFinding, documents: FindingEvidence['documents']): Stated {
  const { verdict, rule, justification, reason, locations, evidence, fixedIn, references } = finding
  return {
    verdict,
    decidedBy: rule === 'vex-statement' || rule === 'pedigree' ? 'supplier' : 'rule',
    rule,
    ...(justification === undefined ? {} : { justification }),
    reason,
    evidence: {
      aliases: finding.vulnerability.aliases,
      locations,
      evidence,
      fixedIn,
      references,
      documents: locations.length === 0 ? [] : documents,
    },
  }
}

export function vulnerabilityOf({ vulnerability, severity }: ReportFinding): NewVulnerability {
  const { id, aliases, title, published, modified } = vulnerability
  return {
    name: id,
    aliases,
    ...(title === undefined ? {} : { title }),
    ...(severity === undefined ? {} : { severity }),
    ...(published === undefined ? {} : { publishedAt: published }),
    ...(modified === undefined ? {} : { modifiedAt: modified }),
  }
}
