// SPDX-License-Identifier: Apache-2.0
import { EXTENSIONS, type Extensions, type ForeignElement } from './document.ts'
import type { XmlAttribute, XmlElement } from './xml-tree.ts'

/** An object or list in the making. */
export type Built = Record<string, unknown> & { [EXTENSIONS]?: Extensions }

export const INSTANCE = 'http://www.w3.org/2001/XMLSchema-instance'

export interface ExtensionCollector {
  attribute(attribute: XmlAttribute): void
  element(element: XmlElement): void
  keep(built: Built): void
}

export function createExtensions(): ExtensionCollector {
  const attributes: XmlAttribute[] = []
  const elements: ForeignElement[] = []
  return {
    attribute(attribute) {
      // xsi:schemaLocation and its kin belong to the syntax, not to what is said.
      if (attribute.namespace !== INSTANCE) attributes.push(attribute)
    },
    element(element) {
      elements.push(foreignElement(element))
    },
    keep(built) {
      if (attributes.length === 0 && elements.length === 0) return
      built[EXTENSIONS] = { attributes: attributes.map(plainAttribute), elements }
    },
  }
}

function foreignElement({ name, namespace, attributes, content }: XmlElement): ForeignElement {
  return {
    name,
    namespace,
    attributes: attributes.map(plainAttribute),
    content: content.map((part) => (typeof part === 'string' ? part : foreignElement(part))),
  }
}

function plainAttribute({
  name,
  namespace,
  value,
}: XmlAttribute): Extensions['attributes'][number] {
  return { name, namespace, value }
}
