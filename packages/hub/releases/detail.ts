// SPDX-License-Identifier: Apache-2.0
import { documentLinks, documentsOfRelease, type Attachment } from '@headwater/store/documents'
import {
  builds,
  containedReleases,
  containingReleases,
  findRelease,
  type FoundRelease,
} from '@headwater/store/portfolio'
import type { Visible } from '@headwater/store/visibility'
import { SbomType, type Lane, type Release, type ValueOf } from '../api-types/index.ts'
import type { Hub } from '../http/hub.ts'
import { releaseSummary } from '../portfolio/shapes.ts'
import { JUDGE_RELEASE } from '../work/index.ts'

const MISSING: Readonly<Record<ValueOf<typeof SbomType>, string>> = {
  design: 'It would say what was planned, before anything was built.',
  source: 'It would list every source file, so that code that was left out can be told.',
  build: 'It would say which files went into the image: without it only versions decide.',
  analyzed: 'It would say what a scanner found in the finished image.',
  deployed: 'It would say what is installed where, with its configuration.',
  runtime: 'It would say what was seen running.',
}

/** A release with its lanes and how its documents hang together. */
export async function releaseDetail(
  hub: Hub,
  visible: Visible,
  row: FoundRelease,
): Promise<ValueOf<typeof Release>> {
  const { db } = hub.store
  const attachments = await documentsOfRelease(db, row.id)
  const work = await workOn(hub, row.id)
  const links = await documentLinks(db, row.id)
  const publicIds = new Map(attachments.map((each) => [each.document_id, each.public_id]))
  const contains = await containedReleases(db, row.id)
  const containing = await containingReleases(db, row.id)
  const inner = []
  for (const each of contains) {
    const found = await findRelease(db, visible, { id: each.id })
    if (found !== undefined) inner.push(releaseSummary(found))
  }
  return {
    ...releaseSummary(row, stateOf(row, attachments, work)),
    description: '',
    lanes: lanesOf(attachments),
    links: links.flatMap(({ from, to, how, verified, count }) => {
      const a = publicIds.get(from)
      const b = publicIds.get(to)
      if (a === undefined || b === undefined) return []
      return [{ from: a, to: b, by: how, count, verified: VERIFIED[verified] }]
    }),
    drift: [],
    contains: inner,
    containedIn: containing.map((each) => ({
      id: each.public_id,
      name: each.version,
      product: each.product,
    })),
    builds: (await builds(db, row.id)).map((build) => ({
      id: build.public_id,
      name: build.name,
      sharedWith: 0,
    })),
    ...(work.problem === undefined ? {} : { problem: work.problem }),
    version: 1,
  }
}

const VERIFIED = {
  yes: 'verified',
  mismatch: 'mismatch',
  'no-digest-given': 'not-checked',
  'not-applicable': 'not-checked',
} as const

/** Six lanes, and the statements of others where there are some. */
function lanesOf(attachments: readonly Attachment[]): ValueOf<typeof Lane>[] {
  return SbomType.options.map((type) => {
    const documents = attachments.filter(({ lane }) => lane === type).map(documentOf)
    return documents.length > 0 ? { type, documents } : { type, documents, missing: MISSING[type] }
  })
}

interface KeptFacts {
  readonly creators?: readonly string[]
  readonly tools?: readonly string[]
  readonly createdAt?: string
  readonly remarks?: readonly string[]
}

function documentOf(row: Attachment): ValueOf<typeof Lane>['documents'][number] {
  const facts = (row.facts ?? {}) as KeptFacts
  return {
    id: row.public_id,
    sha256: row.sha256.toString('hex'),
    fileName: row.name,
    format: row.format ?? 'not read yet',
    specVersion: row.spec_version ?? '',
    bytes: row.size,
    creators: [...(facts.creators ?? [])],
    tools: row.tool === null ? [...(facts.tools ?? [])] : [row.tool],
    ...(row.method === null ? {} : { method: row.method }),
    ...(facts.createdAt === undefined ? {} : { createdAt: facts.createdAt }),
    receivedAt: row.uploaded_at,
    receivedFrom: row.author ?? 'an upload',
    remarks: [...(facts.remarks ?? [])],
  }
}

interface Work {
  readonly isWaiting: boolean
  /** What the last try failed with, where it was given up. */
  readonly problem?: string
}

/** Judgements of this release that wait, run or were given up. */
async function workOn({ store }: Hub, release: number): Promise<Work> {
  const rows = await store.db
    .selectFrom('job')
    .select(['dead_at', 'last_error'])
    .where('kind', '=', JUDGE_RELEASE)
    .where('dedupe_key', '=', String(release))
    .where('finished_at', 'is', null)
    .orderBy('id', 'desc')
    .execute()
  const isWaiting = rows.some(({ dead_at }) => dead_at === null)
  const dead = rows.find(({ dead_at }) => dead_at !== null)
  return { isWaiting, ...(dead?.last_error == null ? {} : { problem: dead.last_error }) }
}

function stateOf(
  row: FoundRelease,
  attachments: readonly Attachment[],
  { isWaiting, problem }: Work,
): ValueOf<typeof Release>['state'] {
  if (isWaiting) return 'waiting'
  if (attachments.length === 0) return 'empty'
  if (row.judged_at !== null) return 'judged'
  return problem === undefined ? 'waiting' : 'failed'
}
