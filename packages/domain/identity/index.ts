// SPDX-License-Identifier: Apache-2.0
export { componentsOf, type Component, type Override } from './components.ts'
export { proposeIdentities, type Proposal } from './propose.ts'
