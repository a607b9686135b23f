// SPDX-License-Identifier: Apache-2.0

/**
 * JSON as PostgreSQL takes it. It holds no U+0000 in any text, and one that holds a lone surrogate (which `JSON.stringify` writes as an
 * escape) can be kept but never looked into: documents that carry either carry U+FFFD here.
 */
export function jsonText(value: unknown): string {
  const text = JSON.stringify(value) ?? 'null'
  return text.includes(ZERO) || text.includes(SURROGATE)
    ? text.replaceAll(UNSOUND, (_, before: string) => `${before}\\ufffd`)
    : text
}

const ZERO = String.raw`\u0000`
const SURROGATE = String.raw`\ud`
/** Behind an even number of backslashes: `\\u0000` is a backslash and the letters. */
const UNSOUND = /(?<!\\)((?:\\\\)*)\\u(?:0000|d[89a-f][0-9a-f]{2})/g

export function plainText(text: string): string {
  return text.includes('\0') ? text.replaceAll('\0', '\uFFFD') : text
}

/** What an index can hold and a page can show: a B-tree of PostgreSQL refuses keys of more than 2,704 bytes. */
export function keyText(text: string, most = 200): string {
  const plain = plainText(text)
  return plain.length > most ? `${plain.slice(0, most - 1)}…` : plain
}
