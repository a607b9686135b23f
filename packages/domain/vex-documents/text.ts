// SPDX-License-Identifier: Apache-2.0

export function compareText(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0
}
