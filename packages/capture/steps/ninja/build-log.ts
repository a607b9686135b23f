// SPDX-License-Identifier: Apache-2.0

/**
 * The outputs that ninja has made, by `.ninja_log` (ninja, `src/build_log.cc`): since version 5 a line is start, end, time of
 * modification, output and hash of the command, parted by tabs. Undefined for what is no such log.
 */
export function readBuildLog(text: string): ReadonlySet<string> | undefined {
  if (!/^# ninja log v(?:[4-9]|\d\d)\n/.test(text)) return undefined
  const outputs = new Set<string>()
  let at = text.indexOf('\n') + 1
  while (at < text.length) {
    const newline = text.indexOf('\n', at)
    // a last line without its end was cut off
    if (newline < 0) break
    const output = text.slice(at, newline).split('\t')[3]
    if (output !== undefined) outputs.add(output)
    at = newline + 1
  }
  return outputs
}
