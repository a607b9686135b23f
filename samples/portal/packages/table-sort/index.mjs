// SPDX-License-Identifier: Apache-2.0

export const sortRows = (rows, key) =>
  [...rows].sort((a, b) => (a[key] < b[key] ? -1 : a[key] > b[key] ? 1 : 0))
