// SPDX-License-Identifier: Apache-2.0
import type { Random } from '../random/index.ts'

/** What a mutator may draw on. */
export interface Context {
  readonly random: Random
  /** Another document of the corpus, of the same kind or not. */
  other(): Buffer
}

/** One way to spoil a document. Undefined: these bytes have nothing that it could spoil. */
export interface Mutator {
  readonly name: string
  apply(bytes: Buffer, context: Context): Buffer | undefined
}

/** A mutator of text. Bytes that are no UTF-8 are read as Latin 1, so that nothing is lost on the way. */
export function textMutator(
  name: string,
  change: (text: string, context: Context) => string | undefined,
): Mutator {
  return {
    name,
    apply(bytes, context) {
      const utf8 = bytes.toString('utf8')
      const isUtf8 = !utf8.includes('\ufffd')
      const changed = change(isUtf8 ? utf8 : bytes.toString('latin1'), context)
      return changed === undefined ? undefined : Buffer.from(changed, isUtf8 ? 'utf8' : 'latin1')
    },
  }
}

/** A span of the document that begins anywhere and is mostly short. */
export function span(length: number, { random }: Context): readonly [number, number] {
  const from = random.int(length + 1)
  const longest = random.pick([4, 40, 400, 4000, length])
  return [from, Math.min(length, from + 1 + random.int(longest))]
}

/** A match of a global pattern somewhere in a text: the first one behind a random place. */
export function pickMatch(
  text: string,
  pattern: RegExp,
  random: Random,
): RegExpExecArray | undefined {
  pattern.lastIndex = random.int(text.length + 1)
  const behind = pattern.exec(text)
  pattern.lastIndex = 0
  return behind ?? pattern.exec(text) ?? undefined
}
