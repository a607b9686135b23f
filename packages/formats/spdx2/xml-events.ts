// SPDX-License-Identifier: Apache-2.0
import { TextDecoder } from 'node:util'
import { SaxesParser, type SaxesTagNS } from 'saxes'
import { FormatError, type FaultCode } from '../fault/index.ts'
import type { Limits, Source } from '../source/index.ts'

export interface XmlHandlers {
  open(tag: SaxesTagNS, line: number, column: number): void
  text(text: string): void
  close(tag: SaxesTagNS): void
}

/**
 * Walks an XML document piece by piece (XML 1.0, namespaces). A document type is refused altogether, so no entity is
 * ever expanded but the five that XML predefines.
 * @throws FormatError SYNTAX, ENCODING, LIMIT, with line and column.
 */
export async function readXml(
  source: Source,
  limits: Limits,
  handlers: XmlHandlers,
): Promise<void> {
  const parser = new SaxesParser({ xmlns: true, position: true })
  let depth = 0
  let textLength = 0
  let tagLine = 1
  let tagColumn = 1

  function fail(code: FaultCode, message: string): never {
    throw new FormatError(source.name, [
      { code, message, place: { line: parser.line, column: parser.column + 1 } },
    ])
  }

  function takeText(text: string): void {
    textLength += text.length
    if (textLength > limits.stringLength) {
      fail(
        'LIMIT',
        `a text is longer than ${limits.stringLength} characters (limit stringLength; raise it with --limit stringLength=N)`,
      )
    }
    handlers.text(text)
  }

  parser.on('error', (error) => fail('SYNTAX', reasonOf(error)))
  parser.on('doctype', () =>
    fail('SYNTAX', 'a document type declaration; entities are not expanded, so it is refused'),
  )
  parser.on('opentagstart', () => {
    // the name was just read; its tag began before it
    tagLine = parser.line
    tagColumn = parser.column
  })
  parser.on('opentag', (tag) => {
    if (++depth > limits.depth) {
      fail(
        'LIMIT',
        `elements nested deeper than ${limits.depth} (limit depth; raise it with --limit depth=N)`,
      )
    }
    textLength = 0
    handlers.open(tag, tagLine, Math.max(1, tagColumn - tag.name.length - 1))
  })
  parser.on('text', takeText)
  parser.on('cdata', takeText)
  parser.on('closetag', (tag) => {
    depth--
    textLength = 0
    handlers.close(tag)
  })

  let decoder: TextDecoder | undefined
  let total = 0
  for await (const chunk of source.chunks()) {
    total += chunk.byteLength
    if (total > limits.documentBytes) {
      fail(
        'LIMIT',
        `the document is larger than ${limits.documentBytes} bytes (limit documentBytes; raise it with --limit documentBytes=N)`,
      )
    }
    decoder ??= decoderFor(chunk)
    parser.write(decode(decoder, chunk))
  }
  parser.write(decode(decoder ?? new TextDecoder()))
  parser.close()

  function decode(by: TextDecoder, chunk?: Uint8Array): string {
    try {
      return chunk === undefined ? by.decode() : by.decode(chunk, { stream: true })
    } catch {
      return fail('ENCODING', `not ${by.encoding.toUpperCase()} text`)
    }
  }
}

function decoderFor(chunk: Uint8Array): TextDecoder {
  if (chunk[0] === 0xff && chunk[1] === 0xfe) return new TextDecoder('utf-16le', { fatal: true })
  if (chunk[0] === 0xfe && chunk[1] === 0xff) return new TextDecoder('utf-16be', { fatal: true })
  return new TextDecoder('utf-8', { fatal: true })
}

/** The parser puts the place in front: `2:14: unexpected end.` */
function reasonOf(error: Error): string {
  return error.message.replace(/^(?:\d+:\d+: )?/, '').replace(/\.$/, '')
}
