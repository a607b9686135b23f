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
  readonly severity: number
}

/** @param shown the same text without what is only ours, such as where documents lay while they were read */
export function statedOf(
  finding: ReportFinding,
  documents: FindingEvidence['documents'],
  shown: (text: string) => string = (text) => text,
): Stated {
  const { verdict, rule, justification, locations, fixedIn, references } = finding
  return {
    verdict,
    decidedBy: rule === 'vex-statement' || rule === 'pedigree' ? 'supplier' : 'rule',
    rule,
    ...(justification === undefined ? {} : { justification }),
    reason: shown(finding.reason),
    evidence: {
      aliases: finding.vulnerability.aliases,
      locations,
      evidence: finding.evidence.map(({ kind, statement, author }) => ({
        kind,
        statement: shown(statement),
        author: shown(author),
      })),
      fixedIn,
      references,
      documents: locations.length === 0 ? [] : documents,
    },
    severity: finding.severity === undefined ? -1 : Math.round(finding.severity.score * 10),
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
