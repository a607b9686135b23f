// SPDX-License-Identifier: Apache-2.0
import type { FunctionJudgement } from '../code-judgement.ts'
import type { PlaceRule } from '../place.ts'

/** Asked last, when nothing else is doubtful about the place. */
export const functionAbsent: PlaceRule = {
  id: 'function-absent',
  number: 7,
  sentence:
    'A function is absent where debug information covers every object of its file in every image, it is neither there nor inlined, and the text of this release is known to define it.',
  judge(_place, { code, inTree, elsewhere }) {
    if (code?.state !== 'absent' || code.empty) return undefined
    const { functions } = code
    return {
      state: 'absent',
      rule: 'function-absent',
      reason:
        functions.length > 0
          ? wordsOf(functions)
          : 'no function that uses the changed macros is in an image',
      files: [...inTree, ...elsewhere],
      functions,
    }
  },
}

const WORDS = {
  'dropped-by-linker': 'dropped by the linker',
  'preprocessed-out': 'not compiled: the preprocessor or the compiler left it out',
  'compiled-empty': 'in an object that holds no code',
  'not-compiled': 'in a file that was not compiled',
} as const

function wordsOf(functions: readonly FunctionJudgement[]): string {
  const byCause = new Map<string, string[]>()
  for (const { name, cause } of functions) {
    const words = WORDS[cause as keyof typeof WORDS]
    const list = byCause.get(words)
    if (list) list.push(name)
    else byCause.set(words, [name])
  }
  return [...byCause]
    .map(([words, names]) => `${listed(names)} ${names.length === 1 ? 'was' : 'were'} ${words}`)
    .join('; ')
}

const MOST_NAMED = 5

function listed(names: readonly string[]): string {
  if (names.length <= MOST_NAMED) return names.join(', ')
  return `${names.slice(0, MOST_NAMED).join(', ')} and ${names.length - MOST_NAMED} more`
}
