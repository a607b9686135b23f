// SPDX-License-Identifier: Apache-2.0
import type { SaxesTagNS } from 'saxes'
import { DEFAULT_LIMITS, type Limits, type Source } from '../source/index.ts'
import { readXml } from '../xml/index.ts'

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
 * Hands over an XML document as elements. One child (or item) of the document's element is held at a time.
 * @throws FormatError SYNTAX, ENCODING, LIMIT with line and column.
 */
export async function readXmlTree(
  source: Source,
  handlers: XmlHandlers,
  limits: Limits = DEFAULT_LIMITS,
): Promise<void> {
  const open: XmlElement[] = []
  const counts: Map<string, number>[] = [new Map()]
  let streaming = false
  await readXml(source, limits, {
    open(tag, line, column) {
      const siblings = counts[open.length] ?? new Map<string, number>()
      const position = (siblings.get(tag.name) ?? 0) + 1
      siblings.set(tag.name, position)
      const element = createElement(tag, open.at(-1), position, { line, column })
      open.push(element)
      counts[open.length] = new Map()
      if (open.length === 1) handlers.root(element)
      if (open.length === 2) streaming = handlers.streams(element)
    },
    text: (text) => addText(open, text),
    close() {
      const element = open.pop()
      if (!element) return
      if (open.length === 2 && streaming) handlers.item(element)
      else if (open.length === 1) handlers.child(element)
      else open.at(-1)?.content.push(element)
    },
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

function addText(open: readonly XmlElement[], text: string): void {
  const element = open.at(-1)
  if (!element) return
  const last = element.content.length - 1
  const before = element.content[last]
  if (typeof before === 'string') element.content[last] = before + text
  else element.content.push(text)
}

/** `/bom/components/component[2]` */
export function pathOf(element: XmlElement): string {
  const steps: string[] = []
  for (let at: XmlElement | undefined = element; at; at = at.parent) {
    steps.push(at.position === 1 ? at.name : `${at.name}[${at.position}]`)
  }
  return `/${steps.reverse().join('/')}`
}
