// SPDX-License-Identifier: Apache-2.0
import {
  createTokenList,
  isDigitCode,
  isWordCode,
  NUMBER,
  STRING,
  WORD,
  type TokenList,
  type Tokens,
} from '../tokens.ts'
import { beginsElement, closingNames, type Closings } from './elements.ts'

/** `=>` */
export const ARROW = 7
/** `${` of a template and `{` of an element, and the brace that ends them. */
export const HOLE = 8
export const HOLE_END = 9
/** A regular expression, the end of an expression like a text. */
const REGEX = 10

const NEWLINE = 10
const BACKSLASH = 92
const BACKTICK = 96
const OPEN_BRACE = 123
const CLOSE_BRACE = 125
const LESS = 60
const GREATER = 62
const SLASH = 47

/** What the reading comes back to at a closing brace or the end of a tag. */
type Mode =
  /** plain braces; `isBlock`: a slash after it begins a regular expression */
  | { readonly kind: 'brace'; readonly isBlock: boolean }
  | { readonly kind: 'paren'; readonly isCondition: boolean }
  /** the texts between the holes of a template */
  | { readonly kind: 'template' }
  /** between `<Name` and `>` */
  | { readonly kind: 'tag'; readonly isClosing: boolean }
  /** between `<Name>` and `</Name>` */
  | { readonly kind: 'children' }

interface Lexer {
  readonly text: string
  readonly list: TokenList
  readonly modes: Mode[]
  readonly closings: Closings
  at: number
  line: number
  /** Kind and text of the token before. */
  last: number
  lastWord: string
  /** The bracket that was closed before let a slash begin a regular expression. */
  allowsRegex: boolean
}

/** Tokens of JavaScript and TypeScript, with templates, regular expressions and elements (JSX). */
export function lexJavaScript(text: string): Tokens {
  const list = createTokenList(text.length)
  const lexer: Lexer = {
    text,
    list,
    modes: [],
    closings: closingNames(text),
    at: 0,
    line: 1,
    last: 0,
    lastWord: '',
    allowsRegex: true,
  }
  // ECMAScript 12.5: a hashbang
  if (text.startsWith('#!')) lexer.at = lineEnd(text, 0)
  while (lexer.at < text.length) {
    const mode = lexer.modes.at(-1)
    if (mode?.kind === 'tag') readTag(lexer, mode)
    else if (mode?.kind === 'children') readChildren(lexer)
    else readCode(lexer)
  }
  return list.done(lexer.line)
}

function readCode(lexer: Lexer): void {
  const { text, list, at } = lexer
  const code = text.charCodeAt(at)
  if (code === NEWLINE) {
    lexer.line++
    lexer.at++
  } else if (code <= 32 || code === 0xfeff || code === 0xa0) lexer.at++
  else if (code === SLASH) readSlash(lexer)
  else if (code === 34 || code === 39) {
    const end = quotedEnd(text, at)
    add(lexer, STRING, end)
  } else if (code === BACKTICK) readTemplate(lexer)
  else if (isWordCode(code) || code === BACKSLASH) {
    let end = at + 1
    while (
      end < text.length &&
      (isWordCode(text.charCodeAt(end)) || (text.charCodeAt(end) === 46 && isDigitCode(code)))
    )
      end++
    const kind = isDigitCode(code) ? NUMBER : WORD
    add(lexer, kind, end)
    if (kind === WORD) lexer.lastWord = end - at > 12 ? '' : text.slice(at, end)
  } else if (code === 61 && text.charCodeAt(at + 1) === GREATER) add(lexer, ARROW, at + 2)
  else if (code === LESS && canBegin(lexer) && beginsElement(text, at, lexer.closings)) {
    list.add(STRING, at, at + 1, lexer.line)
    lexer.modes.push({ kind: 'tag', isClosing: false })
    lexer.at++
  } else readSign(lexer, code)
}

function add(lexer: Lexer, kind: number, end: number): void {
  const { text, at, line } = lexer
  lexer.list.add(kind, at, end, line)
  if (kind === STRING || kind === REGEX) countLines(lexer, at, end)
  lexer.last = kind
  lexer.lastWord = ''
  lexer.at = Math.min(end, text.length)
}

function countLines(lexer: Lexer, from: number, to: number): void {
  for (let at = from; at < to; at++) if (lexer.text.charCodeAt(at) === NEWLINE) lexer.line++
}

function readSign(lexer: Lexer, code: number): void {
  const { modes, last, lastWord } = lexer
  switch (code) {
    case 40:
      modes.push({ kind: 'paren', isCondition: last === WORD && CONDITIONS.has(lastWord) })
      return add(lexer, code, lexer.at + 1)
    case 41: {
      const mode = modes.at(-1)
      if (mode?.kind === 'paren') modes.pop()
      add(lexer, code, lexer.at + 1)
      lexer.allowsRegex = mode?.kind === 'paren' && mode.isCondition
      return
    }
    case OPEN_BRACE:
      modes.push({ kind: 'brace', isBlock: opensBlock(lexer) })
      return add(lexer, code, lexer.at + 1)
    case CLOSE_BRACE:
      return readBrace(lexer)
    default:
      add(lexer, code, lexer.at + 1)
      // `a++ / b`: what follows two signs of the kind is no regular expression, unless nothing stands before them
      lexer.allowsRegex = true
  }
}

const CONDITIONS: ReadonlySet<string> = new Set(['if', 'while', 'for', 'with'])

function opensBlock({ last, lastWord }: Lexer): boolean {
  if (last === WORD) return BLOCKS.has(lastWord) || lastWord === ''
  return (
    last === 0 ||
    last === 41 ||
    last === 59 ||
    last === OPEN_BRACE ||
    last === CLOSE_BRACE ||
    last === ARROW
  )
}

const BLOCKS: ReadonlySet<string> = new Set(['else', 'do', 'try', 'finally', 'static'])

/** A brace closes a block, a hole of a template or one of an element. */
function readBrace(lexer: Lexer): void {
  const { modes } = lexer
  // a parenthesis that was never closed must not hide the brace around it
  while (modes.at(-1)?.kind === 'paren') modes.pop()
  const mode = modes.pop()
  const outer = modes.at(-1)
  if (mode?.kind === 'template') {
    add(lexer, HOLE_END, lexer.at + 1)
    return readTemplateText(lexer)
  }
  if (mode?.kind === 'brace' && (outer?.kind === 'tag' || outer?.kind === 'children')) {
    return add(lexer, HOLE_END, lexer.at + 1)
  }
  add(lexer, CLOSE_BRACE, lexer.at + 1)
  lexer.allowsRegex = mode?.kind === 'brace' && mode.isBlock
}

function readTemplate(lexer: Lexer): void {
  add(lexer, STRING, lexer.at + 1)
  readTemplateText(lexer)
}

/** To the next `${` or the closing backtick. */
function readTemplateText(lexer: Lexer): void {
  const { text, list } = lexer
  let at = lexer.at
  for (; at < text.length; at++) {
    const code = text.charCodeAt(at)
    if (code === BACKSLASH) at++
    else if (code === BACKTICK) {
      countLines(lexer, lexer.at, at)
      lexer.at = at
      return add(lexer, STRING, at + 1)
    } else if (code === 36 && text.charCodeAt(at + 1) === OPEN_BRACE) {
      countLines(lexer, lexer.at, at)
      list.add(HOLE, at, at + 2, lexer.line)
      lexer.modes.push({ kind: 'template' })
      lexer.last = HOLE
      lexer.at = at + 2
      return
    }
  }
  countLines(lexer, lexer.at, text.length)
  lexer.at = text.length
}

function readSlash(lexer: Lexer): void {
  const { text, list, at } = lexer
  const next = text.charCodeAt(at + 1)
  if (next === SLASH) {
    list.addComment(lexer.line, lexer.line)
    lexer.at = lineEnd(text, at)
  } else if (next === 42) {
    const close = text.indexOf('*/', at + 2)
    const end = close < 0 ? text.length : close + 2
    const first = lexer.line
    countLines(lexer, at, end)
    list.addComment(first, lexer.line)
    lexer.at = end
  } else {
    const end = canBegin(lexer) ? regexEnd(text, at) : -1
    if (end > 0) add(lexer, REGEX, end)
    else add(lexer, SLASH, at + 1)
    lexer.allowsRegex = end < 0
  }
}

/** Can an expression begin here, so that a slash begins a regular expression and `<` an element? */
function canBegin({ last, lastWord, allowsRegex }: Lexer): boolean {
  switch (last) {
    case WORD:
      return lastWord !== '' && BEFORE_EXPRESSION.has(lastWord)
    case NUMBER:
    case STRING:
    case REGEX:
    case 93:
      return false
    case 41:
    case CLOSE_BRACE:
      return allowsRegex
    default:
      return true
  }
}

const BEFORE_EXPRESSION: ReadonlySet<string> = new Set([
  'return',
  'typeof',
  'instanceof',
  'in',
  'of',
  'new',
  'delete',
  'void',
  'throw',
  'case',
  'do',
  'else',
  'yield',
  'await',
  'default',
])

/** ECMAScript 12.9.5, with its flags; -1 where no slash closes it on its line. */
function regexEnd(text: string, open: number): number {
  let isClass = false
  for (let at = open + 1; at < text.length; at++) {
    const code = text.charCodeAt(at)
    if (code === NEWLINE) return -1
    if (code === BACKSLASH) at++
    else if (code === 91) isClass = true
    else if (code === 93) isClass = false
    else if (code === SLASH && !isClass) {
      at++
      while (at < text.length && isWordCode(text.charCodeAt(at))) at++
      return at
    }
  }
  return -1
}

function quotedEnd(text: string, open: number): number {
  const quote = text.charCodeAt(open)
  for (let at = open + 1; at < text.length; at++) {
    const code = text.charCodeAt(at)
    if (code === BACKSLASH) {
      if (text.charCodeAt(at + 1) === 13 && text.charCodeAt(at + 2) === NEWLINE) at++
      at++
    } else if (code === quote) return at + 1
    else if (code === NEWLINE) return at
  }
  return text.length
}

function lineEnd(text: string, from: number): number {
  const found = text.indexOf('\n', from)
  return found < 0 ? text.length : found
}

/** JSX: attributes between `<Name` and `>` or `/>`. */
function readTag(lexer: Lexer, mode: { readonly isClosing: boolean }): void {
  const { text, modes, at } = lexer
  const code = text.charCodeAt(at)
  if (code === NEWLINE) {
    lexer.line++
    lexer.at++
  } else if (code === 34 || code === 39) {
    // no escapes, and lines may end within it
    const close = text.indexOf(text.charAt(at), at + 1)
    const end = close < 0 ? text.length : close + 1
    countLines(lexer, at, end)
    lexer.at = end
  } else if (code === OPEN_BRACE) readHole(lexer)
  else if (code === SLASH && text.charCodeAt(at + 1) === GREATER) {
    modes.pop()
    lexer.at += 2
    endElement(lexer)
  } else if (
    code === SLASH &&
    (text.charCodeAt(at + 1) === 42 || text.charCodeAt(at + 1) === SLASH)
  )
    readSlash(lexer)
  else if (code === GREATER) {
    modes.pop()
    lexer.at++
    if (mode.isClosing) {
      if (modes.at(-1)?.kind === 'children') modes.pop()
      endElement(lexer)
    } else modes.push({ kind: 'children' })
  } else lexer.at++
}

function endElement(lexer: Lexer): void {
  lexer.last = STRING
  lexer.lastWord = ''
}

function readHole(lexer: Lexer): void {
  lexer.modes.push({ kind: 'brace', isBlock: false })
  lexer.list.add(HOLE, lexer.at, lexer.at + 1, lexer.line)
  lexer.last = HOLE
  lexer.at++
}

function readChildren(lexer: Lexer): void {
  const { text, modes, at } = lexer
  const code = text.charCodeAt(at)
  if (code === NEWLINE) {
    lexer.line++
    lexer.at++
  } else if (code === OPEN_BRACE) readHole(lexer)
  else if (code === LESS) {
    const isClosing = text.charCodeAt(at + 1) === SLASH
    modes.push({ kind: 'tag', isClosing })
    lexer.at += isClosing ? 2 : 1
  } else lexer.at++
}
