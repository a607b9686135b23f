// SPDX-License-Identifier: Apache-2.0

/**
 * Tells the lines on which nothing but blanks and comments stands; `comments` are `[from, to, …]` in lines,
 * `sign` begins one that ends with its line.
 */
export function emptyLines(
  comments: readonly number[],
  text: string,
  sign: '#' | '//',
): (line: number) => boolean {
  const lines = text.split('\n')
  // 1: a comment begins, ends or is the line; 2: within one
  const marks = new Uint8Array(lines.length + 2)
  for (let i = 0; i < comments.length; i += 2) {
    const from = comments[i] ?? 1
    const to = Math.min(comments[i + 1] ?? from, lines.length)
    for (let line = from; line <= to; line++)
      marks[line] = line > from && line < to ? 2 : Math.max(marks[line] ?? 0, 1)
  }
  return (line) => {
    const shown = (lines[line - 1] ?? '').trim()
    return shown === '' || marks[line] === 2 || (marks[line] === 1 && isComment(shown, sign))
  }
}

/** A line on which a comment begins or ends: is anything else on it? */
function isComment(line: string, sign: '#' | '//'): boolean {
  if (line.startsWith(sign)) return true
  if (sign === '#') return false
  const open = line.indexOf('/*')
  const close = line.indexOf('*/')
  // the last line of a long comment
  if (close >= 0 && (open < 0 || close < open)) return close === line.length - 2
  if (open !== 0) return false
  return close < 0 || close === line.length - 2
}
