// SPDX-License-Identifier: Apache-2.0

/** The pattern of LIKE for a text that holds this one. */
export function containing(text: string): string {
  return `%${text.replaceAll(/[\\%_]/g, String.raw`\$&`).replaceAll('\0', '')}%`
}

/** Of one that ends with it. */
export function endingWith(text: string): string {
  return containing(text).slice(0, -1)
}
