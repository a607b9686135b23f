// SPDX-License-Identifier: Apache-2.0
export { openClone, type Clone } from './clone.ts'
