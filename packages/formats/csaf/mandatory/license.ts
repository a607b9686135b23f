// SPDX-License-Identifier: Apache-2.0
import { licensesOf, readLicense, type LicenseExpression } from '../../license-expression/index.ts'
import type { CsafDocument } from '../types.ts'
import { isEnglish } from './english.ts'
import type { MandatoryTest, Report } from './test.ts'

export const LICENSE_TESTS: readonly MandatoryTest[] = [
  { id: '6.1.54', title: 'license expression', only: '2.1', run: checkExpression },
  { id: '6.1.55', title: 'license text', only: '2.1', run: checkText },
]

const AT = '/document/license_expression'

function checkExpression({ document }: CsafDocument, report: Report): void {
  const text = document.license_expression
  if (text === undefined) return
  const reading = readLicense(text)
  if (reading.kind !== 'license') {
    for (const { message } of reading.faults) report('INVALID_VALUE', AT, message)
    return
  }
  if (/DocumentRef-/i.test(text)) {
    report('INVALID_VALUE', AT, 'a reference into another SPDX document is not allowed')
  }
  // an id in another case is none (SPDX 3, annex on license expressions)
  if (text.match(/licenseref-/gi)?.some((prefix) => prefix !== 'LicenseRef-') === true) {
    report('INVALID_VALUE', AT, 'the prefix is written LicenseRef-')
  }
}

/** A licence of one's own needs its text in a note. */
function checkText({ document }: CsafDocument, report: Report): void {
  const { lang, license_expression, notes = [] } = document
  const reading = license_expression === undefined ? undefined : readLicense(license_expression)
  if (reading?.kind !== 'license' || !isEnglish(lang)) return
  if (![...licensesOf(reading.expression)].some(isOwn)) return
  const texts = notes.filter(({ title }) => title === 'License')
  if (texts.length === 1 && texts[0]?.category === 'legal_disclaimer') return
  const message = 'expected one note of category legal_disclaimer with the title "License"'
  report('MISSING', '/document', message)
}

/** Licences of the ScanCode LicenseDB are published under their references. */
function isOwn(expression: LicenseExpression): boolean {
  return expression.kind === 'license-reference' && !expression.id.startsWith('scancode-')
}
