// SPDX-License-Identifier: Apache-2.0
import { assessments, type ApplicableAssessment } from '@headwater/store/assessments'
import {
  findFinding,
  findingHistory,
  listFindings,
  type FindingEvent,
  type FoundFinding,
} from '@headwater/store/findings'
import type { Visible } from '@headwater/store/visibility'
import type { Finding, Opinion, ValueOf } from '../api-types/index.ts'
import type { Hub } from '../http/hub.ts'
import type { FindingEvidence } from '../judgement/index.ts'
import { authorOf, findingRow } from './shapes.ts'

/** Everything that is kept of one finding. Undefined: there is none that the caller may see. */
export async function findingDetail(
  hub: Hub,
  visible: Visible,
  id: number,
): Promise<ValueOf<typeof Finding> | undefined> {
  const { db } = hub.store
  const row = await findFinding(db, visible, id)
  if (row === undefined) return undefined
  const evidence = row.evidence as FindingEvidence | null
  const history = await findingHistory(db, id)
  const judged = await assessments(db, visible, {
    vulnerability: row.vulnerability_id,
    limit: 200,
  })
  return {
    ...findingRow(row),
    aliases: [...(evidence?.aliases ?? [])],
    opinions: [
      ...ownOpinions(row, history),
      ...judged.filter((each) => concerns(each, row)).map(opinionOf),
    ],
    locations: (evidence?.locations ?? []).map((location) => ({
      path: location.path,
      functions: [...location.functions],
      basis: location.basis,
      state: location.state,
      rule: location.rule,
      reason: location.reason,
      files: location.files.map(({ path, reach, chain }) => ({
        path,
        reach,
        chain: chain.map(({ name, role, document, enters }) => ({
          name,
          role,
          document: evidence?.documents[document]?.name ?? '',
          ...(enters === undefined ? {} : { enters }),
        })),
      })),
    })),
    evidence: [...(evidence?.evidence ?? [])],
    fixedIn: [...(evidence?.fixedIn ?? [])],
    references: [...(evidence?.references ?? [])],
    history: history.map(({ at, verdict, reason, kind, cause }) => ({
      at,
      verdict,
      reason,
      because: `${kind}${causeText(cause)}`,
    })),
    alsoIn: await elsewhere(hub, visible, row),
    needsSecondPair: false,
  }
}

/** What our rules or a supplier said last, also where a person's word stands over it. */
function ownOpinions(
  row: FoundFinding,
  history: readonly FindingEvent[],
): ValueOf<typeof Opinion>[] {
  const last = history.findLast(({ decided_by }) => decided_by !== 'person')
  if (last === undefined) return []
  const kind = authorOf(last.decided_by)
  return [
    {
      author: kind === 'headwater' ? 'Headwater' : 'The supplier',
      kind,
      verdict: last.verdict,
      reason: last.reason,
      at: last.at,
      state: row.decided_by === 'person' ? 'overruled' : 'in-force',
      ...(last.justification === null
        ? {}
        : { justification: last.justification as ValueOf<typeof Opinion>['justification'] }),
    },
  ]
}

function concerns(assessment: ApplicableAssessment, row: FoundFinding): boolean {
  const { scope, release_id: release, product_id: product, component_id: component } = assessment
  if (component !== null && component !== row.component_id) return false
  if (scope === 'release') return release === row.release_id
  return scope === 'product' ? product === row.product_id : true
}

const STATES: Readonly<Record<ApplicableAssessment['state'], ValueOf<typeof Opinion>['state']>> = {
  proposed: 'waiting-for-approval',
  active: 'in-force',
  rejected: 'withdrawn',
  withdrawn: 'withdrawn',
  replaced: 'overruled',
  expired: 'expired',
}

function opinionOf(row: ApplicableAssessment): ValueOf<typeof Opinion> {
  return {
    author: row.author ?? 'somebody who has left',
    kind: 'person',
    verdict: row.verdict,
    ...(row.justification === null
      ? {}
      : { justification: row.justification as ValueOf<typeof Opinion>['justification'] }),
    reason: row.reason,
    at: row.created_at,
    ...(row.expires_at === null ? {} : { expiresOn: row.expires_at.slice(0, 10) }),
    state: STATES[row.state],
    assessment: row.public_id,
  }
}

/** The same vulnerability in the same component of other releases, where one judgement may do for all. */
async function elsewhere(
  { store }: Hub,
  visible: Visible,
  row: FoundFinding,
): Promise<ValueOf<typeof Finding>['alsoIn']> {
  const rows = await listFindings(
    store.db,
    visible,
    { vulnerability: row.vulnerability_id, component: row.component_id },
    { sort: 'changedAt', direction: 'down', limit: 100 },
  )
  return rows
    .filter(({ id }) => id !== row.id)
    .map(({ id, release_version, product, verdict }) => ({
      id: String(id),
      release: release_version,
      product,
      verdict,
    }))
}

/** `{document}`, `{advisories}`, `{assessment}`: what set a change off, in words. */
function causeText(cause: unknown): string {
  if (typeof cause !== 'object' || cause === null) return ''
  const [kind] = Object.keys(cause)
  const words: Readonly<Record<string, string>> = {
    document: ' by a new document',
    advisories: ' by news from a feed',
    assessment: ' by a person’s verdict',
  }
  return words[kind ?? ''] ?? ''
}
