// SPDX-License-Identifier: Apache-2.0
import { closeSync, openSync, readSync } from 'node:fs'
import type { Advisory } from '@headwater/domain/matching'
import type { EpssScores } from '@headwater/formats/epss'
import type { ExploitedCatalog } from '@headwater/formats/kev'
import type { FeedFile, FeedRecord } from '@headwater/mirror/feeds'
import { changedAdvisories } from '@headwater/store/advisories'
import type { Feed } from '@headwater/store/feeds'
import type { Store } from '@headwater/store/open'
import { FeedRefusal } from './refusal.ts'

/** A whole feed, looked through before anything of it is kept. Records themselves are not held: there are 300,000. */
export interface Survey {
  /** Names of its advisories. */
  readonly names: ReadonlySet<string>
  /** Places in the file of advisories that the store does not have so. */
  readonly changed: readonly number[]
  readonly unreadable: readonly Unreadable[]
  readonly catalog?: ExploitedCatalog
  readonly scores?: EpssScores
  /** Records of the feed's kind. */
  readonly records: number
}

interface Unreadable {
  readonly record: string
  readonly reason: string
}

/**
 * Reads all of a feed once and says what of it is new.
 * @throws FeedRefusal for what is no feed of this kind, is damaged, or holds far less than before
 */
export async function surveyFeed(
  { db }: Store,
  feed: Feed,
  file: FeedFile,
  { path, acceptsFewer }: { readonly path: string; readonly acceptsFewer: boolean },
): Promise<Survey> {
  const names = new Set<string>()
  const changed: number[] = []
  const unreadable: Unreadable[] = []
  const strangers = new Map<FeedRecord['kind'], number>()
  let catalog: ExploitedCatalog | undefined
  let scores: EpssScores | undefined
  let batch: { readonly advisory: Advisory; readonly index: number }[] = []
  const compare = async (): Promise<void> => {
    const places = await changedAdvisories(
      db,
      feed.id,
      batch.map(({ advisory }) => advisory),
    )
    for (const place of places) changed.push(batch[place]?.index ?? -1)
    batch = []
  }
  const pause = breathing()
  for (let index = 0; index < file.count; index++) {
    const record = file.read(index)
    if (record.kind === 'unreadable') unreadable.push(record)
    else if (record.kind === 'other' || kindOf(record) !== feed.kind) {
      strangers.set(record.kind, (strangers.get(record.kind) ?? 0) + 1)
    } else if (record.kind === 'exploited') catalog = record.catalog
    else if (record.kind === 'epss') scores = record.scores
    else if (!names.has(record.advisory.id)) {
      names.add(record.advisory.id)
      batch.push({ advisory: record.advisory, index })
      if (batch.length === BATCH) await compare()
    }
    await pause()
  }
  await compare()
  const records = names.size + (catalog?.entries.length ?? 0) + (scores?.scores.size ?? 0)
  const survey: Survey = {
    names,
    changed,
    unreadable,
    records,
    ...(catalog === undefined ? {} : { catalog }),
    ...(scores === undefined ? {} : { scores }),
  }
  refuseLies(feed, survey, { strangers, path, acceptsFewer: acceptsFewer || !file.isArchive })
  return survey
}

const BATCH = 1_000

/** Lets others have their turn: whoever reads 300,000 records in one go answers nobody for a minute. */
export function breathing(): () => Promise<void> {
  let last = performance.now()
  return async () => {
    if (performance.now() - last < LONGEST_TURN) return
    await new Promise<void>((resolve) => setImmediate(resolve))
    last = performance.now()
  }
}

const LONGEST_TURN = 20

function kindOf(record: FeedRecord): Feed['kind'] | undefined {
  switch (record.kind) {
    case 'osv':
    case 'cve':
    case 'epss':
      return record.kind
    case 'exploited':
      return record.catalog.catalog === 'cisa' ? 'kev' : 'eukev'
    case 'unreadable':
    case 'other':
      return undefined
  }
}

/** Of the records: more that cannot be read, and it is the file that is damaged. */
const MOST_UNREADABLE = 0.2
/** Of the records before: fewer, and it is a part, or another feed. */
const LEAST_LEFT = 0.5
const TOO_FEW_TO_COMPARE = 20

function refuseLies(
  feed: Feed,
  { records, unreadable, catalog }: Survey,
  found: {
    readonly strangers: ReadonlyMap<FeedRecord['kind'], number>
    readonly path: string
    readonly acceptsFewer: boolean
  },
): void {
  if (records === 0)
    throw new FeedRefusal(
      `it holds no records of ${TITLES[feed.kind]}: ${whatElse(found, unreadable)}`,
    )
  if (unreadable.length > (records + unreadable.length) * MOST_UNREADABLE) {
    throw new FeedRefusal(
      `${unreadable.length} of ${records + unreadable.length} records cannot be read, such as ${firstOf(unreadable)}`,
    )
  }
  const declared = catalog?.declaredCount
  const listed = (catalog?.entries.length ?? 0) + (catalog?.rejected.length ?? 0)
  if (declared !== undefined && declared !== listed) {
    throw new FeedRefusal(`it says that it lists ${declared} vulnerabilities and lists ${listed}`)
  }
  const isShrunk = feed.records >= TOO_FEW_TO_COMPARE && records < feed.records * LEAST_LEFT
  if (isShrunk && !found.acceptsFewer) {
    throw new FeedRefusal(
      `it holds ${records} records where there were ${feed.records}; if that is right, import its file and accept fewer`,
    )
  }
}

const TITLES: Readonly<Record<Feed['kind'], string>> = {
  osv: 'OSV',
  cve: 'the CVE list',
  kev: 'CISA KEV',
  eukev: 'EU KEV',
  epss: 'EPSS',
  overlay: 'an overlay',
}

function whatElse(
  { strangers, path }: { readonly strangers: ReadonlyMap<string, number>; readonly path: string },
  unreadable: readonly Unreadable[],
): string {
  if (isWebPage(path)) return 'it is a web page'
  const kinds = [...strangers].filter(([kind]) => kind !== 'other')
  if (kinds.length > 0) {
    return `it holds ${kinds.map(([kind, count]) => `${count} of kind ${kind}`).join(', ')}`
  }
  return unreadable.length > 0 ? firstOf(unreadable) : 'it is empty, or no feed'
}

function firstOf([first]: readonly Unreadable[]): string {
  return first === undefined ? '' : `${first.record}: ${first.reason}`.slice(0, 500)
}

/** What proxies and portals send in place of what was asked for. */
function isWebPage(path: string): boolean {
  const head = Buffer.alloc(1_024)
  const file = openSync(path, 'r')
  try {
    const length = readSync(file, head, 0, head.length, 0)
    return /<(?:!doctype html|html|head|body)\b/i.test(head.toString('latin1', 0, length))
  } finally {
    closeSync(file)
  }
}
