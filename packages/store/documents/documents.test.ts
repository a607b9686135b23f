// SPDX-License-Identifier: Apache-2.0
import { createHash, randomBytes } from 'node:crypto'
import { expect, it } from 'vitest'
import { givenRelease, onEveryDatabase } from '../testing/index.ts'
import {
  attachDocument,
  detachDocument,
  documentBytes,
  documentsOfRelease,
  findDocument,
  releasesWithDocument,
  saveDocument,
} from './index.ts'
import { CHUNK } from './documents.ts'

const hashOf = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest('hex')

onEveryDatabase((store) => {
  it('keeps the bytes of a document, of any size and however they come', async () => {
    const { db, now } = store()
    for (const length of [0, 1, CHUNK - 1, CHUNK, CHUNK + 1]) {
      const bytes = randomBytes(length)
      const pieces = async function* () {
        const buffer = Buffer.alloc(1_000_003)
        for (let from = 0; from < length; from += buffer.length) {
          // a stream that uses its buffer again
          yield buffer.subarray(0, bytes.copy(buffer, 0, from))
        }
      }
      const saved = await saveDocument(db, { sha256: hashOf(bytes), bytes: pieces(), at: now() })
      const read: Uint8Array[] = []
      for await (const chunk of documentBytes(db, saved.id)) read.push(chunk)
      expect(Buffer.concat(read).equals(bytes)).toBe(true)
      expect((await findDocument(db, { id: saved.id }))?.size).toBe(length)
    }
  })

  it('knows bytes that it has, and does not look at them again', async () => {
    const { db, now } = store()
    const bytes = Buffer.from('{"bomFormat":"CycloneDX"}')
    const first = await saveDocument(db, { sha256: hashOf(bytes), bytes, at: now() })
    expect(first).toMatchObject({ isNew: true, state: 'received' })
    const never = async function* (): AsyncGenerator<Uint8Array> {
      await Promise.reject(new Error('these were not to be read'))
      yield bytes
    }
    const second = await saveDocument(db, { sha256: hashOf(bytes), bytes: never(), at: now() })
    expect(second).toEqual({ ...first, isNew: false })
  })

  it('refuses bytes whose hash is another, and keeps nothing of them', async () => {
    const { db, now } = store()
    const sha256 = hashOf(Buffer.from('others'))
    const saving = saveDocument(db, { sha256, bytes: Buffer.from('these'), at: now() })
    await expect(saving).rejects.toMatchObject({ code: 'WRONG_HASH' })
    expect(await findDocument(db, { sha256 })).toBeUndefined()
  })

  it('keeps one document that two bring at once', async () => {
    const { db, now } = store()
    const bytes = Buffer.from('brought twice')
    const both = await Promise.all(
      [1, 2].map(() => saveDocument(db, { sha256: hashOf(bytes), bytes, at: now() })),
    )
    expect(new Set(both.map(({ id }) => id)).size).toBe(1)
    expect(both.filter(({ isNew }) => isNew)).toHaveLength(1)
  })

  it('puts a document into a lane once, and takes it out without forgetting it', async () => {
    const { db, now, newId } = store()
    const { organisation, release, product } = await givenRelease(store())
    const other = await givenRelease(store(), { organisation, product, version: '2.0' })
    const bytes = Buffer.from('lane')
    const { id: document } = await saveDocument(db, { sha256: hashOf(bytes), bytes, at: now() })
    const attach = (to: number) =>
      attachDocument(db, {
        publicId: newId(),
        organisation,
        release: to,
        document,
        lane: 'build',
        name: 'bom\0.json',
        tool: 'west spdx',
        at: now(),
      })
    const attached = await attach(release)
    expect(await attach(release)).toBeUndefined()
    await attach(other.release)
    const visible = { organisation, products: 'all' } as const
    expect(await releasesWithDocument(db, visible, document, 'build')).toHaveLength(2)
    expect(await releasesWithDocument(db, visible, document, 'source')).toEqual([])
    expect(await releasesWithDocument(db, { organisation, products: [] }, document)).toEqual([])
    expect(await documentsOfRelease(db, release)).toMatchObject([
      { document_id: document, lane: 'build', name: 'bom\uFFFD.json', state: 'received' },
    ])
    expect(await detachDocument(db, { attachment: attached!.id, at: now() })).toBe(true)
    expect(await detachDocument(db, { attachment: attached!.id, at: now() })).toBe(false)
    expect(await documentsOfRelease(db, release)).toEqual([])
    expect(await attach(release)).toBeDefined()
  })
})
