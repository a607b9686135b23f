// SPDX-License-Identifier: Apache-2.0
import { cpeText, cpeValue, type Cpe } from '@headwater/formats/cpe'
import { PRODUCTS } from './catalog/index.ts'

/**
 * Yocto writes `cpe:2.3:*:*:zlib:1.3.1:…`: any vendor's zlib. Advisories are filed under vendor and product, so the name is looked
 * up under every vendor that the catalogue knows for the product, and under those that NVD gives to a project without a
 * company: its own name, and `<name>_project`. A record under another vendor is not found.
 */
export function withLikelyVendors(cpe: Cpe): readonly Cpe[] {
  const product = cpeText(cpe.product)
  if (cpeText(cpe.vendor) !== undefined || product === undefined) return [cpe]
  const vendors = VENDORS.get(product) ?? [product, `${product}_project`]
  return vendors.map((vendor) => ({ ...cpe, vendor: cpeValue(vendor) }))
}

const VENDORS: ReadonlyMap<string, readonly string[]> = vendorsByProduct()

function vendorsByProduct(): ReadonlyMap<string, readonly string[]> {
  const vendors = new Map<string, string[]>()
  for (const { cpes } of PRODUCTS) {
    for (const text of cpes) {
      const [, vendor = '', product = ''] = text.split(':')
      vendors.set(product, [...(vendors.get(product) ?? []), vendor])
    }
  }
  return vendors
}
