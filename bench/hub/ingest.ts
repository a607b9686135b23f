// SPDX-License-Identifier: Apache-2.0
import { createHash } from 'node:crypto'
import { attachDocument, saveDocument } from '@headwater/store/documents'
import { saveInventory, type Occurrence } from '@headwater/store/inventories'
import { createOrganisation, createProduct, createRelease } from '@headwater/store/portfolio'
import type { Store } from '@headwater/store/open'
import { drawn, type Size } from './documents.ts'
import { percentile } from './times.ts'

/**
 * Documents with their bytes, components and lanes, as an upload puts them in, without reading them. Components are drawn so that a
 * few are in most SBOMs, and most in few. Gives components a second, and what it takes to bring one of the documents again, in
 * milliseconds (median and 95th percentile).
 */
export async function ingest(
  store: Store,
  size: Size,
  workers: number,
): Promise<{ readonly seconds: number; readonly again: readonly [number, number] }> {
  const { db, now, newId } = store
  const { sboms } = size
  const at = now()
  const { id: organisation } = await createOrganisation(db, { publicId: newId(), name: 'B', at })
  const { id: product } = await createProduct(db, {
    publicId: newId(),
    organisation,
    name: 'Bench',
    at,
  })
  const bring = async (number: number): Promise<void> => {
    const chosen = occurrences(number, size)
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
    seconds,
    again: await againTook(store, size),
  }
}

async function againTook({ db, now }: Store, size: Size): Promise<readonly [number, number]> {
  const times: number[] = []
  for (let round = 0; round < 50; round++) {
    const bytes = Buffer.from(
      JSON.stringify({ number: round, components: occurrences(round, size) }),
    )
    const start = performance.now()
    const sha256 = createHash('sha256').update(bytes).digest('hex')
    const { isNew } = await saveDocument(db, { sha256, bytes, at: now() })
    times.push(performance.now() - start)
    if (isNew) throw new Error('it was to be known')
  }
  return [percentile(times, 0.5), percentile(times, 0.95)]
}

function occurrences(number: number, size: Size): readonly Occurrence[] {
  return drawn(number, size).map(({ name, version, purl }) => ({
    identity: { name, version, purls: [purl] },
    element: purl,
    licence: 'MIT',
  }))
}
