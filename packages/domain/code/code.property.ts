// SPDX-License-Identifier: Apache-2.0
import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { createInventory } from '../inventory/index.ts'
import { isSameName, namesOf } from './names.ts'
import { CODE_MARK, codeEvidence, PRESENCE_MARK, readCodeRecords } from './index.ts'
import { absenceOf } from './presence.ts'

const FACTS = {
  format: 'spdx-2',
  specVersion: '2.3',
  syntax: 'json',
  creators: [],
  tools: [],
  sbomTypes: [],
  source: 'd',
}

/** An inventory of one object, source and image, with any texts as annotations. */
function inventoryOf(onObject: readonly string[], onSource: readonly string[]) {
  const inventory = createInventory()
  const { builder, close } = inventory.open()
  for (const path of ['a.c', 'a.o', 'app.elf']) builder.file(path, { path })
  builder.package('P', { name: 'thing' })
  builder.edge('a.o', 'generatedFrom', 'a.c')
  builder.edge('app.elf', 'linksStatically', 'a.o')
  for (const text of onObject) builder.annotate('a.o', { text })
  for (const text of onSource) builder.annotate('a.c', { text })
  for (const text of onObject) builder.annotate('P', { text })
  close(FACTS, 'd')
  return inventory.seal()
}

const name = fc.oneof(
  fc.constantFrom('f', 'ns::f', 'A::f', 'f(int)', 'f.part.0', 'operator()', '~f', '__proto__', ''),
  fc.string({ maxLength: 12 }),
)
const record = fc.oneof(
  fc.json(),
  fc
    .record({ of: fc.constant('source'), functions: fc.array(name) })
    .map((said) => JSON.stringify(said)),
  fc
    .record({
      of: fc.constant('object'),
      text: fc.oneof(fc.nat(), fc.double()),
      debug: fc.constantFrom('dwarf', 'none', 'stabs'),
      images: fc.dictionary(
        fc.constantFrom('app.elf', '__proto__', 'x'),
        fc.array(
          fc.record({
            file: fc.constantFrom('a.c', 'b/a.c', '../a.c', ''),
            own: fc.array(name),
            inlined: fc.array(name),
          }),
        ),
      ),
    })
    .map((said) => JSON.stringify(said)),
)
const annotation = record.map((text) => `${CODE_MARK} ${text}`)

describe('records of code', () => {
  it('are read or told to be none, whatever stands in them, and every question has an answer', () => {
    fc.assert(
      fc.property(fc.array(annotation), fc.array(annotation), name, (onObject, onSource, asked) => {
        const inventory = inventoryOf(onObject, onSource)
        const evidence = codeEvidence(inventory, [3], readCodeRecords(inventory))
        const [source = 0] = [...inventory.files()]
        const answer = evidence.functionIn(source, asked)
        expect(['own', 'inlined', 'absent', 'unknown']).toContain(answer.state)
        // nothing is absent without a record that says so
        if (answer.state === 'absent') expect(evidence.speaks).toBe(true)
      }),
    )
  })

  it('of presence are read or told to be none', () => {
    fc.assert(
      fc.property(fc.array(fc.json().map((text) => `${PRESENCE_MARK} ${text}`)), (texts) => {
        const inventory = inventoryOf(texts, [])
        absenceOf(inventory, inventory.packages())
      }),
    )
  })
})

describe('names', () => {
  it('hold what they were made of, and only names that may mean the same', () => {
    fc.assert(
      fc.property(fc.array(name), name, (list, asked) => {
        const names = namesOf(list)
        for (const each of list) expect(names.has(each)).toBe(true)
        expect(names.has(asked)).toBe(list.some((each) => isSameName(each, asked)))
      }),
    )
  })

  it('mean the same from either side', () => {
    fc.assert(
      fc.property(name, name, (a, b) => {
        expect(isSameName(a, b)).toBe(isSameName(b, a))
        expect(isSameName(a, a)).toBe(true)
      }),
    )
  })
})
