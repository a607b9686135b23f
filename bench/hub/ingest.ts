// SPDX-License-Identifier: Apache-2.0
import { createHash } from 'node:crypto'
import { attachDocument, saveDocument } from '@headwater/store/documents'
import { saveInventory, type Occurrence } from '@headwater/store/inventories'
import { createOrganisation, createProduct, createRelease } from '@headwater/store/portfolio'
import type { Store } from '@headwater/store/open'
import { percentile } from './times.ts'

/** Of a portfolio: how many SBOMs, components in each, and different components in all. */
export interface Ingest {
  readonly sboms: number
  readonly components: number
  readonly distinct: number
  readonly workers: number
}

/**
 * Documents with their bytes, components and lanes, as an upload puts them in, without reading them. Components are drawn so that a
 * few are in most SBOMs, and most in few. Gives components a second, and what it takes to bring one of the documents again, in
 * milliseconds (median and 95th percentile).
 */
export async function ingest(
  store: Store,
  { sboms, components, distinct, workers }: Ingest,
): Promise<{ readonly perSecond: number; readonly again: readonly [number, number] }> {
  const { db, now, newId } = store
  const at = now()
  const { id: organisation } = await createOrganisation(db, { publicId: newId(), name: 'B', at })
  const { id: product } = await createProduct(db, {
    publicId: newId(),
    organisation,
    name: 'Bench',
    at,
  })
  const bring = async (number: number): Promise<void> => {
    const chosen = drawn(number, components, distinct)
    const bytes = Buffer.from(JSON.stringify({ number, components: chosen }))
    const sha256 = createHash('sha256').update(bytes).digest('hex')
    // what a request does, and what the job does that it leaves behind
    const document = await db.transaction().execute(async (trx) => {
      const saved = await saveDocument(trx, { sha256, bytes, at })
      const release = await createRelease(trx, {
        publicId: newId(),
        organisation,
        product,
        version: `1.${number}`,
        at,
      })
      await attachDocument(trx, {
        publicId: newId(),
        organisation,
        release: release.id,
        document: saved.id,
        lane: 'build',
        name: 'bom.json',
        at,
      })
      return saved
    })
    await saveInventory(db, {
      document: document.id,
      format: 'cyclonedx',
      specVersion: '1.6',
      facts: {},
      components: chosen,
      files: [],
      reader: 1,
      at,
    })
  }
  const start = performance.now()
  let next = 0
  await Promise.all(
    Array.from({ length: workers }, async () => {
      while (next < sboms) await bring(next++)
    }),
  )
  const seconds = (performance.now() - start) / 1000
  return {
    perSecond: (sboms * components) / seconds,
    again: await againTook(store, components, distinct),
  }
}

async function againTook(
  { db, now }: Store,
  components: number,
  distinct: number,
): Promise<readonly [number, number]> {
  const times: number[] = []
  for (let round = 0; round < 50; round++) {
    const bytes = Buffer.from(
      JSON.stringify({ number: round, components: drawn(round, components, distinct) }),
    )
    const start = performance.now()
    const sha256 = createHash('sha256').update(bytes).digest('hex')
    const { isNew } = await saveDocument(db, { sha256, bytes, at: now() })
    times.push(performance.now() - start)
    if (isNew) throw new Error('it was to be known')
  }
  return [percentile(times, 0.5), percentile(times, 0.95)]
}

function drawn(seed: number, count: number, distinct: number): readonly Occurrence[] {
  let state = seed * 2_654_435_761 + 12_345
  const random = (): number => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0
    return state / 4_294_967_296
  }
  return Array.from({ length: count }, () => {
    const number = Math.floor(random() ** 2 * distinct)
    const name = `package-${number % 9_973}`
    const version = `${number % 7}.${number % 31}.${number}`
    return {
      identity: { name, version, purls: [`pkg:npm/${name}@${version}`] },
      element: `pkg:npm/${name}@${version}`,
      licence: 'MIT',
    }
  })
}
