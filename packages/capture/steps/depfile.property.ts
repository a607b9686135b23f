// SPDX-License-Identifier: Apache-2.0
import * as fc from 'fast-check'
import { expect, it } from 'vitest'
import { readDepfile } from './depfile.ts'

const name = fc.string({
  unit: fc.constantFrom(...'ab/._-#$ é+'.split('')),
  minLength: 1,
  maxLength: 12,
})

it('reads what a compiler writes', () => {
  fc.assert(
    fc.property(fc.array(name, { minLength: 1, maxLength: 6 }), (paths) => {
      const written = paths.map((path) =>
        path.replaceAll('$', '$$$$').replaceAll('#', '\\#').replaceAll(' ', '\\ '),
      )
      expect(readDepfile(`out.o: ${written.join(' \\\n  ')}\n`)).toEqual([
        { targets: ['out.o'], prerequisites: paths },
      ])
    }),
  )
})

it('never throws, whatever the text', () => {
  const soup = fc.string({ unit: fc.constantFrom(...'a: \\\n\r#$.o'.split('')), maxLength: 80 })
  fc.assert(
    fc.property(soup, (text) => {
      readDepfile(text)
    }),
  )
})
