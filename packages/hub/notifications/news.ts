// SPDX-License-Identifier: Apache-2.0
import { drifts } from '@headwater/store/drift'
import { findingChanges, type FindingChange } from '@headwater/store/findings'
import { exploitedFindings, releasesEndingSupport } from '@headwater/store/notifications'
import type { Db } from '@headwater/store/schema'
import type { Condition, News } from './condition.ts'

/** What a rule has not told yet, and its condition once it has. */
export interface FoundNews {
  readonly news: readonly News[]
  readonly next: Condition
}

const PART = 500
/** An event that a transaction in hand writes may have a lower number than one that is seen: nothing that young is looked at. */
const SETTLING = 60_000
const DAY = 86_400_000
const SUPPORT_NOTICE = 30 * DAY
const MOST_TOLD = 20_000

export async function newsFor(
  db: Db,
  organisation: number,
  condition: Condition,
  at: string,
): Promise<FoundNews> {
  switch (condition.when) {
    case 'affected':
    case 'unknown':
    case 'verdict-changed':
      return changesFor(db, organisation, condition, at)
    case 'exploited':
      return standing(condition, await exploited(db, organisation, condition))
    case 'support-ends':
      return standing(condition, await endingSupport(db, organisation, condition, at))
    case 'feed-failed':
      return standing(condition, await failedFeeds(db))
    case 'drift':
      return standing(condition, await openDrift(db, organisation, condition, at))
  }
}

async function changesFor(
  db: Db,
  organisation: number,
  condition: Condition,
  at: string,
): Promise<FoundNews> {
  const settled = new Date(Date.parse(at) - SETTLING).toISOString()
  const news: News[] = []
  let { after } = condition
  for (;;) {
    const part = await findingChanges(
      db,
      { organisation, products: 'all' },
      {
        after,
        ...(condition.product === undefined ? {} : { product: condition.product.id }),
        direction: 'up',
        limit: PART,
      },
    )
    for (const change of part) {
      if (change.at > settled) return { news, next: { ...condition, after } }
      after = change.event_id
      if (isAskedFor(change, condition)) news.push(newsOf(change))
    }
    if (part.length < PART) return { news, next: { ...condition, after } }
  }
}

function isAskedFor({ kind, verdict, before }: FindingChange, { when }: Condition): boolean {
  const isClosed = kind === 'closed'
  if (when === 'verdict-changed')
    return isClosed || kind === 'reopened' || (before !== null && before !== verdict)
  return !isClosed && verdict === when && (before !== verdict || kind === 'reopened')
}

function newsOf(change: FindingChange): News {
  const { vulnerability, component, product, release_version, before, reason } = change
  const verdict = change.kind === 'closed' ? 'gone' : change.verdict.replace('_', ' ')
  const was = before === null ? '' : ` (was ${before.replace('_', ' ')})`
  return {
    key: `event:${change.event_id}`,
    at: change.at,
    line: `${product} ${release_version}: ${vulnerability} in ${component} is ${verdict}${was}: ${reason}`,
    link: `/findings/${change.finding_id}`,
  }
}

/** What stands now and was not told before; what stands no more may be told again when it comes back. */
function standing(condition: Condition, all: readonly News[]): FoundNews {
  const told = new Set(condition.told)
  return {
    news: all.filter(({ key }) => !told.has(key)),
    next: { ...condition, told: all.map(({ key }) => key).slice(0, MOST_TOLD) },
  }
}

async function exploited(
  db: Db,
  organisation: number,
  { product }: Condition,
): Promise<readonly News[]> {
  const rows = await exploitedFindings(db, {
    organisation,
    ...(product === undefined ? {} : { product: product.id }),
    limit: MOST_TOLD,
  })
  return rows.map(({ id, at, product, version, vulnerability, component }) => ({
    key: `finding:${id}`,
    at,
    line: `${product} ${version}: ${vulnerability} in ${component} is known to be exploited`,
    link: `/findings/${id}`,
  }))
}

async function endingSupport(
  db: Db,
  organisation: number,
  { product }: Condition,
  at: string,
): Promise<readonly News[]> {
  const until = new Date(Date.parse(at) + SUPPORT_NOTICE).toISOString().slice(0, 10)
  const rows = await releasesEndingSupport(db, {
    organisation,
    ...(product === undefined ? {} : { product: product.id }),
    from: at.slice(0, 10),
    until,
    limit: MOST_TOLD,
  })
  return rows.map(({ id, product, version, ends }) => ({
    key: `release:${id}:${ends}`,
    at,
    line: `${product} ${version}: support ends on ${ends}`,
    link: `/releases/${id}`,
  }))
}

/** What somebody answered for is told again once that has run out. */
async function openDrift(
  db: Db,
  organisation: number,
  { product }: Condition,
  at: string,
): Promise<readonly News[]> {
  const products = product === undefined ? ('all' as const) : [product.id]
  const rows = await drifts(
    db,
    { organisation, products },
    { at, isAccepted: false, limit: MOST_TOLD },
  )
  return rows.map((row) => ({
    key: `drift:${row.id}:${row.accepted_until ?? ''}`,
    at: row.first_seen,
    line: `${row.product} ${row.release_version}: ${row.detail}`,
    link: `/releases/${row.release_public_id}`,
  }))
}

async function failedFeeds(db: Db): Promise<readonly News[]> {
  const rows = await db
    .selectFrom('problem')
    .select(['id', 'title', 'detail', 'since'])
    .where('key', 'like', 'feed:%')
    .where('severity', '=', 'error')
    .where('solved_at', 'is', null)
    .orderBy('id')
    .execute()
  return rows.map(({ id, title, detail, since }) => ({
    key: `problem:${id}`,
    at: since,
    line: `${title}: ${detail}`,
    link: '/settings/feeds',
  }))
}
