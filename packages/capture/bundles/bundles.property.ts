// SPDX-License-Identifier: Apache-2.0
import { FormatError } from '@headwater/formats/fault'
import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { filesOf } from './fixtures.ts'
import { readBundle } from './index.ts'
import { digestsOf } from './integrity.ts'
import { LOCKFILE_NAMES, readLockfile } from './lockfiles/index.ts'
import { installedAt, packageOfSpecifier } from './package-of.ts'

/** Values that look a little like stats: members of their names, and anything in them. */
const anyStats = fc
  .dictionary(
    fc.constantFrom(
      'inputs',
      'outputs',
      'headwater',
      'modules',
      'chunks',
      'assets',
      'hash',
      'children',
      'version',
      'sources',
      'sections',
      'mappings',
      'nodeParts',
      'nodeMetas',
      '__proto__',
      'root',
      'imports',
    ),
    fc.oneof(
      fc.jsonValue(),
      fc.constantFrom<unknown>('rollup-bundle/1', 3, 2, {}, []),
      fc.array(fc.record({ id: fc.string(), identifier: fc.string(), chunks: fc.jsonValue() })),
    ),
  )
  .map((value): unknown => JSON.parse(JSON.stringify(value)))

describe('readers of bundles', () => {
  it('throw nothing, whatever the stats hold', () => {
    fc.assert(
      fc.property(anyStats, (stats) => {
        const bundle = readBundle('/app/dist/stats.json', filesOf({ 'dist/stats.json': stats }))
        for (const { presence } of bundle?.packages ?? []) expect(presence).not.toBe('absent')
      }),
    )
  })

  it('of lockfiles throw nothing but a FormatError', () => {
    const text = fc.oneof(
      fc.string(),
      fc.json(),
      fc.string({ unit: fc.constantFrom(...Array.from(' \n":@#,{}[]a1-')) }),
    )
    fc.assert(
      fc.property(fc.constantFrom(...LOCKFILE_NAMES), text, (name, content) => {
        try {
          readLockfile(name, content)
        } catch (error) {
          expect(error).toBeInstanceOf(FormatError)
        }
      }),
    )
  })

  it('of names and digests take anything', () => {
    fc.assert(
      fc.property(fc.string(), (text) => {
        installedAt(text)
        packageOfSpecifier(text)
        digestsOf([text])
      }),
    )
  })

  it('give back the digest that an integrity was made of', () => {
    fc.assert(
      fc.property(fc.uint8Array({ minLength: 64, maxLength: 64 }), (bytes) => {
        const base64 = Buffer.from(bytes).toString('base64')
        expect(digestsOf([`sha1-x sha512-${base64}?opt`])).toEqual({
          sha512: Buffer.from(bytes).toString('hex'),
        })
      }),
    )
  })
})
