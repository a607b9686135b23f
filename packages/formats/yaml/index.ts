// SPDX-License-Identifier: Apache-2.0
import {
  Composer,
  isAlias,
  isMap,
  isScalar,
  Lexer,
  LineCounter,
  Parser,
  visit,
  type Document,
  type Node,
  type CST,
} from 'yaml'
import { FaultList, FormatError, type Place } from '../fault/index.ts'
import type { Limits } from '../source/index.ts'

export interface Yaml {
  readonly document: Document.Parsed
  placeAt(offset: number): Place
}

export interface YamlOptions {
  /** `failsafe`: every scalar is the text that stands there. `core`: numbers and booleans too. */
  readonly schema: 'failsafe' | 'core'
  readonly limits: Limits
}

/**
 * One YAML 1.2 document. Its tree is no deeper than `limits.depth`, so that walking it is safe; what aliases stand for is
 * still to be counted by who follows them.
 * @throws FormatError SYNTAX, DUPLICATE, LIMIT, each with line and column.
 */
export function parseYaml(name: string, text: string, { schema, limits }: YamlOptions): Yaml {
  const lines = new LineCounter()
  const placeAt = (offset: number): Place => {
    const { line, col } = lines.linePos(offset)
    return { line, column: col }
  }
  const faults = new FaultList(name)
  const composer = new Composer({
    schema,
    strict: true,
    // its own check compares every key with every other one
    uniqueKeys: false,
    prettyErrors: false,
    logLevel: 'silent',
  })
  let first: Document.Parsed | undefined
  for (const document of composer.compose(tokensOf(name, text, lines, limits), true, text.length)) {
    for (const { message, pos } of document.errors) {
      faults.add('SYNTAX', message.replace(/\n[^]*$/, ''), placeAt(pos[0]))
    }
    if (first === undefined) first = document
    else if (document.contents !== null) {
      faults.add('SYNTAX', 'a second document in the same file', placeAt(document.range[0]))
    }
  }
  if (first !== undefined) checkNodes(first, faults, placeAt)
  faults.throwIfAny()
  if (first === undefined) throw new FormatError(name, [{ ...EMPTY, place: {} }])
  return { document: first, placeAt }
}

const EMPTY = { code: 'SYNTAX', message: 'no document' } as const

/** Beyond this the composer, which recurses, would exhaust the stack; V8 then ends the whole process. */
const DEEPEST = 1000

/** The composer recurses where the parser stacks: so the depth is watched while tokens come. */
function* tokensOf(
  name: string,
  text: string,
  lines: LineCounter,
  limits: Limits,
): Generator<CST.Token, void> {
  const depth = Math.min(limits.depth, DEEPEST)
  const parser = new Parser(lines.addNewLine)
  lines.addNewLine(0)
  for (const lexeme of new Lexer().lex(text)) {
    yield* parser.next(lexeme)
    // the document and the scalar that is being read stand there too
    if (parser.stack.length > depth + 2) {
      const { line, col } = lines.linePos(parser.offset)
      const message = `nested deeper than ${depth} levels (limit depth; raise it with --limit depth=N, to ${DEEPEST} at most in YAML)`
      throw new FormatError(name, [{ code: 'LIMIT', message, place: { line, column: col } }])
    }
  }
  yield* parser.end()
}

/** Keys that stand twice, and aliases without an anchor before them (YAML 1.2.2, 3.2.1.1 and 3.2.2.2). */
function checkNodes(
  document: Document.Parsed,
  faults: FaultList,
  placeAt: (offset: number) => Place,
): void {
  const anchors = new Set<string>()
  const say = (code: 'DUPLICATE' | 'SYNTAX', message: string, node: Node): void => {
    faults.add(code, message, placeAt(node.range?.[0] ?? 0))
  }
  visit(document, {
    Node(_, node) {
      if (isAlias(node)) {
        if (!anchors.has(node.source)) say('SYNTAX', `no anchor ${quote(node.source)} before`, node)
        return
      }
      if (node.anchor !== undefined) anchors.add(node.anchor)
      if (!isMap(node)) return
      const keys = new Set<string>()
      for (const { key } of node.items) {
        if (!isScalar(key)) continue
        const text = String(key.value)
        if (keys.has(text)) say('DUPLICATE', `the key ${quote(text)} stands twice`, key)
        keys.add(text)
      }
    },
  })
}

function quote(text: string): string {
  return JSON.stringify(text.length > 60 ? `${text.slice(0, 59)}…` : text)
}

/** How many aliases there are: what follows them multiplies their targets. */
export function countAliases(document: Document.Parsed): number {
  let aliases = 0
  visit(document, {
    Node(_, node) {
      if (isAlias(node)) aliases++
    },
  })
  return aliases
}
