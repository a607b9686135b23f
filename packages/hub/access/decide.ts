// SPDX-License-Identifier: Apache-2.0
import type { Principal, Row } from './principal.ts'
import { carries, ORGANISATION_ACTIONS, type Action } from './roles.ts'

/**
 * The one place that decides. An action on a row needs the row to be visible, a role that carries the action where the row
 * belongs, and, for a token, the scope. What is not visible is reported as not there: 404, never 403.
 */
export function may(principal: Principal, action: Action, row: Row): boolean {
  return isVisible(principal, row) && holds(principal, action, row.product)
}

/** Whether the principal may do this anywhere in the organisation; rows are then asked one by one. */
export function mayAnywhere(principal: Principal, action: Action): boolean {
  return (
    isInScope(principal, action) &&
    principal.grants.some(
      ({ role, product }) =>
        carries(role, action) && (product === undefined || !ORGANISATION_ACTIONS.has(action)),
    )
  )
}

export function isVisible(principal: Principal, row: Row): boolean {
  if (row.organisation !== principal.organisation || !isInScope(principal, 'read')) return false
  switch (row.visibility) {
    case 'organisation':
      return mayAnywhere(principal, 'read')
    case 'product':
      return holds(principal, 'read', row.product)
    case 'circle':
      return row.circle !== undefined && principal.circles.includes(row.circle)
  }
}

/**
 * The same decision for a list, as data that a query turns into a condition: rows of the organisation that are visible to
 * the organisation, or of one of `products`, or in one of `circles`. Undefined: none at all.
 */
export interface VisibleRows {
  readonly organisation: string
  readonly products: 'all' | readonly string[]
  readonly circles: readonly string[]
}

export function visibleRows(principal: Principal): VisibleRows | undefined {
  if (!isInScope(principal, 'read')) return undefined
  const reading = principal.grants.filter(({ role }) => carries(role, 'read'))
  if (reading.length === 0 && principal.circles.length === 0) return undefined
  const whole = reading.some(({ product }) => product === undefined)
  const products = reading.flatMap(({ product }) => (product === undefined ? [] : [product]))
  return {
    organisation: principal.organisation,
    products: whole ? 'all' : [...new Set(products)].sort(),
    circles: principal.circles,
  }
}

function holds(principal: Principal, action: Action, product: string | undefined): boolean {
  if (!isInScope(principal, action)) return false
  return principal.grants.some((grant) => {
    if (!carries(grant.role, action)) return false
    if (grant.product === undefined) return true
    return grant.product === product && !ORGANISATION_ACTIONS.has(action)
  })
}

function isInScope({ scopes, operates }: Principal, action: Action): boolean {
  if (action === 'operate' && operates !== true) return false
  return scopes === undefined || scopes.includes(action)
}
