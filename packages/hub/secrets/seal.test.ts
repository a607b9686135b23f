// SPDX-License-Identifier: Apache-2.0
import { randomBytes } from 'node:crypto'
import { expect, it } from 'vitest'
import { DEFAULT_LIMITS } from '@headwater/formats/source'
import { onEveryDatabase } from '@headwater/store/testing'
import { createSealing } from './seal.ts'
import { sealingOf } from './sealing.ts'

it('opens what it sealed, for that purpose, unchanged, and nothing else', () => {
  const { seal, open } = createSealing(randomBytes(32))
  const sealed = seal('pässword', 'provider 1')
  expect(sealed).not.toContain('ssword')
  expect(seal('pässword', 'provider 1')).not.toBe(sealed)
  expect(open(sealed, 'provider 1')).toBe('pässword')
  expect(open(sealed, 'provider 2')).toBeUndefined()
  expect(createSealing(randomBytes(32)).open(sealed, 'provider 1')).toBeUndefined()
  const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_'
  for (let index = 8; index < sealed.length; index += 7) {
    for (const other of alphabet.replace(sealed[index]!, '')) {
      const changed = sealed.slice(0, index) + other + sealed.slice(index + 1)
      expect(open(changed, 'provider 1'), `${other} at ${index}`).toBeUndefined()
    }
  }
  for (const given of ['', 'sealed1.', 'sealed1.AAAA', 'pässword', sealed.slice(0, -4)]) {
    expect(open(given, 'provider 1')).toBeUndefined()
  }
  expect(() => createSealing(randomBytes(16))).toThrow(RangeError)
})

onEveryDatabase((store) => {
  it('seals with one key on every process of an installation', async () => {
    const hub = () => ({
      store: { ...store(), db: store().db.withoutPlugins() },
      limits: DEFAULT_LIMITS,
      version: '0.0.0',
      publicUrl: new URL('https://hub.example'),
      cookieName: 'hw',
      maxUpload: 1,
      random: randomBytes,
    })
    const [one, two] = await Promise.all([sealingOf(hub()), sealingOf(hub())])
    expect(two.open(one.seal('x', 'p'), 'p')).toBe('x')
    const own = await sealingOf({ ...hub(), sealingKey: randomBytes(32) })
    expect(own.open(one.seal('x', 'p'), 'p')).toBeUndefined()
  })
})
