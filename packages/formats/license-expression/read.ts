// SPDX-License-Identifier: Apache-2.0
import type {
  AdditionReference,
  Exception,
  License,
  LicenseExpression,
  LicenseFault,
  LicenseLists,
  LicenseReading,
  LicenseReference,
  Span,
} from './expression.ts'
import { tokenize, type Token } from './tokens.ts'

/** Parentheses within parentheses; licences of real packages stay under ten. */
const MAX_DEPTH = 100

/**
 * Reads a licence expression. `+` binds tightest, then WITH, AND, OR. Operators in lower or mixed case are tolerated with a
 * remark (2.3 wants capitals, 3.0 also all lower), and so are NONE and NOASSERTION within an expression.
 */
export function readLicense(text: string, lists: LicenseLists = {}): LicenseReading {
  const { tokens, faults } = tokenize(text)
  const parser: Parser = { text, tokens, at: 0, depth: 0, faults: [...faults], remarks: [], lists }
  if (tokens.length === 0) {
    if (faults.length === 0)
      fail(parser, 'a licence expression is not empty', { start: 0, end: text.length })
    return { kind: 'fault', faults: parser.faults }
  }
  const expression = readOr(parser)
  const rest = peek(parser)
  if (expression !== undefined && rest !== undefined) {
    fail(parser, `${wordsOf(parser, rest)} where AND, OR or the end was expected`, rest)
  }
  if (expression === undefined || parser.faults.length > 0)
    return { kind: 'fault', faults: parser.faults }
  if (expression.kind === 'and' || expression.kind === 'or') remarkNoLicense(parser)
  return { kind: 'license', expression, remarks: parser.remarks }
}

interface Parser {
  readonly text: string
  readonly tokens: readonly Token[]
  at: number
  depth: number
  readonly faults: LicenseFault[]
  readonly remarks: string[]
  readonly lists: LicenseLists
}

function readOr(parser: Parser): LicenseExpression | undefined {
  return readCompound(parser, 'or', readAnd)
}

function readAnd(parser: Parser): LicenseExpression | undefined {
  return readCompound(parser, 'and', readWith)
}

/** Undefined after a fault: what follows a first one would only be its echo. */
function readCompound(
  parser: Parser,
  kind: 'and' | 'or',
  readTerm: (parser: Parser) => LicenseExpression | undefined,
): LicenseExpression | undefined {
  const start = peek(parser)?.start ?? parser.text.length
  const terms: LicenseExpression[] = []
  for (;;) {
    const term = readTerm(parser)
    if (term === undefined) return undefined
    terms.push(term)
    const operator = peek(parser)
    if (operator?.kind !== kind) break
    takeOperator(parser, operator)
  }
  const [only] = terms
  return terms.length === 1 ? only : { kind, terms, start, end: previousEnd(parser) }
}

function readWith(parser: Parser): LicenseExpression | undefined {
  const license = readPrimary(parser)
  const operator = peek(parser)
  if (license === undefined || operator?.kind !== 'with') return license
  takeOperator(parser, operator)
  if (license.kind !== 'license' && license.kind !== 'license-reference') {
    return fail(parser, 'WITH follows a single licence', operator)
  }
  const addition = readAddition(parser)
  return addition && { kind: 'with', license, addition, start: license.start, end: addition.end }
}

function readPrimary(parser: Parser): LicenseExpression | undefined {
  const token = take(parser)
  if (token?.kind === 'id') return licenseOf(parser, token)
  if (token?.kind === 'open') return readGroup(parser, token)
  return fail(
    parser,
    token === undefined
      ? 'the expression ends where a licence was expected'
      : `${wordsOf(parser, token)} where a licence was expected`,
    token ?? { start: parser.text.length, end: parser.text.length },
  )
}

function readGroup(parser: Parser, open: Token): LicenseExpression | undefined {
  if (parser.depth >= MAX_DEPTH)
    return fail(parser, `parentheses are deeper than ${MAX_DEPTH}`, open)
  parser.depth++
  const inner = readOr(parser)
  parser.depth--
  if (inner === undefined) return undefined
  if (peek(parser)?.kind !== 'close') return fail(parser, 'this parenthesis is not closed', open)
  take(parser)
  return inner
}

const ID = /^[A-Za-z0-9.-]+$/

function licenseOf(parser: Parser, token: Token & { kind: 'id' }): LicenseExpression | undefined {
  const { text, plus, start, end } = token
  if (text === 'NONE' || text === 'NOASSERTION') {
    if (plus) return fail(parser, `${text} takes no +`, token)
    return { kind: text === 'NONE' ? 'none' : 'noassertion', start, end }
  }
  const reference = referenceOf(text, 'LicenseRef-')
  if (reference !== undefined) {
    if (plus) return fail(parser, 'a licence reference takes no +', token)
    return { kind: 'license-reference', ...reference, start, end } satisfies LicenseReference
  }
  if (!ID.test(text) || text.startsWith('DocumentRef-')) {
    return fail(
      parser,
      `${text} is no licence id (letters, digits, dots and hyphens) and no licence reference`,
      token,
    )
  }
  if (text.startsWith('AdditionRef-'))
    return fail(parser, 'an addition stands after WITH only', token)
  if (parser.lists.knowsLicense?.(text) === false)
    remark(parser, `${text} is not on the licence list`)
  return { kind: 'license', id: text, orLater: plus, start, end } satisfies License
}

function readAddition(parser: Parser): Exception | AdditionReference | undefined {
  const token = take(parser)
  if (token?.kind !== 'id') {
    return fail(
      parser,
      'an exception was expected after WITH',
      token ?? { start: parser.text.length, end: parser.text.length },
    )
  }
  const { text, start, end } = token
  const reference = referenceOf(text, 'AdditionRef-')
  if (token.plus) return fail(parser, 'an exception takes no +', token)
  if (reference !== undefined) return { kind: 'addition-reference', ...reference, start, end }
  if (!ID.test(text) || /^(?:LicenseRef|DocumentRef)-/.test(text)) {
    return fail(parser, `${text} is no exception id and no addition reference`, token)
  }
  if (parser.lists.knowsException?.(text) === false)
    remark(parser, `${text} is not on the exception list`)
  return { kind: 'exception', id: text, start, end }
}

/** `[DocumentRef-(idstring):]prefix(idstring)`. */
function referenceOf(text: string, prefix: string): { document?: string; id: string } | undefined {
  const colon = text.indexOf(':')
  const local = text.slice(colon + 1)
  const id = local.slice(prefix.length)
  if (!local.startsWith(prefix) || !ID.test(id)) return undefined
  if (colon < 0) return { id }
  const document = text.slice('DocumentRef-'.length, colon)
  return text.startsWith('DocumentRef-') && ID.test(document) ? { document, id } : undefined
}

function takeOperator(parser: Parser, operator: Token): void {
  take(parser)
  const written = wordsOf(parser, operator)
  if (written !== written.toUpperCase())
    remark(parser, `the operator ${written} is not in capitals`)
}

function remarkNoLicense(parser: Parser): void {
  for (const token of parser.tokens) {
    if (token.kind === 'id' && (token.text === 'NONE' || token.text === 'NOASSERTION')) {
      remark(parser, `${token.text} stands within an expression`)
    }
  }
}

function peek(parser: Parser): Token | undefined {
  return parser.tokens[parser.at]
}

function take(parser: Parser): Token | undefined {
  return parser.tokens[parser.at++]
}

function previousEnd(parser: Parser): number {
  return parser.tokens[parser.at - 1]?.end ?? 0
}

function wordsOf(parser: Parser, { start, end }: Span): string {
  return parser.text.slice(start, end)
}

function remark(parser: Parser, what: string): void {
  if (!parser.remarks.includes(what)) parser.remarks.push(what)
}

function fail(parser: Parser, message: string, { start, end }: Span): undefined {
  parser.faults.push({ message, start, end })
}
