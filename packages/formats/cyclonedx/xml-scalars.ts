// SPDX-License-Identifier: Apache-2.0
import { describe } from './check-json.ts'
import type { ScalarType } from './compile.ts'
import { report, type XmlRun } from './xml-run.ts'
import type { XmlAttribute, XmlElement } from './xml-tree.ts'

/** The value that a text or attribute says; undefined where it says none, which is then a fault. */
export function readScalar(
  run: XmlRun,
  element: XmlElement,
  raw: string,
  scalar: ScalarType,
  attribute?: XmlAttribute,
): string | number | boolean | undefined {
  const text = scalar.trimmed ? raw.trim() : raw
  const value = convert(text, scalar.kind)
  if (value === undefined || scalar.problem(value) !== undefined) {
    const message = `expected ${scalar.what}, found ${describe(text)}`
    report(run, element, 'INVALID_VALUE', message, attribute)
    return undefined
  }
  if (scalar.defines && typeof value === 'string') {
    if (run.refs.has(value)) {
      const message = `the bom-ref ${describe(value)} is used more than once`
      report(run, element, 'DUPLICATE', message, attribute)
    } else run.refs.add(value)
  }
  return value
}

/** The lexical forms of XML Schema part 2. */
function convert(text: string, kind: ScalarType['kind']): string | number | boolean | undefined {
  if (kind === 'string' || kind === 'any') return text
  if (kind === 'boolean') {
    if (text === 'true' || text === '1') return true
    return text === 'false' || text === '0' ? false : undefined
  }
  return (kind === 'integer' ? INTEGER : DECIMAL).test(text) ? Number(text) : undefined
}

const INTEGER = /^[-+]?\d{1,300}$/
const DECIMAL = /^[-+]?(?:\d{1,300}(?:\.\d{0,300})?|\.\d{1,300})$/
