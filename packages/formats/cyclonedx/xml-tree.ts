// SPDX-License-Identifier: Apache-2.0
import { SaxesParser, type SaxesTagNS } from 'saxes'
import { TextDecoder } from 'node:util'
import { FormatError, type FaultCode } from '../fault/index.ts'
import { DEFAULT_LIMITS, type Limits, type Source } from '../source/index.ts'

export interface XmlElement {
  /** With its prefix, as written. */
  readonly name: string
  readonly local: string
  readonly namespace: string
  readonly attributes: readonly XmlAttribute[]
  readonly content: (XmlElement | string)[]
  readonly parent: XmlElement | undefined
  /** Counts from 1 among elements of the same name beside it. */
  readonly position: number
  readonly line: number
  readonly column: number
}

export interface XmlAttribute {
  readonly name: string
  readonly local: string
  readonly namespace: string
  readonly value: string
}

export interface XmlHandlers {
  /** The document's element, before its content. */
  root(element: XmlElement): void
  /** A child of the document's element is complete. */
  child(element: XmlElement): void
  /** Answer true for a child of the document's element whose own children are to be handed over one by one. */
  streams(element: XmlElement): boolean
  /** A child of such an element is complete; it is not kept. */
  item(element: XmlElement): void
}

/**
 * Reads XML 1.0 with namespaces; entities beyond the five that XML has are refused, and so is a document type that
 * declares any. One child (or item) of the document's element is held at a time.
 * @throws FormatError SYNTAX, ENCODING, LIMIT with line and column.
 */
export async function readXmlTree(
  source: Source,
  handlers: XmlHandlers,
  limits: Limits = DEFAULT_LIMITS,
): Promise<void> {
  const parser = new SaxesParser<{ xmlns: true }>({ xmlns: true })
  const refuse = (code: FaultCode, message: string): never => {
    const place = { line: parser.line, column: parser.columnIndex + 1 }
    throw new FormatError(source.name, [{ code, message, place }])
  }
  listen(parser, handlers, limits, refuse)
  let total = 0
  let decoder: TextDecoder | undefined
  for await (const chunk of source.chunks()) {
    total += chunk.byteLength
    if (total > limits.documentBytes) {
      const what = `the document is larger than ${limits.documentBytes} bytes`
      refuse('LIMIT', `${what} (limit documentBytes; raise it with --limit documentBytes=N)`)
    }
    decoder ??= decoderFor(chunk, refuse)
    parser.write(decode(decoder, chunk, refuse))
  }
  if (decoder) parser.write(decode(decoder, undefined, refuse))
  parser.close()
}

type Refuse = (code: FaultCode, message: string) => never

function listen(
  parser: SaxesParser<{ xmlns: true }>,
  handlers: XmlHandlers,
  limits: Limits,
  refuse: Refuse,
): void {
  const open: XmlElement[] = []
  const counts: Map<string, number>[] = [new Map()]
  let start = { line: 1, column: 1 }
  let streaming = false

  parser.on('error', (error) => refuse('SYNTAX', messageOf(error)))
  parser.on('doctype', (text) => {
    if (text.includes('<!ENTITY')) {
      refuse('LIMIT', 'the document type declares entities, which are never expanded')
    }
  })
  parser.on('opentagstart', (tag) => {
    start = { line: parser.line, column: Math.max(1, parser.columnIndex - tag.name.length - 1) }
  })
  parser.on('opentag', (tag) => {
    if (open.length >= limits.depth) {
      refuse('LIMIT', `nested deeper than ${limits.depth} levels (limit depth)`)
    }
    const siblings = counts[open.length] ?? new Map<string, number>()
    const position = (siblings.get(tag.name) ?? 0) + 1
    siblings.set(tag.name, position)
    const element = createElement(tag, open.at(-1), position, start)
    open.push(element)
    counts[open.length] = new Map()
    if (open.length === 1) handlers.root(element)
    if (open.length === 2) streaming = handlers.streams(element)
  })
  parser.on('text', (text) => addText(open, text, limits, refuse))
  parser.on('cdata', (text) => addText(open, text, limits, refuse))
  parser.on('closetag', () => {
    const element = open.pop()
    if (!element) return
    if (open.length === 2 && streaming) handlers.item(element)
    else if (open.length === 1) handlers.child(element)
    else open.at(-1)?.content.push(element)
  })
}

function createElement(
  tag: SaxesTagNS,
  parent: XmlElement | undefined,
  position: number,
  start: { readonly line: number; readonly column: number },
): XmlElement {
  const attributes: XmlAttribute[] = []
  for (const { name, local, uri, value, prefix } of Object.values(tag.attributes)) {
    if (prefix === 'xmlns' || name === 'xmlns') continue
    attributes.push({ name, local, namespace: uri, value })
  }
  const { name, local, uri: namespace } = tag
  return { name, local, namespace, attributes, content: [], parent, position, ...start }
}

function addText(open: readonly XmlElement[], text: string, limits: Limits, refuse: Refuse): void {
  const element = open.at(-1)
  if (!element) return
  if (text.length > limits.stringLength) {
    refuse('LIMIT', `a text is longer than ${limits.stringLength} characters (limit stringLength)`)
  }
  const last = element.content.length - 1
  const before = element.content[last]
  if (typeof before === 'string') element.content[last] = before + text
  else element.content.push(text)
}

/** saxes writes `file:line:column: message.` */
function messageOf(error: Error): string {
  return `not well-formed XML: ${error.message.replace(/^(?:\S*:)?\d+:\d+: /, '').replace(/\.$/, '')}`
}

function decoderFor(head: Uint8Array, refuse: Refuse): TextDecoder {
  if (head[0] === 0xff && head[1] === 0xfe) return new TextDecoder('utf-16le', { fatal: true })
  if (head[0] === 0xfe && head[1] === 0xff) return new TextDecoder('utf-16be', { fatal: true })
  const declaration = Buffer.from(head.subarray(0, 200)).toString('latin1')
  const [, label = 'utf-8'] =
    /^(?:\xef\xbb\xbf)?<\?xml[^>]{1,80}encoding\s*=\s*["']([-\w.]{1,40})["']/.exec(declaration) ??
    []
  try {
    return new TextDecoder(label, { fatal: true })
  } catch {
    return refuse('ENCODING', `unknown encoding ${JSON.stringify(label)}`)
  }
}

function decode(decoder: TextDecoder, chunk: Uint8Array | undefined, refuse: Refuse): string {
  try {
    return chunk ? decoder.decode(chunk, { stream: true }) : decoder.decode()
  } catch {
    return refuse('ENCODING', `not ${decoder.encoding.toUpperCase()} text`)
  }
}

/** `/bom/components/component[2]` */
export function pathOf(element: XmlElement): string {
  const steps: string[] = []
  for (let at: XmlElement | undefined = element; at; at = at.parent) {
    steps.push(at.position === 1 ? at.name : `${at.name}[${at.position}]`)
  }
  return `/${steps.reverse().join('/')}`
}
