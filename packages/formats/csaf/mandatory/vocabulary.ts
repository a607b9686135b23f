// SPDX-License-Identifier: Apache-2.0
import { FormatError } from '../../fault/index.ts'
import { parsePurl } from '../../purl/index.ts'
import { isRegisteredLanguage } from '../languages.ts'
import { listProducts } from '../products.ts'
import type { CsafDocument } from '../types.ts'
import { weaknessNames } from '../weaknesses.ts'
import type { MandatoryTest, Report } from './test.ts'

export const VOCABULARY_TESTS: readonly MandatoryTest[] = [
  { id: '6.1.11', title: 'CWE', run: checkWeaknesses },
  { id: '6.1.12', title: 'language', run: checkLanguages },
  { id: '6.1.13', title: 'PURL', run: checkPurls },
]

function checkWeaknesses(document: CsafDocument, report: Report): void {
  document.vulnerabilities?.forEach(({ cwe, cwes }, index) => {
    const at = `/vulnerabilities/${index}`
    const stated = [
      ...(cwe ? [{ ...cwe, version: undefined, pointer: `${at}/cwe` }] : []),
      ...(cwes ?? []).map((one, number) => ({ ...one, pointer: `${at}/cwes/${number}` })),
    ]
    for (const { id, name, version, pointer } of stated) {
      const names = weaknessNames(id, version)
      if (names.length === 0) report('INVALID_VALUE', `${pointer}/id`, `${id} is no weakness`)
      else if (!names.includes(name)) {
        report('INVALID_VALUE', `${pointer}/name`, `${id} is ${names.at(-1)}`)
      }
    }
  })
}

function checkLanguages(document: CsafDocument, report: Report): void {
  for (const member of ['lang', 'source_lang'] as const) {
    const tag = document.document[member]
    if (tag !== undefined && !isRegisteredLanguage(tag)) {
      report('INVALID_VALUE', `/document/${member}`, `${tag} has a subtag that is not registered`)
    }
  }
}

function checkPurls(document: CsafDocument, report: Report): void {
  for (const { product, pointer } of listProducts(document)) {
    const { purl, purls } = product.product_identification_helper ?? {}
    const at = `${pointer}/product_identification_helper`
    if (purl !== undefined) checkPurl(purl, `${at}/purl`, report)
    purls?.forEach((one, index) => checkPurl(one, `${at}/purls/${index}`, report))
  }
}

function checkPurl(text: string, pointer: string, report: Report): void {
  try {
    parsePurl(text)
  } catch (error) {
    if (!(error instanceof FormatError)) throw error
    for (const fault of error.faults) report('INVALID_VALUE', pointer, fault.message)
  }
}
