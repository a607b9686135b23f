// SPDX-License-Identifier: Apache-2.0
import { deflateSync } from 'node:zlib'
import { describe, expect, it } from 'vitest'
import { parseAuditData } from './index.ts'

describe('the crates of a program', () => {
  it('are those that cargo auditable wrote into it', () => {
    const packages = [
      { name: 'demo', version: '0.1.0', source: 'local', root: true, dependencies: [1] },
      { name: 'smallvec', version: '1.6.0', source: 'crates.io' },
      { name: 'cc', version: '1.0.0', source: 'crates.io', kind: 'build' },
      { name: 1 },
    ]
    expect(parseAuditData(deflateSync(JSON.stringify({ packages })))).toEqual([
      { name: 'demo', version: '0.1.0', source: 'local', kind: 'runtime', isRoot: true },
      { name: 'smallvec', version: '1.6.0', source: 'crates.io', kind: 'runtime', isRoot: false },
      { name: 'cc', version: '1.0.0', source: 'crates.io', kind: 'build', isRoot: false },
    ])
  })

  it.each([
    ['no zlib', Buffer.from('{"packages":[]}')],
    ['no JSON', deflateSync('{')],
    ['no list', deflateSync('{"packages":{}}')],
    ['far too much', deflateSync(Buffer.alloc(9 * 1024 * 1024, 32))],
  ])('are not told by %s', (_, bytes) => {
    expect(parseAuditData(bytes)).toBeUndefined()
  })
})
