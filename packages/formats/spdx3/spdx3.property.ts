// SPDX-License-Identifier: Apache-2.0
import * as fc from 'fast-check'
import { expect, it } from 'vitest'
import { FormatError } from '../fault/index.ts'
import { sourceOfText } from '../source/index.ts'
import { anySpdx3 } from './fixtures/arbitrary.ts'
import { readSpdx3, writeSpdx3 } from './index.ts'

it('reads back what it wrote, for every class of the model', async () => {
  await fc.assert(
    fc.asyncProperty(anySpdx3(), async (document) => {
      const first = await readSpdx3(sourceOfText('first', JSON.stringify(document)))
      const text = writeSpdx3(first, { version: '3.0.1' })
      const again = await readSpdx3(sourceOfText('again', text))
      expect(again.graph).toEqual(first.graph)
      expect(writeSpdx3(again, { version: '3.0.1' })).toBe(text)
    }),
    { numRuns: 200 },
  )
})

it('throws nothing but its own error, whatever one part of a document is replaced by', async () => {
  await fc.assert(
    fc.asyncProperty(
      anySpdx3(),
      fc.nat(),
      fc.jsonValue({ maxDepth: 3 }),
      async (document, at, value) => {
        const spots: (() => void)[] = []
        collectSpots(document, value, spots)
        spots[at % spots.length]?.()
        await onlyFormatErrors(JSON.stringify(document))
      },
    ),
    { numRuns: 500 },
  )
})

it('throws nothing but its own error, however the text is cut or disturbed', async () => {
  await fc.assert(
    fc.asyncProperty(
      anySpdx3(),
      fc.nat(),
      fc.nat(20),
      fc.string({ maxLength: 5 }),
      async (document, at, gone, put) => {
        const text = JSON.stringify(document)
        const from = at % text.length
        await onlyFormatErrors(text.slice(0, from) + put + text.slice(from + gone))
      },
    ),
    { numRuns: 500 },
  )
})

async function onlyFormatErrors(text: string): Promise<void> {
  try {
    await readSpdx3(sourceOfText('mutant', text))
  } catch (error) {
    expect(error).toBeInstanceOf(FormatError)
    if (error instanceof FormatError) expect(error.faults.length).toBeGreaterThan(0)
  }
}

function collectSpots(node: unknown, value: unknown, spots: (() => void)[]): void {
  if (typeof node !== 'object' || node === null) return
  for (const key of Object.keys(node)) {
    spots.push(() => Object.defineProperty(node, key, { value, enumerable: true }))
    collectSpots((node as Record<string, unknown>)[key], value, spots)
  }
}
