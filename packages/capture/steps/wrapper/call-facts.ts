// SPDX-License-Identifier: Apache-2.0
import { readCommand, toolNamed, type CommandFacts } from '../../command/index.ts'
import type { WatchedCall } from '../../watch/record.ts'

/** What the words of a call say, with what only the call knew: response files, and whether the last word was a folder. */
export function factsOf(call: WatchedCall): CommandFacts {
  const words = call.argv.slice(1)
  const base = toolNamed(call.tool)?.tool
  const last = words.at(-1)
  // the name of a folder behind which nothing stands; `-n` and `-T` say that it is to be taken as a file
  const into =
    base === 'copier' &&
    call.intoFolder &&
    !words.some((word) => /^-[a-zA-Z]*[nT]|^--no-/.test(word))
  if (into && last !== undefined) words[words.length - 1] = `${last}/`
  return readCommand([call.tool, ...words], call.directory, (path) => call.files?.[path])
}
