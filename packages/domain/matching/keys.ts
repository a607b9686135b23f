// SPDX-License-Identifier: Apache-2.0
import { cpeText, readCpe, type Cpe } from '@headwater/formats/cpe'
import { ecosystemName, purlKey, purlOfPackage, type Purl } from '@headwater/formats/purl'

/**
 * Identity keys: one text for each way of writing one identity. Advisories are filed under the keys of what they affect,
 * components are looked up by theirs; a store joins on them. The word before the first colon says how two things met.
 */
export type KeyKind = 'package' | 'cpe' | 'product' | 'repository' | 'digest'

/** A purl without version, qualifiers and subpath: `package:npm/@scope/name`. */
export function packageKey(purl: Purl): string {
  return `package:${purlKey(purl)}`
}

/** The same for a package that OSV names; an ecosystem that no purl names keeps its own word: `package:osv/Android/…`. */
export function ecosystemKey(ecosystem: string, name: string): string {
  const purl = purlOfPackage(ecosystem, name)
  return purl ? packageKey(purl) : `package:osv/${ecosystemName(ecosystem)}/${name}`
}

/** Vendor and product of a CPE name: `cpe:linux/linux_kernel`. Undefined where either is open. */
export function cpeKey(cpe: Cpe): string | undefined {
  const vendor = cpeText(cpe.vendor)
  const product = cpeText(cpe.product)
  return vendor === undefined || product === undefined ? undefined : `cpe:${vendor}/${product}`
}

export function cpeKeyOfText(text: string): string | undefined {
  const reading = readCpe(text, 'lenient')
  return reading.kind === 'cpe' ? cpeKey(reading.cpe) : undefined
}

/**
 * Vendor and product in the words of a CVE record or of a CPE name, told apart neither by case nor by what stands between
 * the words: `product:linux/linux`. Undefined for the `n/a` of old records.
 */
export function productKey(vendor: string, product: string): string | undefined {
  const left = plainWords(vendor)
  const right = plainWords(product)
  return left === '' || right === '' ? undefined : `product:${left}/${right}`
}

export function repositoryKey(normal: string): string {
  return `repository:${normal}`
}

export function digestKey(algorithm: string, value: string): string {
  return `digest:${algorithm}:${value.toLowerCase()}`
}

export function keyKind(key: string): KeyKind {
  return key.slice(0, key.indexOf(':')) as KeyKind
}

function plainWords(words: string): string {
  const plain = words
    .trim()
    .toLowerCase()
    .replaceAll(/[\s_-]+/g, '_')
  return plain === 'n/a' || plain === 'unspecified' ? '' : plain
}
