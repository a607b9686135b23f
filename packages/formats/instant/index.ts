// SPDX-License-Identifier: Apache-2.0
export { compareInstants, isInstant } from './instant.ts'
