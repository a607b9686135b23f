// SPDX-License-Identifier: Apache-2.0
import type { CatalogProduct } from './catalog/product.ts'

/**
 * The release that a tag names, by the product's own habit: `curl-7_88_1` is 7.88.1, `openssl-3.0.1` is 3.0.1, `v6.1` is
 * 6.1. Text that is no such tag comes back as it is.
 */
export function releaseOfTag(text: string, { tags = [] }: CatalogProduct): string {
  const lower = text.toLowerCase()
  for (const prefix of tags) {
    if (!lower.startsWith(prefix) || !isDigit(text.charAt(prefix.length))) continue
    return text.slice(prefix.length).replaceAll('_', '.')
  }
  return lower.startsWith('v') && isDigit(text.charAt(1)) ? text.slice(1) : text
}

function isDigit(char: string): boolean {
  return char >= '0' && char <= '9'
}
