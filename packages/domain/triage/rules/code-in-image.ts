// SPDX-License-Identifier: Apache-2.0
import type { FunctionJudgement } from '../code-judgement.ts'
import type { PlaceRule } from '../place.ts'

/** Asked first: whatever else may be doubtful about a place, code that is there is there. */
export const codeInImage: PlaceRule = {
  id: 'code-in-image',
  number: 3,
  sentence:
    'A vulnerability stays affected if one of its locations is in the image: the function, with code of its own or inlined, or the file where nothing tells of its functions.',
  judge(_place, { evidence, inTree, elsewhere, code }) {
    const files = [...inTree, ...elsewhere].filter((file) => evidence.reach(file) === 'image')
    if (files.length === 0 || code?.state === 'absent' || code?.state === 'undecided') {
      return undefined
    }
    const said = { state: 'present', rule: 'code-in-image', files } as const
    if (code === undefined) return { ...said, reason: 'the file went into an image' }
    const { functions } = code
    if (code.state === 'present') return { ...said, reason: wordsOf(functions), functions }
    const reason = ['the file went into an image', code.reason].filter(Boolean).join('; ')
    return { ...said, reason, functions }
  },
}

const MOST_NAMED = 5

function wordsOf(functions: readonly FunctionJudgement[]): string {
  const found = functions.filter(({ state }) => state === 'own' || state === 'inlined')
  const words = found
    .slice(0, MOST_NAMED)
    .map(({ name, state, images }) =>
      state === 'own'
        ? `${name} has code of its own in ${images.join(', ')}`
        : `${name} is inlined in ${images.join(', ')}`,
    )
  const more = found.length - words.length
  return `${words.join('; ')}${more > 0 ? `; and ${more} more` : ''}`
}
