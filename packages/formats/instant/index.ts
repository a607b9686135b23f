// SPDX-License-Identifier: Apache-2.0
export { compareInstants, instantKey, isInstant } from './instant.ts'
