// SPDX-License-Identifier: Apache-2.0

/** SPDX 3.1, what it adds. */
export const DRAFT = `
`
