// SPDX-License-Identifier: Apache-2.0
import { schemeOf } from '@headwater/formats/versions'
import { readCpe } from '@headwater/formats/cpe'
import { readPurl } from '@headwater/formats/purl'
import { expect, test } from 'vitest'
import { knowComponent } from '../component.ts'
import { normalRepository } from '../repository.ts'
import { releaseOfTag } from '../tag.ts'
import { PRODUCTS, productById, productByKey } from './index.ts'

test('no name belongs to two products, and each is found under all of its own', () => {
  const owners = new Map<string, string>()
  for (const { id, purls, cpes } of PRODUCTS) {
    for (const name of [...purls, ...cpes]) {
      expect(owners.get(name), name).toBeUndefined()
      owners.set(name, id)
    }
    for (const text of purls) {
      const { lookups } = knowComponent({ name: id, purls: [text] })
      expect(
        lookups.some(({ product }) => product?.id === id),
        text,
      ).toBe(true)
    }
  }
})

test('every name is well-formed', () => {
  for (const { purls, cpes, repositories, scheme } of PRODUCTS) {
    for (const text of purls) expect(readPurl(text, 'lenient').kind, text).toBe('purl')
    for (const text of cpes) {
      const [part, ...names] = text.split(':')
      const quoted = names.map((name) => name.replaceAll(/[^\w.-]/g, '\\$&')).join(':')
      expect(readCpe(`cpe:2.3:${part}:${quoted}:*:*:*:*:*:*:*:*`).kind, text).toBe('cpe')
    }
    for (const address of repositories) expect(normalRepository(address), address).toBeDefined()
    if (scheme !== undefined) expect(schemeOf(scheme), scheme).toBeDefined()
  }
})

test('tags are read by the habit of their project', () => {
  expect(releaseOfTag('curl-7_88_1', productById('curl')!)).toBe('7.88.1')
  expect(releaseOfTag('OpenSSL_1_1_1k', productById('openssl')!)).toBe('1.1.1k')
  expect(releaseOfTag('zephyr-v3.4.0', productById('zephyr')!)).toBe('3.4.0')
  expect(releaseOfTag('v6.1', productById('linux')!)).toBe('6.1')
  expect(releaseOfTag('main', productById('linux')!)).toBe('main')
})

test('a key of the catalogue leads to all the others', () => {
  const known = productByKey('cpe:linux/linux_kernel')
  expect(known?.keys).toContain('product:linux/linux')
  expect(known?.keys).toContain('package:generic/linux')
  expect(productByKey('product:nobody/nothing')).toBeUndefined()
})
