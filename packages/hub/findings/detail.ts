// SPDX-License-Identifier: Apache-2.0
import { releasesInScope, releasesSharingBuild } from '@headwater/store/assessments'
import {
  findFinding,
  findingHistory,
  listFindings,
  type FoundFinding,
} from '@headwater/store/findings'
import type { Visible } from '@headwater/store/visibility'
import type { Finding, ValueOf } from '../api-types/index.ts'
import { mayInScope, scopeOf, waitsForSecondPair } from '../assessments/scope.ts'
import { visibleTo, type Hub } from '../http/hub.ts'
import type { Caller } from '../http/index.ts'
import type { FindingEvidence } from '../judgement/index.ts'
import { opinionsOn } from './opinions.ts'
import { findingRow } from './shapes.ts'

/** Everything that is kept of one finding. Undefined: there is none that the caller may see. */
export async function findingDetail(
  hub: Hub,
  caller: Caller,
  id: number,
): Promise<ValueOf<typeof Finding> | undefined> {
  const { db } = hub.store
  const visible = visibleTo(caller)
  const row = await findFinding(db, visible, id)
  if (row === undefined) return undefined
  const evidence = row.evidence as FindingEvidence | null
  const history = await findingHistory(db, id)
  const scopes = await scopesOf(hub, caller, row)
  return {
    ...findingRow(row),
    aliases: [...(evidence?.aliases ?? [])],
    opinions: await opinionsOn(hub, caller, row, history),
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
    scopes,
    needsSecondPair: scopes[0]?.needsSecondPair ?? false,
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
    { sort: 'changedAt', direction: 'down', limit: 101 },
  )
  const others = rows.filter(({ id }) => id !== row.id)
  const same = await releasesSharingBuild(store.db, {
    release: row.release_id,
    component: row.component_id,
    among: others.map(({ release_id }) => release_id),
  })
  return others.map(({ id, release_id, release_version, product, verdict }) => ({
    id: String(id),
    release: release_version,
    product,
    verdict,
    sameBuild: same.has(release_id),
  }))
}

const SCOPES = ['release', 'build', 'product', 'line', 'organisation'] as const

/** Where a verdict could hold, the narrowest first. A place that the finding does not have is left out. */
async function scopesOf(
  { store }: Hub,
  caller: Caller,
  row: FoundFinding,
): Promise<ValueOf<typeof Finding>['scopes']> {
  const { db } = store
  const scopes = []
  for (const name of SCOPES) {
    const scope = await scopeOf(db, row, name)
    if (scope === undefined) continue
    const releases = await releasesInScope(db, visibleTo(caller), {
      scope,
      component: row.component_id,
      vulnerability: row.vulnerability_id,
    })
    scopes.push({
      scope: name,
      releaseCount: releases.length,
      mayJudge: mayInScope(caller, 'judge', name, row.product_id),
      needsSecondPair: await waitsForSecondPair(db, row, name, 'not_affected'),
    })
  }
  return scopes
}

/** `{document}`, `{advisories}`, `{assessment}`: what set a change off, in words. */
function causeText(cause: unknown): string {
  if (typeof cause !== 'object' || cause === null) return ''
  const [kind] = Object.keys(cause)
  const words: Readonly<Record<string, string>> = {
    document: ' by a new document',
    build: ' by what was noted of a build',
    deployment: ' by what was noted of a deployment',
    overlay: ' by what a person says of its components or code',
    advisories: ' by news from a feed',
    assessment: ' by a person’s verdict',
    release: ' when the release was brought back',
    line: ' by its product’s coming into another line',
  }
  return words[kind ?? ''] ?? ''
}
