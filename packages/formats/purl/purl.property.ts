// SPDX-License-Identifier: Apache-2.0
import * as fc from 'fast-check'
import { expect, it } from 'vitest'
import { formatPurl, makePurl, parsePurl, readPurl, type Purl } from './index.ts'
import { PURL_TYPES } from './types.ts'

const text = fc.string({ unit: 'grapheme' })
const soup = fc.string({
  unit: fc.constantFrom(...'pkg:npm/@%40?&=#a1.A-_~+ amp;\u00e9'.split('')),
  maxLength: 60,
})

it('never throws, whatever the text', () => {
  fc.assert(
    fc.property(
      fc.oneof(
        text,
        soup,
        soup.map((rest) => `pkg:${rest}`),
      ),
      fc.constantFrom('strict', 'lenient'),
      (purl, mode) => {
        readPurl(purl, mode)
      },
    ),
    { numRuns: 3000 },
  )
})

it('reads what it wrote as the same purl, in both modes', () => {
  const parts = fc.record({
    type: fc.constantFrom('generic', 'unheard-of', ...PURL_TYPES.keys()),
    namespace: fc.option(fc.array(text, { maxLength: 3 }).map((segments) => segments.join('/'))),
    name: text,
    version: fc.option(text),
    qualifiers: fc.array(fc.tuple(fc.stringMatching(/^[a-z][a-z0-9._-]{0,9}$/), text), {
      maxLength: 4,
    }),
    subpath: fc.option(fc.array(text, { maxLength: 3 }).map((segments) => segments.join('/'))),
  })
  fc.assert(
    fc.property(parts, (given) => {
      let purl: Purl
      try {
        purl = makePurl(given, 'lenient')
      } catch {
        return
      }
      const written = formatPurl(purl)
      expect(parsePurl(written, 'lenient')).toEqual(purl)
      expect(formatPurl(parsePurl(written, 'lenient'))).toBe(written)
    }),
    { numRuns: 3000 },
  )
})

it('is stable: a lenient reading needs no further repair of form', () => {
  fc.assert(
    fc.property(
      soup.map((rest) => `pkg:${rest}`),
      (given) => {
        const first = readPurl(given, 'lenient')
        if (first.kind === 'fault') return
        const written = formatPurl(first.purl)
        const second = readPurl(written, 'lenient')
        expect(second.kind === 'purl' && formatPurl(second.purl)).toBe(written)
      },
    ),
    { numRuns: 3000 },
  )
})
