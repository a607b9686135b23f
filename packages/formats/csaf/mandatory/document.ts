// SPDX-License-Identifier: Apache-2.0
import type { CsafDocument } from '../types.ts'
import type { MandatoryTest, Report } from './test.ts'

export const DOCUMENT_TESTS: readonly MandatoryTest[] = [
  { id: '6.1.15', title: 'translator', run: checkTranslator },
  { id: '6.1.26', title: 'prohibited document category name', run: checkCategory },
  { id: '6.1.28', title: 'translation', run: checkTranslation },
]

function checkTranslator(document: CsafDocument, report: Report): void {
  const { publisher, source_lang } = document.document
  if (publisher.category !== 'translator' || source_lang !== undefined) return
  report('MISSING', '/document', 'a translator must say from which language: `source_lang`')
}

const PROFILES_2_0 = [
  'csaf_base',
  'csaf_security_incident_response',
  'csaf_informational_advisory',
  'csaf_security_advisory',
  'csaf_vex',
]

/** Values of `category` that select a profile (section 4). */
const PROFILES = {
  '2.0': PROFILES_2_0,
  '2.1': [
    ...PROFILES_2_0,
    'csaf_deprecated_security_advisory',
    'csaf_withdrawn',
    'csaf_superseded',
  ],
}

/** A category that is almost the name of a profile would be taken for it by readers and not by validators. */
function checkCategory(document: CsafDocument, report: Report): void {
  const { category, csaf_version } = document.document
  const profiles = PROFILES[csaf_version]
  if (profiles.includes(category)) return
  const squashed = squash(category)
  const profile = profiles.find((name) => {
    const bare = squash(name.slice('csaf_'.length))
    return squashed === `csaf${bare}` || (squashed === bare && name !== 'csaf_base')
  })
  if (profile !== undefined) {
    report('INVALID_VALUE', '/document/category', `too like the profile ${profile}`)
  } else if (csaf_version === '2.1' && category.toLowerCase().startsWith('csaf_')) {
    report('INVALID_VALUE', '/document/category', 'the prefix csaf_ is reserved for profiles')
  }
}

function squash(name: string): string {
  return name.toLowerCase().replace(/[\s_\p{Pd}]/gu, '')
}

function checkTranslation(document: CsafDocument, report: Report): void {
  const { lang, source_lang } = document.document
  if (lang === undefined || lang.toLowerCase() !== source_lang?.toLowerCase()) return
  report('INVALID_VALUE', '/document/source_lang', 'the language is that of the source')
}
