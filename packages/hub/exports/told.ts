// SPDX-License-Identifier: Apache-2.0
import type { ToldFinding, ToldVerdicts } from '@headwater/domain/vex-documents'
import { documentsOfRelease } from '@headwater/store/documents'
import { findingStatements, type FindingStatement } from '@headwater/store/findings'
import type { Hub } from '../http/hub.ts'
import type { FindingEvidence } from '../judgement/index.ts'

/** What stands of a release, as the writers of VEX want it. */
export async function toldOfRelease(
  { store, version }: Hub,
  release: { readonly id: number; readonly title: string },
): Promise<ToldVerdicts> {
  const documents = await documentsOfRelease(store.db, release.id)
  const findings: ToldFinding[] = []
  for await (const part of findingStatements(store.db, release.id)) {
    findings.push(...part.map(toldOf))
  }
  const [first] = documents
  return {
    tool: { version },
    checkedAt: store.now(),
    // one title for the release, whatever its documents call themselves
    documents: [{ name: release.title, sha256: first?.sha256.toString('hex') ?? '' }],
    findings,
  }
}

/** @throws nothing: what the evidence does not have is left out */
export function toldOf(row: FindingStatement): ToldFinding {
  const { name, version, purls, cpes } = row.component
  const evidence = row.evidence as Partial<FindingEvidence> | null
  return {
    vulnerability: {
      id: row.vulnerability,
      // those that this very finding was joined by: a record may have called it so once, and not any more
      aliases: evidence?.aliases ?? row.aliases,
      ...(row.title === null ? {} : { title: row.title }),
    },
    ...(row.vector === null || row.severity < 0
      ? {}
      : {
          severity: {
            score: row.severity / 10,
            rating: ratingOf(row.severity),
            vector: row.vector,
          },
        }),
    component: {
      name,
      ...(version === undefined ? {} : { version }),
      purls: purls ?? [],
      cpes: cpes ?? [],
    },
    verdict: row.verdict,
    ...(row.justification === null
      ? {}
      : { justification: row.justification as NonNullable<ToldFinding['justification']> }),
    rule: row.rule,
    reason: row.reason,
    fixedIn: evidence?.fixedIn ?? [],
  }
}

/** CVSS 3.1, section 5: qualitative severity rating scale. */
function ratingOf(tenths: number): string {
  if (tenths === 0) return 'none'
  if (tenths < 40) return 'low'
  if (tenths < 70) return 'medium'
  return tenths < 90 ? 'high' : 'critical'
}
