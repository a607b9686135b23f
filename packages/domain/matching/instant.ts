// SPDX-License-Identifier: Apache-2.0

/** Go's zero time stands in OSV records for "not said". */
export function instantOf(text: string | undefined): string | undefined {
  return text === undefined || text.startsWith('0001-01-01') ? undefined : text
}
