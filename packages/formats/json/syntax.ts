// SPDX-License-Identifier: Apache-2.0
import type { Limits } from '../source/limits.ts'

export interface SyntaxFault {
  readonly line: number
  readonly column: number
  readonly message: string
  /** Set where the text is JSON so far, but more than is allowed. */
  readonly limit?: keyof Limits
}

type Want = 'value' | 'valueOrEnd' | 'key' | 'keyOrEnd' | 'colon' | 'commaOrEnd' | 'nothing'

/** The document goes through it in pieces; nothing of it is held. */
export interface SyntaxFinder {
  /** The first fault in what was seen, once there is one. */
  push(piece: string): SyntaxFault | undefined
  /** Undefined where the text is JSON after all. */
  end(): SyntaxFault | undefined
}

/**
 * Finds the first place where text leaves the JSON grammar (RFC 8259) or a limit. Only run on text that was refused, to
 * say where: V8's own message gives no line and quotes the document.
 */
export function createSyntaxFinder(limits: Pick<Limits, 'depth' | 'stringLength'>): SyntaxFinder {
  const open: ('object' | 'array')[] = []
  let want: Want = 'value'
  let line = 1
  let column = 0
  let text: 'no' | 'string' | 'escape' | 'literal' = 'no'
  let isKey = false
  let literal = ''
  let hexLeft = 0
  let stringLength = 0

  const fault = (message: string, limit?: keyof Limits): SyntaxFault => ({
    line,
    column: Math.max(1, column),
    message,
    ...(limit === undefined ? {} : { limit }),
  })
  const afterValue = (): Want => (open.length === 0 ? 'nothing' : 'commaOrEnd')

  const close = (kind: 'object' | 'array', sign: string): SyntaxFault | undefined => {
    if (open.at(-1) !== kind) return fault(`\`${sign}\` closes nothing that is open here`)
    open.pop()
    want = afterValue()
    return undefined
  }

  const structural = (c: string): SyntaxFault | undefined => {
    if (c === ' ' || c === '\n' || c === '\r' || c === '\t') return undefined
    if (c === '"') {
      if (want === 'key' || want === 'keyOrEnd') isKey = true
      else if (want === 'value' || want === 'valueOrEnd') isKey = false
      else return fault(expected(want, c))
      text = 'string'
      stringLength = 0
      return undefined
    }
    if (c === '}' && (want === 'keyOrEnd' || want === 'commaOrEnd')) return close('object', c)
    if (c === ']' && (want === 'valueOrEnd' || want === 'commaOrEnd')) return close('array', c)
    if (c === ':' && want === 'colon') {
      want = 'value'
      return undefined
    }
    if (c === ',' && want === 'commaOrEnd') {
      want = open.at(-1) === 'object' ? 'key' : 'value'
      return undefined
    }
    if (want !== 'value' && want !== 'valueOrEnd') return fault(expected(want, c))
    if (c === '{' || c === '[') {
      open.push(c === '{' ? 'object' : 'array')
      if (open.length > limits.depth) return fault(tooDeep(limits.depth), 'depth')
      want = c === '{' ? 'keyOrEnd' : 'valueOrEnd'
      return undefined
    }
    if (/[-0-9tfn]/.test(c)) {
      text = 'literal'
      literal = c
      return undefined
    }
    return fault(expected(want, c))
  }

  const inString = (c: string): SyntaxFault | undefined => {
    if (text === 'escape') {
      if (!/["\\/bfnrtu]/.test(c)) return fault(`\`\\${c}\` is no escape that JSON knows`)
      if (c === 'u') hexLeft = 4
      text = 'string'
    } else if (c === '"') {
      text = 'no'
      want = isKey ? 'colon' : afterValue()
    } else if (c === '\\') text = 'escape'
    else if (c < ' ') return fault('a control character inside a string; it must be escaped')
    else if (hexLeft > 0) {
      if (!/[0-9a-fA-F]/.test(c)) return fault('`\\u` needs four hexadecimal digits')
      hexLeft--
    }
    if (++stringLength > limits.stringLength) {
      return fault(tooLong(limits.stringLength), 'stringLength')
    }
    return undefined
  }

  const step = (c: string): SyntaxFault | undefined => {
    if (c === '\n') {
      line++
      column = 0
    } else column++
    if (text === 'literal') {
      if (/[-+.0-9a-zA-Z]/.test(c)) {
        literal += c
        return literal.length > 400 ? fault('a number of more than 400 characters') : undefined
      }
      if (!isLiteral(literal)) return fault(`\`${literal}\` is no JSON value`)
      text = 'no'
      want = afterValue()
    }
    return text === 'no' ? structural(c) : inString(c)
  }

  return {
    push(piece) {
      for (let i = 0; i < piece.length; i++) {
        if (text === 'string' && hexLeft === 0) {
          const plain = plainLength(piece, i, limits.stringLength - stringLength)
          stringLength += plain
          column += plain
          i += plain
          if (i >= piece.length) return undefined
        }
        const found = step(piece[i] ?? '')
        if (found) return found
      }
      return undefined
    },
    end() {
      column++
      if (text === 'literal' && !isLiteral(literal)) {
        return fault(`\`${literal}\` is no JSON value`)
      }
      if (text === 'literal') want = afterValue()
      if (text === 'string' || text === 'escape') return fault('the text ends inside a string')
      if (want !== 'nothing') {
        return fault('the text ends too early: it was cut off, or a bracket is missing')
      }
      return undefined
    },
  }
}

function tooDeep(depth: number): string {
  return `nested deeper than ${depth} levels (limit depth; raise it with --limit depth=N)`
}

function tooLong(length: number): string {
  return `a string is longer than ${length} characters (limit stringLength; raise it with --limit stringLength=N)`
}

/** How many characters from here on are nothing but text of a string. Most of a document is. */
function plainLength(piece: string, from: number, most: number): number {
  const end = Math.min(piece.length, from + most)
  let i = from
  while (i < end) {
    const c = piece.charCodeAt(i)
    if (c === 34 || c === 92 || c < 32) break
    i++
  }
  return i - from
}

function isLiteral(text: string): boolean {
  return /^(?:true|false|null|-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][-+]?\d+)?)$/.test(text)
}

const EXPECTED: Readonly<Record<Want, string>> = {
  value: 'a value',
  valueOrEnd: 'a value or `]`',
  key: 'a member name in double quotes',
  keyOrEnd: 'a member name in double quotes or `}`',
  colon: '`:`',
  commaOrEnd: '`,` or a closing bracket',
  nothing: 'nothing more after the end of the document',
}

function expected(want: Want, found: string): string {
  return `expected ${EXPECTED[want]}, found ${JSON.stringify(found)}`
}
