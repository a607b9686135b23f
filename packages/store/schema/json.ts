// SPDX-License-Identifier: Apache-2.0

/** JSON as PostgreSQL takes it. It holds no U+0000 in any text: documents that carry one carry U+FFFD here. */
export function jsonText(value: unknown): string {
  const text = JSON.stringify(value) ?? 'null'
  return text.includes(ZERO)
    ? text.replaceAll(ZEROS, (_, before: string) => `${before}\\ufffd`)
    : text
}

const ZERO = String.raw`\u0000`
/** Behind an even number of backslashes: `\\u0000` is a backslash and the letters. */
const ZEROS = /(?<!\\)((?:\\\\)*)\\u0000/g

export function plainText(text: string): string {
  return text.includes('\0') ? text.replaceAll('\0', '\uFFFD') : text
}

/** What an index can hold and a page can show: a B-tree of PostgreSQL refuses keys of more than 2,704 bytes. */
export function keyText(text: string, most = 200): string {
  const plain = plainText(text)
  return plain.length > most ? `${plain.slice(0, most - 1)}…` : plain
}
