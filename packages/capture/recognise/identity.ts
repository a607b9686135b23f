// SPDX-License-Identifier: Apache-2.0
import { productByKey, PRODUCTS, type CatalogProduct } from '@headwater/domain/matching'
import { formatPurl, makePurl } from '@headwater/formats/purl'
import type { Identity } from '../build/model.ts'

/** One thing that says who a tree is. The strongest teller comes first in a list of them. */
export interface Told {
  readonly name: string
  readonly version?: string
  /** A product of the catalogue, which has the names that advisories use. */
  readonly product?: CatalogProduct
  readonly purls?: readonly string[]
  readonly cpes?: readonly string[]
  readonly repository?: string
  readonly commit?: string
  readonly license?: string
  readonly supplier?: string
  readonly basis: string
}

/**
 * What all tellers say together: the first decides name and version, and each adds the names that it knows. Where none of
 * them has a purl, the name stands as `pkg:generic`.
 */
export function identityOf(folder: string, told: readonly Told[]): Identity {
  const [first] = told
  if (first === undefined) return { name: folder, purls: [], cpes: [], basis: [] }
  const { name } = first
  const version = told.find((each) => each.version !== undefined)?.version
  const product = told.find((each) => each.product !== undefined)?.product ?? productNamed(name)
  const purls = [
    ...(product === undefined ? [] : [purlOfProduct(product, version)]),
    ...told.flatMap((each) => each.purls ?? []),
  ]
  if (purls.length === 0) purls.push(purlText({ type: 'generic', name, version }))
  const cpes = [
    ...told.flatMap((each) => each.cpes ?? []),
    ...(product === undefined || version === undefined ? [] : cpeOfProduct(product, version)),
  ]
  const say = <K extends 'repository' | 'commit' | 'license' | 'supplier'>(
    key: K,
  ): { [P in K]?: string } => {
    const value = told.find((each) => each[key] !== undefined)?.[key]
    return value === undefined ? {} : ({ [key]: value } as { [P in K]?: string })
  }
  return {
    name,
    ...(version === undefined ? {} : { version }),
    purls: [...new Set(purls)],
    cpes: [...new Set(cpes)],
    ...say('repository'),
    ...say('commit'),
    ...say('license'),
    ...say('supplier'),
    basis: told.map(({ basis }) => basis),
  }
}

function productNamed(name: string): CatalogProduct | undefined {
  const key = name.toLowerCase()
  return PRODUCTS.find(({ id }) => id === key) ?? productByKey(`package:generic/${key}`)?.product
}

export function purlText(parts: {
  readonly type: string
  readonly namespace?: string | undefined
  readonly name: string
  readonly version?: string | undefined
  readonly qualifiers?: readonly (readonly [string, string])[]
}): string {
  return formatPurl(makePurl(parts, 'lenient'))
}

function purlOfProduct({ purls, id }: CatalogProduct, version: string | undefined): string {
  const plain =
    purls.find((purl) => purl.startsWith('pkg:generic/')) ?? purls[0] ?? `pkg:generic/${id}`
  return version === undefined ? plain : `${plain}@${encodeURIComponent(version)}`
}

/** NISTIR 7695, 6.2: what is neither letter, digit nor `_`, `-`, `.` is quoted; `-` and `.` stand as they are in 2.3. */
function cpeOfProduct({ cpes }: CatalogProduct, version: string): readonly string[] {
  const [first] = cpes
  if (first === undefined) return []
  const quote = (text: string): string => text.toLowerCase().replaceAll(/[^\w.-]/g, '\\$&')
  const [part = 'a', vendor = '', name = ''] = first.split(':')
  return [`cpe:2.3:${part}:${quote(vendor)}:${quote(name)}:${quote(version)}:*:*:*:*:*:*:*`]
}
