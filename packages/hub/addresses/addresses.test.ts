// SPDX-License-Identifier: Apache-2.0
import { expect, it } from 'vitest'
import { isPublicAddress } from './index.ts'

it('lets public addresses through', () => {
  for (const address of ['1.1.1.1', '8.8.8.8', '2606:4700:4700::1111', '::ffff:8.8.8.8']) {
    expect(isPublicAddress(address), address).toBe(true)
  }
})

it.each([
  '127.0.0.1',
  '10.1.2.3',
  '169.254.169.254',
  '192.168.0.1',
  '172.31.255.255',
  '100.64.0.1',
  '0.0.0.0',
  '255.255.255.255',
  '::',
  '::1',
  'fe80::1%eth0',
  'fd00::1',
  '::ffff:127.0.0.1',
  '::ffff:a9fe:a9fe',
  '::ffff:0:127.0.0.1',
  '::127.0.0.1',
  '64:ff9b::10.0.0.1',
  '2002:7f00:1::',
  'localhost',
  '',
])('keeps out %s', (address) => {
  expect(isPublicAddress(address)).toBe(false)
})
