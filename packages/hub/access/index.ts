// SPDX-License-Identifier: Apache-2.0
export { isVisible, may, mayAnywhere, visibleRows, type VisibleRows } from './decide.ts'
export type { Grant, Principal, Row, Visibility } from './principal.ts'
export { ACTIONS, ORGANISATION_ACTIONS, ROLES, type Action, type Role } from './roles.ts'
