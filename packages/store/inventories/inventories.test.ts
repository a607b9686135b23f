// SPDX-License-Identifier: Apache-2.0
import { expect, it } from 'vitest'
import { givenDocument, npm, onEveryDatabase } from '../testing/index.ts'
import { saveInventory } from './index.ts'

onEveryDatabase((store) => {
  const content = async (table: 'component' | 'document_component' | 'file' | 'document_file') => {
    const { count } = await store()
      .db.selectFrom(table)
      .select((eb) => eb.fn.countAll<number>().as('count'))
      .executeTakeFirstOrThrow()
    return count
  }

  it('keeps a component once, however many documents name it', async () => {
    const before = await content('component')
    const first = await givenDocument(store(), 'one', {
      components: [npm('left', '1'), npm('right', '1'), npm('left', '1')],
    })
    const second = await givenDocument(store(), 'two', {
      components: [npm('right', '1'), npm('left', '2')],
    })
    expect(first.components[0]).toBe(first.components[2])
    expect(second.components[0]).toBe(first.components[1])
    expect(await content('component')).toBe(before + 3)
    const { db } = store()
    const rows = await db
      .selectFrom('document_component')
      .select(['component_id', 'occurrences', 'element'])
      .where('document_id', '=', first.document)
      .orderBy('component_id')
      .execute()
    expect(rows.map(({ occurrences }) => occurrences).sort()).toEqual([1, 2])
    const keys = await db
      .selectFrom('component_key')
      .select('key')
      .where('component_id', '=', first.components[0]!)
      .execute()
    expect(keys).toEqual([{ key: 'package:npm/left' }])
  })

  it('tells components apart by everything that an advisory may ask for', async () => {
    const digest = { algorithm: 'sha256', value: 'ab'.repeat(32) }
    const base = npm('same', '1').identity
    const { components } = await givenDocument(store(), 'apart', {
      components: [
        { identity: base },
        { identity: { ...base, digests: [digest] } },
        { identity: { ...base, cpes: ['cpe:2.3:a:same:same:1:*:*:*:*:*:*:*'] } },
        { identity: { ...base, commit: 'a'.repeat(40) } },
        { identity: { ...base, repositories: [] } },
      ],
    })
    expect(new Set(components).size).toBe(4)
    expect(components[4]).toBe(components[0])
  })

  it('keeps a file once for each path and content', async () => {
    const before = await content('file')
    const sha256 = 'cd'.repeat(32)
    const file = (path: string, value: string) =>
      ({ path, digests: [{ algorithm: 'sha256', value }], role: 'source' }) as const
    await givenDocument(store(), 'files 1', {
      files: [
        file('src/a.c', sha256),
        file('src/b.c', sha256),
        { ...file('src/a.c', sha256), role: 'unknown' },
      ],
    })
    const { document } = await givenDocument(store(), 'files 2', {
      files: [file('src/a.c', sha256), file('src/a.c', 'no digest')],
    })
    expect(await content('file')).toBe(before + 3)
    const rows = await store()
      .db.selectFrom('document_file')
      .innerJoin('file', 'file.id', 'document_file.file_id')
      .select(['path', 'name', 'sha256', 'digests', 'role'])
      .where('document_id', '=', document)
      .orderBy('file.id')
      .execute()
    expect(rows).toEqual([
      {
        path: 'src/a.c',
        name: 'a.c',
        sha256: Buffer.from(sha256, 'hex'),
        digests: null,
        role: 'source',
      },
      {
        path: 'src/a.c',
        name: 'a.c',
        sha256: null,
        digests: [{ algorithm: 'sha256', value: 'no digest' }],
        role: 'source',
      },
    ])
  })

  it('does not write a document again, unless a younger reader has read it', async () => {
    const { db, now } = store()
    const { document } = await givenDocument(store(), 'reread', { components: [npm('old', '1')] })
    const again = (reader: number) =>
      saveInventory(db, {
        document,
        format: 'cyclonedx',
        specVersion: '1.6',
        facts: {},
        components: [npm('new', '1')],
        files: [],
        reader,
        at: now(),
      })
    expect(await again(1)).toEqual({ components: [], fresh: [], isNew: false })
    const saved = await again(2)
    expect(saved.isNew).toBe(true)
    const rows = await db
      .selectFrom('document_component')
      .select('component_id')
      .where('document_id', '=', document)
      .execute()
    expect(rows).toEqual([{ component_id: saved.components[0] }])
  })

  it('takes texts that no database takes', async () => {
    const long = 'x'.repeat(10_000)
    const { document, components } = await givenDocument(store(), 'hostile', {
      components: [
        {
          identity: {
            name: `a\0b${long}`,
            version: '1\0',
            purls: [`pkg:npm/${long}@1`],
            cpes: ['\0'],
          },
          element: '\0',
          licence: '\0',
        },
        { identity: { name: '\uD800', digests: [{ algorithm: long, value: long }] } },
      ],
      files: [
        {
          path: `${long}/\0${long}`,
          digests: [{ algorithm: '\\u0000', value: '\0' }],
          role: 'data',
        },
      ],
    })
    expect(components).toHaveLength(2)
    const { digests } = await store()
      .db.selectFrom('document_file')
      .innerJoin('file', 'file.id', 'document_file.file_id')
      .select('digests')
      .where('document_id', '=', document)
      .executeTakeFirstOrThrow()
    expect(digests).toEqual([{ algorithm: '\\u0000', value: '\uFFFD' }])
  })

  it('keeps two documents that share components and come at once', async () => {
    const names = Array.from({ length: 300 }, (_, index) => `shared-${index}`)
    const saved = await Promise.all(
      [names, names.toReversed(), names.toSorted()].map((order, index) =>
        givenDocument(store(), `at once ${index}`, {
          components: order.map((name) => npm(name, '1')),
        }),
      ),
    )
    expect(new Set(saved.flatMap(({ components }) => components)).size).toBe(300)
  })
})
