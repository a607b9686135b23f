// SPDX-License-Identifier: Apache-2.0

/** What somebody may do. Routes name exactly one of these. */
export const ACTIONS = [
  'read',
  /** bring documents in */
  'upload',
  /** propose or give a verdict */
  'judge',
  /** be the second pair of eyes on a verdict */
  'approve',
  /** make and change products, releases and what belongs to them */
  'manage',
  /** people, roles, tokens of others, sign-in providers, notification rules, settings */
  'administer',
  /** read the audit log */
  'audit',
  /** what all organisations of the installation share: feeds; only from its first organisation */
  'operate',
] as const
export type Action = (typeof ACTIONS)[number]

/** Which actions a role carries. A role is granted for a whole organisation or for one product of it. */
export const ROLES = {
  administrator: ['read', 'upload', 'judge', 'approve', 'manage', 'administer', 'audit', 'operate'],
  manager: ['read', 'upload', 'judge', 'approve', 'manage'],
  analyst: ['read', 'upload', 'judge', 'approve'],
  contributor: ['read', 'upload'],
  viewer: ['read'],
  auditor: ['read', 'audit'],
} as const satisfies Readonly<Record<string, readonly Action[]>>
export type Role = keyof typeof ROLES

/** Actions that concern an organisation as a whole: a role for one product never carries them. */
export const ORGANISATION_ACTIONS: ReadonlySet<Action> = new Set(['administer', 'audit', 'operate'])

export function carries(role: Role, action: Action): boolean {
  const actions: readonly Action[] = ROLES[role]
  return actions.includes(action)
}
