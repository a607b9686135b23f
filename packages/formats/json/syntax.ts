// SPDX-License-Identifier: Apache-2.0

export interface SyntaxFault {
  readonly line: number
  readonly column: number
  readonly message: string
}

type Want = 'value' | 'valueOrEnd' | 'key' | 'keyOrEnd' | 'colon' | 'commaOrEnd' | 'nothing'

/**
 * Finds the first place where text leaves the JSON grammar (RFC 8259). Only run on text that JSON.parse refused, to say
 * where: V8's own message gives no line and quotes the document. Undefined where the text is JSON after all.
 */
export function findSyntaxFault(
  chunks: Iterable<string>,
  maxDepth: number,
): SyntaxFault | undefined {
  const open: ('object' | 'array')[] = []
  let want: Want = 'value'
  let line = 1
  let column = 0
  let text = 'no' as 'no' | 'string' | 'escape' | 'literal'
  let isKey = false
  let literal = ''
  let hexLeft = 0

  const fault = (message: string): SyntaxFault => ({ line, column: Math.max(1, column), message })
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
      if (open.length > maxDepth)
        return fault(`nested deeper than ${maxDepth} levels (limit depth)`)
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

  for (const chunk of chunks) {
    for (const c of splitUnits(chunk)) {
      if (c === '\n') {
        line++
        column = 0
      } else column++
      if (text === 'literal') {
        if (/[-+.0-9a-zA-Z]/.test(c)) {
          literal += c
          if (literal.length > 400) return fault('a number of more than 400 characters')
          continue
        }
        if (!isLiteral(literal)) return fault(`\`${literal}\` is no JSON value`)
        text = 'no'
        want = afterValue()
      }
      if (text === 'string') {
        if (c === '"') {
          text = 'no'
          want = isKey ? 'colon' : afterValue()
        } else if (c === '\\') text = 'escape'
        else if (c < ' ') return fault('a control character inside a string; it must be escaped')
        else if (hexLeft > 0) {
          if (!/[0-9a-fA-F]/.test(c)) return fault('`\\u` needs four hexadecimal digits')
          hexLeft--
        }
        continue
      }
      if (text === 'escape') {
        if (!/["\\/bfnrtu]/.test(c)) return fault(`\`\\${c}\` is no escape that JSON knows`)
        if (c === 'u') hexLeft = 4
        text = 'string'
        continue
      }
      const found = structural(c)
      if (found) return found
    }
  }
  column++
  if (text === 'literal' && !isLiteral(literal)) return fault(`\`${literal}\` is no JSON value`)
  if (text === 'literal') want = afterValue()
  if (text === 'string' || text === 'escape') return fault('the text ends inside a string')
  if (want !== 'nothing')
    return fault('the text ends too early: it was cut off, or a bracket is missing')
  return undefined
}

function* splitUnits(chunk: string): Iterable<string> {
  for (let i = 0; i < chunk.length; i++) yield chunk[i] ?? ''
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
