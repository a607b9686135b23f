// SPDX-License-Identifier: Apache-2.0
import { expect, it } from 'vitest'
import { createInventory, type PackageFacts } from '../inventory/index.ts'
import { componentsOf, type Override } from './index.ts'

const FACTS = {
  format: 'spdx-2',
  specVersion: 'SPDX-2.3',
  syntax: 'json',
  creators: [],
  tools: [],
  sbomTypes: [],
}

/** One document a package. */
function componentsIn(packages: readonly PackageFacts[], overrides: readonly Override[] = []) {
  const inventory = createInventory()
  for (const [i, facts] of packages.entries()) {
    const { builder, close } = inventory.open()
    builder.package('P', facts)
    close({ ...FACTS, source: `${i}`, id: `urn:${i}` }, String(i))
  }
  return componentsOf(inventory.seal(), overrides).components
}

const A = { name: 'a', version: '1.0', purls: ['pkg:generic/a@1.0'] }

it('joins what several documents say of one package', () => {
  const [only, more] = componentsIn([A, { ...A, repositories: ['https://a.example/a.git'] }])
  expect(more).toBeUndefined()
  expect(only).toMatchObject({ nodes: { length: 2 }, repositories: ['https://a.example/a.git'] })
})

it('takes a fix for carried only where every occurrence carries it', () => {
  const [patched] = componentsIn([
    { ...A, resolves: ['CVE-1', 'CVE-2'] },
    { ...A, resolves: ['CVE-2'] },
  ])
  expect(patched?.resolves).toEqual(['CVE-2'])
  expect(componentsIn([{ ...A, resolves: ['CVE-1'] }, A])[0]?.resolves).toEqual([])
})

it('keeps packages apart that only share a name', () => {
  const at = (repository: string) => ({ name: 'a', repositories: [repository] })
  expect(componentsIn([at('https://x.example/a.git'), at('https://y.example/a.git')])).toHaveLength(
    2,
  )
})

it('asks about both versions of a package that gives two', () => {
  const both = componentsIn([{ ...A, purls: ['pkg:generic/a@1.0', 'pkg:generic/a@2.0'] }])
  expect(both.map(({ version, purls }) => [version, purls])).toEqual([
    ['1.0', ['pkg:generic/a@1.0']],
    ['2.0', ['pkg:generic/a@2.0']],
  ])
})

it("lets the user's version stand instead of the document's", () => {
  const [only, more] = componentsIn([A], [{ component: 'a', identity: 'pkg:generic/a@2.0' }])
  expect(more).toBeUndefined()
  expect(only).toMatchObject({ version: '2.0', purls: ['pkg:generic/a@2.0'] })
})
