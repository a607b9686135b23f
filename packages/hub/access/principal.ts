// SPDX-License-Identifier: Apache-2.0
import type { Action, Role } from './roles.ts'

/** A role somebody holds: for the organisation, or for one product of it. */
export interface Grant {
  readonly role: Role
  /** Absent: the whole organisation. */
  readonly product?: string
}

/** Who asks. Grants are of one organisation: whoever works for two signs in to one of them at a time. */
export interface Principal {
  readonly kind: 'person' | 'token'
  /** The person, or the token's owner: what the audit log names. */
  readonly user: string
  readonly organisation: string
  readonly grants: readonly Grant[]
  /** A token may do no more than these, and no more than its owner. Absent: all. */
  readonly scopes?: readonly Action[]
  /**
   * Whether the organisation is the installation's first: only its administrators may change what all organisations share. Whoever made the
   * installation is the first administrator of it, and gives the right on by giving that role.
   */
  readonly operates?: boolean
  /** Restricted rows that name this person. */
  readonly circles: readonly string[]
}

/**
 * Who may see a row, stored with the row. `organisation`: everybody with any role; `product`: who holds a role for its product or for
 * the organisation; `circle`: only people whom a circle names, whatever their role (embargoed cases).
 */
export type Visibility = 'organisation' | 'product' | 'circle'

export interface Row {
  readonly organisation: string
  readonly visibility: Visibility
  readonly product?: string
  readonly circle?: string
}
