// SPDX-License-Identifier: Apache-2.0
import { FormatError } from '../fault/index.ts'
import { DEFAULT_LIMITS, type Limits } from '../source/limits.ts'
import { createSyntaxFinder } from './syntax.ts'

/**
 * JSON.parse with our own error: the line and the column, and no piece of the document in the message. Depth and the
 * length of strings are bounded.
 * @throws FormatError SYNTAX or LIMIT.
 */
export function parseJson(name: string, text: string, limits: Limits = DEFAULT_LIMITS): unknown {
  let value: unknown
  try {
    value = JSON.parse(text)
  } catch {
    throw refusal(name, text, limits)
  }
  if (exceeds(text, limits)) throw refusal(name, text, limits)
  return value
}

function refusal(name: string, text: string, limits: Limits): FormatError {
  const finder = createSyntaxFinder(limits)
  const found = finder.push(text) ?? finder.end()
  if (found === undefined) {
    return new FormatError(name, [{ code: 'SYNTAX', message: 'not JSON', place: {} }])
  }
  const { line, column, message, limit } = found
  const code = limit === undefined ? 'SYNTAX' : 'LIMIT'
  return new FormatError(name, [{ code, message, place: { line, column } }])
}

/** Of well-formed JSON. */
function exceeds(text: string, { depth: maxDepth, stringLength }: Limits): boolean {
  if (text.length <= maxDepth && text.length <= stringLength) return false
  let depth = 0
  for (let i = 0; i < text.length; i++) {
    const c = text.charCodeAt(i)
    if (c === 34) {
      const start = i
      for (i++; i < text.length; i++) {
        const d = text.charCodeAt(i)
        if (d === 34) break
        if (d === 92) i++
      }
      if (i - start - 1 > stringLength) return true
    } else if (c === 123 || c === 91) {
      if (++depth > maxDepth) return true
    } else if (c === 125 || c === 93) depth--
  }
  return false
}

/** RFC 6901. */
export function pointerOf(path: readonly (string | number)[]): string {
  return path.map((step) => `/${String(step).replaceAll('~', '~0').replaceAll('/', '~1')}`).join('')
}
