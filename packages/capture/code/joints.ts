// SPDX-License-Identifier: Apache-2.0

/** The pieces of a word that a macro joins with `##`: texts as they stand in it, and undefined for what it is called with. */
export type Joint = readonly (string | undefined)[]

/** C17, 6.10.3.3: in the text of one `#define`. */
export function jointsIn(macro: string): readonly Joint[] {
  if (!macro.includes('##')) return []
  const text = macro
    .replaceAll(/\\\r?\n/g, ' ')
    .replaceAll(/"(?:[^"\\\n]|\\.)*"|'(?:[^'\\\n]|\\.)*'/g, ' ')
    .replaceAll(/\/\*.*?\*\/|\/\/.*$/gms, ' ')
  const joints: Joint[] = []
  // one macro's region may hold the definitions of several branches
  for (const definition of text.split(/^[ \t]*#[ \t]*define\b/m)) {
    const [, list = '', body = ''] = /^\s*\w+(?:\(([^)]*)\))?(.*)/s.exec(definition) ?? []
    const parameters = new Set(list.split(',').map((each) => each.replace('...', '').trim()))
    parameters.add('__VA_ARGS__')
    for (const [chain] of body.matchAll(/\w+(?:\s*##\s*\w+)+/g)) {
      const pieces = chain.split(/\s*##\s*/)
      joints.push(pieces.map((piece) => (parameters.has(piece) ? undefined : piece)))
    }
  }
  return joints
}

/** Whether a macro could have made the name of words that stand in the texts, or of what macros made of these. */
export function isJoined(
  name: string,
  joints: readonly Joint[],
  words: ReadonlySet<string>,
  depth = 2,
): boolean {
  if (name.length > LONGEST) return true
  // joined with nothing, the name itself stands where the macro is called
  const isPiece = (piece: string): boolean =>
    piece !== name &&
    (words.has(piece) ||
      /^\d+$/.test(piece) ||
      (depth > 1 && isJoined(piece, joints, words, depth - 1)))
  return joints.some((joint) => joint.length > MOST_PIECES || fits(name, joint, isPiece))
}

/** Beyond these every name may be made: splitting takes too long. */
const LONGEST = 256
const MOST_PIECES = 4

function fits(
  rest: string,
  [first, ...others]: Joint,
  isPiece: (piece: string) => boolean,
): boolean {
  if (others.length === 0) {
    // a macro may be called with nothing
    return first === undefined ? rest === '' || isPiece(rest) : rest === first
  }
  if (first !== undefined) {
    return rest.startsWith(first) && fits(rest.slice(first.length), others, isPiece)
  }
  for (let at = 0; at <= rest.length; at++) {
    const isFirst = at === 0 || isPiece(rest.slice(0, at))
    if (isFirst && fits(rest.slice(at), others, isPiece)) return true
  }
  return false
}
