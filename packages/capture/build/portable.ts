// SPDX-License-Identifier: Apache-2.0
import type { Gap } from '../steps/index.ts'

/**
 * Text without the folders of this machine: what lies in the build directory or in a tree is named `{build}/lib/x.o` and
 * `{curl}/lib/x.c`, the same on every machine.
 */
export function portableText(
  buildRoot: string,
  trees: readonly { readonly root: string; readonly name: string }[],
): (text: string) => string {
  const ordered = [
    ...trees.map(({ root, name }) => ({ folder: root, word: `{${name}}` })),
    { folder: buildRoot, word: '{build}' },
  ].sort((a, b) => b.folder.length - a.folder.length)
  return (text) => {
    let result = text
    for (const { folder, word } of ordered)
      if (result.includes(folder)) result = replaced(result, folder, word)
    return result
  }
}

export function portableGap(
  { code, message, hint, paths }: Gap,
  portable: (text: string) => string,
): Gap {
  return { code, message: portable(message), hint: portable(hint), paths: paths.map(portable) }
}

/** `/a/b` in `-I/a/b/include`, not in `-I/a/bc`. */
function replaced(text: string, folder: string, name: string): string {
  let found = ''
  let at = 0
  for (;;) {
    const next = text.indexOf(folder, at)
    if (next < 0) return found + text.slice(at)
    const end = next + folder.length
    const isWhole = end === text.length || /[^\w.+-]/.test(text[end] ?? '')
    found += text.slice(at, next) + (isWhole ? name : folder)
    at = end
  }
}
