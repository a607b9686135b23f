// SPDX-License-Identifier: Apache-2.0
import type { FaultCode, FaultList } from '../fault/index.ts'
import type { Dialect } from './compile.ts'
import { pathOf, type XmlAttribute, type XmlElement } from './xml-tree.ts'

/** One read of an XML document. */
export interface XmlRun {
  readonly dialect: Dialect
  readonly namespace: string
  readonly faults: FaultList
  readonly refs: Set<string>
  /** Dependencies within dependencies: JSON has them beside each other. */
  readonly nested: Record<string, unknown>[]
}

export function report(
  run: XmlRun,
  element: XmlElement,
  code: FaultCode,
  message: string,
  attribute?: XmlAttribute,
): void {
  const { line, column } = element
  const pointer = attribute ? `${pathOf(element)}/@${attribute.name}` : pathOf(element)
  run.faults.add(code, message, { pointer, line, column })
}

export function elementsOf(element: XmlElement): readonly XmlElement[] {
  return element.content.filter((part) => typeof part !== 'string')
}
