// SPDX-License-Identifier: Apache-2.0
import * as fc from 'fast-check'
import { expect, it } from 'vitest'
import { formatLicense, parseLicense, readLicense } from './index.ts'

const id = fc
  .stringMatching(/^[A-Za-z0-9][A-Za-z0-9.-]{0,8}$/)
  .filter((text) => !/^(?:and|or|with|none|noassertion)$/i.test(text))
const license = fc.oneof(
  id,
  id.map((text) => `${text}+`),
  id.map((text) => `LicenseRef-${text}`),
  fc.tuple(id, id).map(([document, text]) => `DocumentRef-${document}:LicenseRef-${text}`),
  fc.tuple(id, id).map(([text, addition]) => `${text} WITH AdditionRef-${addition}`),
)
const { expression } = fc.letrec<{ expression: string }>((tie) => ({
  expression: fc.oneof(
    { depthSize: 'small' },
    license,
    fc.array(tie('expression'), { minLength: 2, maxLength: 3 }).map((terms) => terms.join(' AND ')),
    fc.array(tie('expression'), { minLength: 2, maxLength: 3 }).map((terms) => terms.join(' or ')),
    tie('expression').map((inner) => `(${inner})`),
  ),
}))

it('reads what it wrote as the same expression, and the offsets point at the text', () => {
  fc.assert(
    fc.property(expression, (text) => {
      const parsed = parseLicense(text)
      const written = formatLicense(parsed)
      expect(formatLicense(parseLicense(written))).toBe(written)
      expect(withoutSpans(parseLicense(written))).toEqual(withoutSpans(parsed))
      if (parsed.kind === 'license') expect(text.slice(parsed.start, parsed.end)).toBe(written)
    }),
    { numRuns: 2000 },
  )
})

it('never throws, whatever the text', () => {
  const soup = fc.array(
    fc.constantFrom(
      '(',
      ')',
      ' ',
      'AND',
      'or',
      'WITH',
      'MIT',
      '+',
      'DocumentRef-',
      ':',
      'LicenseRef-',
      '/',
      '-',
    ),
  )
  fc.assert(
    fc.property(
      fc.oneof(
        fc.string({ unit: 'binary' }),
        soup.map((parts) => parts.join('')),
        soup.map((parts) => parts.join(' ')),
      ),
      (text) => {
        readLicense(text)
      },
    ),
    { numRuns: 5000 },
  )
})

function withoutSpans(value: unknown): unknown {
  return JSON.parse(
    JSON.stringify(value, (key, inner: unknown) =>
      key === 'start' || key === 'end' ? undefined : inner,
    ),
  )
}
