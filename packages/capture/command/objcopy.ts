// SPDX-License-Identifier: Apache-2.0
import type { ToolFacts } from './facts.ts'
import { scanWords, type OptionTable, type Word } from './options.ts'
import { extensionOf, nameOf, pathIn } from './path.ts'

/** `objcopy [options] IN [OUT]`. Without OUT it changes the file in place. */
export function readObjcopy(words: readonly string[], directory: string): ToolFacts {
  const scanned = scanWords(words, OBJCOPY_OPTIONS)
  const [input, output] = operandsOf(scanned)
  if (input === undefined) return { kind: 'none', inputs: [], outputs: [] }
  const from = pathIn(directory, input)
  const to = output === undefined ? from : pathIn(directory, output)
  if (to === from) return { kind: 'none', inputs: [from], outputs: [] }
  return {
    kind: isObject(to) ? 'link-partial' : 'convert',
    inputs: [from, ...addedSections(scanned, directory)],
    outputs: [to],
  }
}

/** `strip [-o OUT] FILE...`. Without `-o` it changes the files in place. */
export function readStrip(words: readonly string[], directory: string): ToolFacts {
  const scanned = scanWords(words, STRIP_OPTIONS)
  const inputs = operandsOf(scanned).map((path) => pathIn(directory, path))
  const output = scanned
    .flatMap((word) =>
      word.kind === 'option' && word.name === '-o' && word.value !== undefined ? [word.value] : [],
    )
    .at(-1)
  const to = output === undefined ? undefined : pathIn(directory, output)
  if (to === undefined || inputs.includes(to)) return { kind: 'none', inputs, outputs: [] }
  return { kind: isObject(to) ? 'link-partial' : 'convert', inputs, outputs: [to] }
}

/** What a link could take: an object stays an object, whatever sections were taken out of it. */
function isObject(path: string): boolean {
  return ['.o', '.obj', '.lo'].includes(extensionOf(path)) || nameOf(path).endsWith('.o.tmp')
}

function operandsOf(words: readonly Word[]): readonly string[] {
  return words.flatMap((word) =>
    word.kind === 'operand' && !word.text.startsWith('@') ? [word.text] : [],
  )
}

/** `--add-section NAME=FILE` and `--update-section NAME=FILE` read a file into the output. */
function addedSections(words: readonly Word[], directory: string): readonly string[] {
  return words.flatMap((word) => {
    if (word.kind !== 'option' || word.value === undefined) return []
    if (word.name !== '--add-section' && word.name !== '--update-section') return []
    const file = word.value.slice(word.value.indexOf('=') + 1)
    return file.startsWith('/dev/') ? [] : [pathIn(directory, file)]
  })
}

/** GNU binutils manual, "objcopy": options with an argument. */
const LONG =
  '--input-target --output-target --target --binary-architecture --only-section --remove-section --keep-symbol ' +
  '--strip-symbol --strip-unneeded-symbol --globalize-symbol --localize-symbol --keep-global-symbol --weaken-symbol ' +
  '--add-section --update-section --dump-section --rename-section --set-section-flags --set-section-alignment ' +
  '--change-section-address --adjust-section-vma --change-section-lma --change-section-vma --change-addresses ' +
  '--adjust-vma --set-start --change-start --adjust-start --gap-fill --pad-to --redefine-sym --redefine-syms ' +
  '--keep-symbols --strip-symbols --globalize-symbols --localize-symbols --keep-global-symbols --weaken-symbols ' +
  '--add-symbol --add-gnu-debuglink --prefix-symbols --prefix-sections --prefix-alloc-sections --remove-relocations ' +
  '--interleave --interleave-width --byte --file-alignment --heap --image-base --section-alignment --stack ' +
  '--subsystem --srec-len --dwarf-depth --dwarf-start --verilog-data-width --alt-machine-code --build-id-link-dir ' +
  '--new-symbol-visibility'

const OBJCOPY_OPTIONS: OptionTable = {
  separate: new Set(LONG.split(' ')),
  joined: ['-I', '-O', '-B', '-F', '-j', '-R', '-K', '-N', '-L', '-W', '-G', '-i', '-b'],
  flags: new Set(),
}

const STRIP_OPTIONS: OptionTable = {
  separate: new Set([...LONG.split(' '), '--output-file']),
  joined: ['-o', '-I', '-O', '-F', '-R', '-K', '-N', '-j'],
  flags: new Set(),
  aliases: new Map([['--output-file', '-o']]),
}
