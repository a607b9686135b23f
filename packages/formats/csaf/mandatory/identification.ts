// SPDX-License-Identifier: Apache-2.0
import { readPurl } from '../../purl/index.ts'
import { listProducts } from '../products.ts'
import type { MandatoryTest } from './test.ts'

export const IDENTIFICATION_TESTS: readonly MandatoryTest[] = [
  {
    id: '6.1.42',
    title: 'PURL qualifiers',
    only: '2.1',
    run(document, report) {
      for (const { product, pointer } of listProducts(document)) {
        const { purls = [] } = product.product_identification_helper ?? {}
        const first = purls[0] === undefined ? undefined : withoutQualifiers(purls[0])
        purls.forEach((purl, index) => {
          if (withoutQualifiers(purl) === first) return
          const at = `${pointer}/product_identification_helper/purls/${index}`
          report('INVALID_VALUE', at, 'it differs from the first purl in more than qualifiers')
        })
      }
    },
  },
  starTest('6.1.43', 'use of multiple stars in model number', 'model_numbers'),
  starTest('6.1.44', 'use of multiple stars in serial number', 'serial_numbers'),
  starTest('6.1.61', 'use of multiple stars in SKU', 'skus'),
]

function withoutQualifiers(text: string): string {
  const reading = readPurl(text, 'lenient')
  if (reading.kind === 'fault') return text
  const { type, namespace, name, version } = reading.purl
  return JSON.stringify([type, namespace, name, version])
}

function starTest(
  id: string,
  title: string,
  member: 'model_numbers' | 'serial_numbers' | 'skus',
): MandatoryTest {
  return {
    id,
    title,
    only: '2.1',
    run(document, report) {
      for (const { product, pointer } of listProducts(document)) {
        product.product_identification_helper?.[member]?.forEach((text, index) => {
          if (text.replaceAll(/\\./gs, '').split('*').length <= 2) return
          const at = `${pointer}/product_identification_helper/${member}/${index}`
          report('INVALID_VALUE', at, 'more than one star that is not escaped')
        })
      }
    },
  }
}
