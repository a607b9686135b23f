// SPDX-License-Identifier: Apache-2.0

/** Kept equal to package.json by a test: reading that file at every start would cost more than it is worth. */
export const VERSION = '0.1.0'
