// SPDX-License-Identifier: Apache-2.0
import { SaxesParser, type SaxesTagNS } from 'saxes'
import { FormatError, type FaultCode } from '../fault/index.ts'
import type { Limits, Source } from '../source/index.ts'
import { textPieces } from './decode.ts'
import { declareEntities } from './entities.ts'

export interface XmlHandlers {
  /** Line and column of the tag's `<`. */
  open(tag: SaxesTagNS, line: number, column: number): void
  text(text: string): void
  close(tag: SaxesTagNS): void
}

/** Ends the reading with one fault at the place that was reached. */
export type Refuse = (code: FaultCode, message: string) => never

/**
 * Walks an XML document piece by piece (XML 1.0, namespaces). Nothing is fetched, and entities of its own are expanded
 * only as far as `limits.entityExpansions` allows, which by default is not at all.
 * @throws FormatError SYNTAX, ENCODING, LIMIT, with line and column.
 */
export async function readXml(
  source: Source,
  limits: Limits,
  handlers: XmlHandlers,
): Promise<void> {
  const parser = new SaxesParser<{ xmlns: true }>({ xmlns: true })
  const refuse: Refuse = (code, message) => {
    const place = { line: parser.line, column: parser.columnIndex + 1 }
    throw new FormatError(source.name, [{ code, message, place }])
  }
  const guard = createGuard(parser, limits, refuse)
  listen(parser, handlers, guard)
  parser.on('doctype', (text) => declareEntities(parser, text, limits, refuse))
  for await (const piece of textPieces(source, limits, refuse)) {
    parser.write(piece)
    guard.checkToken()
  }
  parser.close()
}

function listen(parser: SaxesParser<{ xmlns: true }>, handlers: XmlHandlers, guard: Guard): void {
  let line = 1
  let column = 1
  parser.on('opentagstart', (tag) => {
    // the name was just read; its tag began before it
    line = parser.line
    column = Math.max(1, parser.columnIndex - tag.name.length - 1)
    guard.startTag()
  })
  parser.on('attribute', guard.attribute)
  parser.on('opentag', (tag) => {
    guard.openElement()
    handlers.open(tag, line, column)
  })
  const takeText = (text: string): void => {
    guard.text(text.length)
    handlers.text(text)
  }
  parser.on('text', takeText)
  parser.on('cdata', takeText)
  parser.on('comment', guard.endToken)
  parser.on('processinginstruction', guard.endToken)
  parser.on('closetag', (tag) => {
    guard.closeElement()
    handlers.close(tag)
  })
}

interface Guard {
  startTag(): void
  attribute(): void
  openElement(): void
  closeElement(): void
  text(length: number): void
  endToken(): void
  /** Comments, values and names are held until they end, if they do. */
  checkToken(): void
}

function createGuard(parser: SaxesParser<{ xmlns: true }>, limits: Limits, refuse: Refuse): Guard {
  let depth = 0
  let attributes = 0
  let textLength = 0
  let endOfToken = 0

  parser.on('error', (error) => refuse('SYNTAX', `not well-formed XML: ${reasonOf(error)}`))
  function endToken(): void {
    endOfToken = parser.position
  }
  function tooLong(what: string): never {
    return refuse(
      'LIMIT',
      `${what} is longer than ${limits.stringLength} characters (limit stringLength; raise it with --limit stringLength=N)`,
    )
  }
  return {
    endToken,
    startTag() {
      attributes = 0
      endToken()
    },
    attribute() {
      if (++attributes <= limits.attributes) return
      refuse(
        'LIMIT',
        `more than ${limits.attributes} attributes in one element (limit attributes; raise it with --limit attributes=N)`,
      )
    },
    openElement() {
      textLength = 0
      endToken()
      if (++depth <= limits.depth) return
      refuse(
        'LIMIT',
        `elements nested deeper than ${limits.depth} (limit depth; raise it with --limit depth=N)`,
      )
    },
    closeElement() {
      depth--
      textLength = 0
      endToken()
    },
    text(length) {
      textLength += length
      endToken()
      if (textLength > limits.stringLength) tooLong('a text')
    },
    checkToken() {
      if (parser.position - endOfToken > limits.stringLength) tooLong('a tag, text or comment')
    },
  }
}

/** The parser puts the place in front: `file:2:14: unexpected end.` */
function reasonOf(error: Error): string {
  const reason = error.message.replace(/^(?:\S*:)?\d+:\d+: /, '').replace(/\.$/, '')
  return reason.length > 300 ? `${reason.slice(0, 299)}…` : reason
}
