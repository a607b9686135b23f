// SPDX-License-Identifier: Apache-2.0
import { readPurl } from '@headwater/formats/purl'
import { ecosystemKey, packageKey, productKey, repositoryKey } from '../keys.ts'
import { normalRepository } from '../repository.ts'
import { LIBRARIES } from './libraries.ts'
import type { CatalogProduct } from './product.ts'
import { SYSTEMS } from './systems.ts'
import { TOOLS } from './tools.ts'

export interface KnownProduct {
  readonly product: CatalogProduct
  /** All its names as identity keys. */
  readonly keys: readonly string[]
}

export const PRODUCTS: readonly CatalogProduct[] = [...SYSTEMS, ...LIBRARIES, ...TOOLS]

/** The product that is known under this identity key. */
export function productByKey(key: string): KnownProduct | undefined {
  return BY_KEY.get(key)
}

export function productById(id: string): CatalogProduct | undefined {
  return PRODUCTS.find((product) => product.id === id)
}

const BY_KEY: ReadonlyMap<string, KnownProduct> = new Map(
  PRODUCTS.flatMap((product) => {
    const keys = keysOf(product)
    return keys.map((key): [string, KnownProduct] => [key, { product, keys }])
  }),
)

function keysOf(product: CatalogProduct): readonly string[] {
  const keys = [
    ...product.purls.map(keyOfPurl),
    ...(product.packages ?? []).map(([ecosystem, name]) => ecosystemKey(ecosystem, name)),
    ...product.cpes.map((cpe) => `cpe:${cpe.slice(2).replace(':', '/')}`),
    ...product.cpes
      .map((cpe) => cpe.split(':'))
      .map(([, vendor = '', name = '']) => productKey(vendor, name)),
    ...product.products.map(([vendor, name]) => productKey(vendor, name)),
    ...product.repositories.map((address) => {
      const normal = normalRepository(address)
      return normal === undefined ? undefined : repositoryKey(normal)
    }),
  ]
  return [...new Set(keys.filter((key) => key !== undefined))]
}

function keyOfPurl(text: string): string | undefined {
  const reading = readPurl(text, 'lenient')
  return reading.kind === 'purl' ? packageKey(reading.purl) : undefined
}

export type { CatalogProduct, ProductQuirks } from './product.ts'
