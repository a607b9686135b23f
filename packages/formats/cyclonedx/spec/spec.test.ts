// SPDX-License-Identifier: Apache-2.0
import { expect, test } from 'vitest'
import { ALTERNATIVES, parseType, scalarSpec, typeNames, typeSpec, wordSet } from './index.ts'

test('every type that a member names is in the table', () => {
  const unknown: string[] = []
  const used = typeNames().flatMap((name) => typeSpec(name)?.members ?? [])
  const names = [
    ...used.flatMap(({ types }) => types.map(({ name }) => name)),
    ...Object.values(ALTERNATIVES).flatMap((list) => list.map(({ type }) => type)),
  ]
  for (const name of names) {
    const known =
      typeSpec(name) ?? scalarSpec(name) ?? ALTERNATIVES[name] ?? wordSet(name, '1.7', 'json')
    if (!known) unknown.push(name)
  }
  expect(unknown).toEqual([])
})

test('every type of the table is reached from the document', () => {
  const reached = new Set<string>()
  const visit = (name: string): void => {
    if (reached.has(name)) return
    reached.add(name)
    for (const { types } of typeSpec(name)?.members ?? []) types.forEach((use) => visit(use.name))
    for (const { type } of ALTERNATIVES[name] ?? []) visit(type)
  }
  visit('bom')
  expect(typeNames().filter((name) => !reached.has(name))).toEqual([])
})

test('a line is a member with its marks', () => {
  const { members, rules } = parseType(
    'wheel',
    `
    : x1.6 one spokes rims+hub   # remark
    spokes   spoke[]:1.4|spoke   <spoke@ref> j1.3 x1.5-1.6 !j unique`,
  )
  expect(rules).toEqual([
    {
      kind: 'one',
      json: undefined,
      xml: { from: 6, to: 99 },
      groups: [['spokes'], ['rims', 'hub']],
    },
  ])
  expect(members).toMatchObject([
    {
      name: 'spokes',
      types: [
        { name: 'spoke', list: true, since: 4 },
        { name: 'spoke', list: false, since: 0 },
      ],
      json: { from: 3, to: 99 },
      xml: { from: 5, to: 6 },
      requiredJson: { from: 0, to: 99 },
      requiredXml: undefined,
      unique: true,
      form: { kind: 'wrapped', wrapper: 'spokes', element: 'spoke', attribute: 'ref' },
    },
  ])
})

test('words are known since their version', () => {
  expect(wordSet('componentType', '1.4', 'json')?.has('platform')).toBe(false)
  expect(wordSet('componentType', '1.5', 'json')?.has('platform')).toBe(true)
  expect(wordSet('ellipticCurve', '1.7', 'json')?.has('nist/P-256')).toBe(true)
  expect(wordSet('ellipticCurve', '1.7', 'xml')).toBeUndefined()
})
