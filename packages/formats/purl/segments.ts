// SPDX-License-Identifier: Apache-2.0

/** Without the slashes at both ends; linear, which a regular expression anchored at the end is not. */
export function trimSlashes(text: string): string {
  let start = 0
  let end = text.length
  while (text[start] === '/') start++
  while (end > start && text[end - 1] === '/') end--
  return text.slice(start, end)
}

/** Without empty segments. */
export function compactSegments(text: string): string {
  return text
    .split('/')
    .filter((segment) => segment !== '')
    .join('/')
}
