// SPDX-License-Identifier: Apache-2.0

/**
 * Words of a command line without the folders of this machine: what lies in the build directory or in a tree is named
 * `{build}/lib/x.o` and `{curl}/lib/x.c`, the same on every machine.
 */
export function namesForFolders(
  buildRoot: string,
  trees: readonly { readonly plot: { readonly root: string }; readonly name: string }[],
): (word: string) => string {
  const folders = [
    ...trees.map(({ plot, name }): readonly [string, string] => [plot.root, `{${name}}`]),
    [buildRoot, '{build}'] as const,
  ].sort(([a], [b]) => b.length - a.length)
  return (word) => {
    let text = word
    for (const [folder, name] of folders)
      if (text.includes(folder)) text = replaced(text, folder, name)
    return text
  }
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
