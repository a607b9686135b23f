// SPDX-License-Identifier: Apache-2.0

/** A table as CSV (RFC 4180). */
export function csvText(
  columns: readonly string[],
  rows: Iterable<readonly (string | number | undefined)[]>,
): string {
  const lines = [columns.join(',')]
  for (const row of rows) lines.push(row.map(cell).join(','))
  return `${lines.join('\r\n')}\r\n`
}

/**
 * Texts come from documents and advisories of strangers, and spreadsheets run what begins like a formula (CWE-1236): such a text
 * gets an apostrophe in front. Numbers are ours.
 */
function cell(value: string | number | undefined): string {
  if (value === undefined) return ''
  if (typeof value === 'number') return String(value)
  const safe =
    /^[\s\p{Cc}]*[=+\-@|%＝＋－＠]/u.test(value) || /^[\t\r\n]/.test(value) ? `'${value}` : value
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe
}
