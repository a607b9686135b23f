// SPDX-License-Identifier: Apache-2.0
import * as fc from 'fast-check'
import { expect, it } from 'vitest'
import {
  ACTIONS,
  isVisible,
  may,
  mayAnywhere,
  ROLES,
  visibleRows,
  type Principal,
  type Row,
} from './index.ts'

const organisation = fc.constantFrom('o1', 'o2')
const product = fc.constantFrom('p1', 'p2', 'p3')
const circle = fc.constantFrom('c1', 'c2')
const role = fc.constantFrom(...(Object.keys(ROLES) as (keyof typeof ROLES)[]))
const action = fc.constantFrom(...ACTIONS)
const principals: fc.Arbitrary<Principal> = fc.record(
  {
    kind: fc.constantFrom('person' as const, 'token' as const),
    user: fc.constant('u'),
    organisation,
    grants: fc.array(fc.record({ role, product }, { requiredKeys: ['role'] }), { maxLength: 3 }),
    circles: fc.uniqueArray(circle),
    scopes: fc.uniqueArray(action),
    operates: fc.boolean(),
  },
  { requiredKeys: ['kind', 'user', 'organisation', 'grants', 'circles'] },
)
const rows: fc.Arbitrary<Row> = fc.record(
  {
    organisation,
    visibility: fc.constantFrom('organisation' as const, 'product' as const, 'circle' as const),
    product,
    circle,
  },
  { requiredKeys: ['organisation', 'visibility'] },
)

it('decides for a list as it decides for one row', () => {
  fc.assert(
    fc.property(principals, rows, (principal, row) => {
      expect(inList(principal, row)).toBe(isVisible(principal, row))
    }),
    { numRuns: 2_000 },
  )
})

function inList(principal: Principal, row: Row): boolean {
  const list = visibleRows(principal)
  if (list === undefined || row.organisation !== list.organisation) return false
  if (row.visibility === 'circle') {
    return row.circle !== undefined && list.circles.includes(row.circle)
  }
  if (list.products === 'all') return true
  if (row.visibility === 'organisation') return list.products.length > 0
  return row.product !== undefined && list.products.includes(row.product)
}

it('lets nobody do anything to a row of another organisation or one that they cannot see', () => {
  fc.assert(
    fc.property(principals, rows, action, (principal, row, what) => {
      if (!may(principal, what, row)) return
      expect(row.organisation).toBe(principal.organisation)
      expect(isVisible(principal, row)).toBe(true)
    }),
  )
})

it('lets a token do no more than its owner', () => {
  fc.assert(
    fc.property(principals, rows, action, (principal, row, what) => {
      const { scopes: _, ...owner } = principal
      if (may(principal, what, row)) expect(may(owner, what, row)).toBe(true)
    }),
  )
})

it('lets nobody change what all organisations share but administrators of the first', () => {
  fc.assert(
    fc.property(principals, (principal) => {
      if (!mayAnywhere(principal, 'operate')) return
      expect(principal.operates).toBe(true)
      expect(principal.grants).toContainEqual({ role: 'administrator' })
    }),
  )
})

it('gives a role for one product nothing of the organisation', () => {
  fc.assert(
    fc.property(principals, rows, (principal, row) => {
      if (principal.grants.some((grant) => grant.product === undefined)) return
      expect(may(principal, 'administer', row)).toBe(false)
      expect(may(principal, 'audit', row)).toBe(false)
    }),
  )
})
