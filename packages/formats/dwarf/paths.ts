// SPDX-License-Identifier: Apache-2.0

/** Joins like a compiler does: an absolute path stands by itself. Without `.`, `..` and doubled slashes. */
export function joinPath(...parts: readonly (string | undefined)[]): string {
  let joined = ''
  for (const part of parts) {
    if (part === undefined || part === '') continue
    joined = joined === '' || isAbsolute(part) ? part : `${joined}/${part}`
  }
  return normalizePath(joined)
}

function normalizePath(path: string): string {
  // paths of Windows, as cross compilers write them
  const slashed = /^[A-Za-z]:[\\/]/.test(path) ? path.replaceAll('\\', '/') : path
  if (!NEEDS_WORK.test(slashed)) return slashed
  const kept: string[] = []
  const rooted = slashed.startsWith('/')
  for (const part of slashed.split('/')) {
    if (part === '' || part === '.') continue
    if (part !== '..') kept.push(part)
    else if (kept.length > 0 && kept.at(-1) !== '..') kept.pop()
    else if (!rooted) kept.push(part)
  }
  return (rooted ? '/' : '') + kept.join('/')
}

const NEEDS_WORK = /\/\/|(?:^|\/)\.\.?(?:\/|$)|.\/$/

function isAbsolute(path: string): boolean {
  return path.startsWith('/') || /^[A-Za-z]:[\\/]/.test(path)
}
