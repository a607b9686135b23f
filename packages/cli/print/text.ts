// SPDX-License-Identifier: Apache-2.0

/**
 * Text of documents and feeds for a terminal: control characters (escape sequences) and direction overrides are made
 * visible, so that a component name cannot paint the screen or hide what stands beside it.
 */
export function safe(text: string, longest = 200): string {
  const cut = text.length > longest ? `${text.slice(0, longest - 1)}…` : text
  return cut.replaceAll(UNSAFE, (c) => `\\u${c.charCodeAt(0).toString(16).padStart(4, '0')}`)
}

// oxlint-disable-next-line no-control-regex -- these are what it is about
const UNSAFE = /[\u0000-\u001f\u007f-\u009f\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff]/g

/** Columns that a text takes: East Asian wide characters and emoji take two, combining marks none. */
function width(text: string): number {
  let columns = 0
  for (const c of text) {
    const code = c.codePointAt(0) ?? 0
    if (/\p{Mn}/u.test(c)) continue
    columns += isWide(code) ? 2 : 1
  }
  return columns
}

function isWide(code: number): boolean {
  return (
    (code >= 0x1100 && code <= 0x115f) ||
    (code >= 0x2e80 && code <= 0xa4cf) ||
    (code >= 0xac00 && code <= 0xd7a3) ||
    (code >= 0xf900 && code <= 0xfaff) ||
    (code >= 0xfe30 && code <= 0xfe6f) ||
    (code >= 0xff00 && code <= 0xff60) ||
    (code >= 0xffe0 && code <= 0xffe6) ||
    (code >= 0x1f300 && code <= 0x1faff) ||
    (code >= 0x20000 && code <= 0x3fffd)
  )
}

/** Rows in columns, two spaces between them, each line indented; the last column is not padded and wraps nowhere. */
export function columns(rows: readonly (readonly string[])[], indent = '  '): string[] {
  const widths: number[] = []
  for (const row of rows) {
    for (const [i, cell] of row.entries()) widths[i] = Math.max(widths[i] ?? 0, width(cell))
  }
  return rows.map((row) => {
    const cells = row.map((cell, i) =>
      i === row.length - 1 ? cell : cell + ' '.repeat((widths[i] ?? 0) - width(cell)),
    )
    return (indent + cells.join('  ')).trimEnd()
  })
}

export function count(number: number, one: string, many = `${one}s`): string {
  return `${grouped(number)} ${number === 1 ? one : many}`
}

/** 1,234,567; Intl would take longer to load than the table to print. */
export function grouped(number: number): string {
  return String(number).replaceAll(/\B(?=(?:\d{3})+$)/g, ',')
}

export interface Paint {
  bold(text: string): string
  red(text: string): string
  yellow(text: string): string
  green(text: string): string
  dim(text: string): string
}

/** Colours for a terminal; nothing elsewhere, or where NO_COLOR is set. */
export function paint(coloured: boolean): Paint {
  const with_ = (open: number, close: number) => (text: string) =>
    coloured ? `\u001b[${open}m${text}\u001b[${close}m` : text
  return {
    bold: with_(1, 22),
    red: with_(31, 39),
    yellow: with_(33, 39),
    green: with_(32, 39),
    dim: with_(2, 22),
  }
}
