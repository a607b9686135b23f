// SPDX-License-Identifier: Apache-2.0

/** How a tool's options take their arguments. Names are written with their dashes. */
export interface OptionTable {
  /** `-o FILE`: the argument is the next word; `--name=ARG` is understood besides. */
  readonly separate: ReadonlySet<string>
  /** `-IDIR` or `-I DIR`: the rest of the word, or the next one. A longer prefix stands before a shorter one. */
  readonly joined: readonly string[]
  /** Whole words that look like a joined option but are none: `-static` beside `-s`. */
  readonly flags: ReadonlySet<string>
  readonly aliases?: ReadonlyMap<string, string>
}

export type Word =
  | { readonly kind: 'operand'; readonly text: string }
  /** `value` is absent for an option without argument. */
  | { readonly kind: 'option'; readonly name: string; readonly value?: string }

/** Tells options, their arguments and operands apart. `-` alone is an operand; after `--` all are. */
export function scanWords(words: readonly string[], table: OptionTable): readonly Word[] {
  const out: Word[] = []
  for (let at = 0; at < words.length; at++) {
    const text = words[at]!
    if (!text.startsWith('-') || text === '-') {
      out.push({ kind: 'operand', text })
    } else if (text === '--') {
      for (const rest of words.slice(at + 1)) out.push({ kind: 'operand', text: rest })
      break
    } else {
      const option = readOption(text, table)
      out.push(
        option.value === NEXT
          ? withValue(option.name, words[++at])
          : withValue(option.name, option.value),
      )
    }
  }
  return out
}

const NEXT = Symbol('next word')

function readOption(
  text: string,
  table: OptionTable,
): { readonly name: string; readonly value: string | undefined | typeof NEXT } {
  const name = (known: string): string => table.aliases?.get(known) ?? known
  if (table.flags.has(text)) return { name: name(text), value: undefined }
  if (table.separate.has(text)) return { name: name(text), value: NEXT }
  const equals = text.indexOf('=')
  if (equals > 0 && table.separate.has(text.slice(0, equals)))
    return { name: name(text.slice(0, equals)), value: text.slice(equals + 1) }
  for (const prefix of table.joined) {
    if (!text.startsWith(prefix)) continue
    const rest = text.slice(prefix.length)
    return { name: name(prefix), value: rest === '' ? NEXT : rest }
  }
  return equals > 0
    ? { name: name(text.slice(0, equals)), value: text.slice(equals + 1) }
    : { name: name(text), value: undefined }
}

function withValue(name: string, value: string | undefined): Word {
  return value === undefined ? { kind: 'option', name } : { kind: 'option', name, value }
}
