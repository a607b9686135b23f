// SPDX-License-Identifier: Apache-2.0
import { FormatError } from '../fault/index.ts'
import type { LicenseExpression, LicenseLists } from './expression.ts'
import { readLicense } from './read.ts'

/** @throws FormatError with every fault and its column; the text is one line. */
export function parseLicense(text: string, lists: LicenseLists = {}): LicenseExpression {
  const reading = readLicense(text, lists)
  if (reading.kind === 'license') return reading.expression
  throw new FormatError(
    text.length > 200 ? `${text.slice(0, 200)}…` : text,
    reading.faults.map(({ message, start }) => ({
      code: 'SYNTAX',
      message,
      place: { line: 1, column: start + 1 },
    })),
  )
}

/** Every licence and exception of an expression, in the order of the text. */
export function* licensesOf(expression: LicenseExpression): Generator<LicenseExpression> {
  if (expression.kind === 'and' || expression.kind === 'or') {
    for (const term of expression.terms) yield* licensesOf(term)
  } else {
    yield expression
  }
}

export type {
  AdditionReference,
  Compound,
  Exception,
  License,
  LicenseExpression,
  LicenseFault,
  LicenseLists,
  LicenseReading,
  LicenseReference,
  NoLicense,
  Span,
  WithAddition,
} from './expression.ts'
export { formatLicense } from './format.ts'
export { readLicense } from './read.ts'
