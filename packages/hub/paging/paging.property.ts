// SPDX-License-Identifier: Apache-2.0
import * as fc from 'fast-check'
import { expect, it } from 'vitest'
import { Problem } from '../problem/index.ts'
import { readCursor, writeCursor } from './index.ts'

const key = fc.oneof(fc.string({ maxLength: 100 }), fc.integer(), fc.constant(null))

it('reads back what it wrote', () => {
  fc.assert(
    fc.property(fc.string({ maxLength: 20 }), fc.array(key, { maxLength: 4 }), (sort, keys) => {
      const cursor = { sort, keys }
      expect(readCursor(writeCursor(cursor), sort, keys.length)).toEqual(cursor)
    }),
  )
})

it('refuses everything else with a problem', () => {
  fc.assert(
    fc.property(
      fc.oneof(
        fc.string(),
        fc.json().map((text) => Buffer.from(text).toString('base64url')),
      ),
      (text) => {
        try {
          readCursor(text, 'severity', 2)
        } catch (error) {
          expect(error).toBeInstanceOf(Problem)
        }
      },
    ),
  )
})
