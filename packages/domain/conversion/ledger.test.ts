// SPDX-License-Identifier: Apache-2.0
import { expect, it } from 'vitest'
import { createLedger } from './ledger.ts'

it('lists every member that was put nowhere, and what is lost as a whole once', () => {
  const source = { name: 'mill', wheel: { wood: 'oak', spokes: [8, 9] }, pond: ['a', 'b'], dry: [] }
  const ledger = createLedger()
  ledger.put({}, 'title', [{ holder: source, key: 'name' }], 'carried')
  ledger.put({}, 'x', [{ holder: source.pond, key: 1 }], 'property')
  const { lost, properties, carried } = ledger.settle([{ path: ['mills', 0], value: source }])
  expect(lost.map(({ pointer }) => pointer)).toEqual(['/mills/0/wheel', '/mills/0/pond/0'])
  expect(properties).toEqual(['/mills/0/pond/1'])
  expect(carried).toBe(1)
})

it('takes a list item that is a text for a member like any other', () => {
  const source = { pond: ['a', 'b'] }
  const ledger = createLedger()
  ledger.put({}, 'x', [{ holder: source.pond, key: 0 }], 'carried')
  const { lost } = ledger.settle([{ path: [], value: source }])
  expect(lost).toEqual([{ pointer: '/pond/1' }])
})

it('counts a member as lost once every place of it was dropped, and says why', () => {
  const source = { name: 'mill', owner: 'Jo' }
  const target = { title: 'mill', list: [{ name: 'x', value: 'Jo' }], other: 'Jo' }
  const ledger = createLedger()
  const name = ledger.put(target, 'title', [{ holder: source, key: 'name' }], 'carried')
  ledger.put(target.list, 0, [{ holder: source, key: 'owner' }], 'property')
  ledger.put(target, 'other', [{ holder: source, key: 'owner' }], 'carried')
  ledger.drop(target, ['list'], 'no lists')
  expect(ledger.settle([{ path: [], value: source }]).lost).toEqual([])
  ledger.drop(target, ['other'], 'no others')
  ledger.drop(target, ['title'], 'no titles')
  expect(name.live).toBe(false)
  expect(ledger.settle([{ path: [], value: source }]).lost).toEqual([
    { pointer: '', why: 'no titles' },
  ])
})

it('knows that a part of a member is gone with the part', () => {
  const source = { license: 'MIT' }
  const target = { licenses: [{ license: { id: 'MIT' } }] }
  const ledger = createLedger()
  ledger.put(target.licenses, 0, [{ holder: source, key: 'license' }], 'carried')
  ledger.drop(target, ['licenses', '0', 'license', 'id'], 'not on the list')
  expect(ledger.settle([{ path: [], value: source }]).lost).toEqual([
    { pointer: '', why: 'not on the list' },
  ])
})
