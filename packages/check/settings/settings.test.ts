// SPDX-License-Identifier: Apache-2.0
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'
import { readLocations, readSettings, SettingsError } from './index.ts'

const root = mkdtempSync(join(tmpdir(), 'headwater-settings-'))
afterAll(() => rmSync(root, { recursive: true, force: true }))
let folders = 0

function put(text: string, name = 'headwater.yaml'): string {
  const folder = join(root, String(folders++))
  mkdirSync(folder)
  writeFileSync(join(folder, name), text)
  return join(folder, name)
}

async function faultsOf(text: string): Promise<readonly string[]> {
  try {
    await readSettings([put(text)])
  } catch (error) {
    if (error instanceof SettingsError) return error.faults
    throw error
  }
  return []
}

describe('readSettings', () => {
  it('reads names, paths relative to the file, and empty files', async () => {
    const file = put('identify:\n  a: pkg:npm/a@1\nvex: [b.json]\n')
    expect(await readSettings([file, put('')])).toMatchObject({
      overrides: [{ component: 'a', identity: 'pkg:npm/a@1' }],
      vex: [join(file, '..', 'b.json')],
    })
  })

  it('lists everything that is wrong, at most a hundred and how many more', async () => {
    expect(await faultsOf('colour: red\nidentify: {a: b}\nvex: [1]\n')).toHaveLength(3)
    const many = Array.from({ length: 5000 }, (_, i) => `k${i}: 1`).join('\n')
    const faults = await faultsOf(many)
    expect(faults).toHaveLength(101)
    expect(faults.at(-1)).toBe('and 4900 more')
  })

  it('refuses YAML that is nested, aliased or repeated too much, at once', async () => {
    const startedAt = performance.now()
    expect((await faultsOf(`identify: ${'['.repeat(50_000)}`))[0]).toContain('limit depth')
    const anchors = Array.from({ length: 20_000 }, (_, i) => `- &a${i} x\n- *a${i}`)
    expect(await faultsOf(`vex:\n${anchors.join('\n')}`)).toEqual(['more than 100 aliases'])
    const laughs = Array.from({ length: 9 }, (_, i) => `x${i + 1}: &x${i + 1} [*x${i}, *x${i}]`)
    const faults = await faultsOf(['x0: &x0 [x]', ...laughs].join('\n'))
    expect(faults.join()).toMatch(/aliases|not known/)
    expect((await faultsOf('vex: &self [*self]\n')).join()).toContain('must list paths')
    expect(performance.now() - startedAt).toBeLessThan(20_000)
  })

  it('takes no path from outside its folder, by dots, links or a root', async () => {
    expect(await faultsOf('vex: [../other.json]')).toHaveLength(1)
    expect(await faultsOf('vex: [/etc/passwd]')).toHaveLength(1)
    expect(await faultsOf('vex: ["a\\0b"]')).toHaveLength(1)
    const file = put('vex: [link]')
    symlinkSync(root, join(file, '..', 'link'))
    await expect(readSettings([file])).rejects.toThrow('outside the folder')
  })

  it('knows no members that objects inherit', async () => {
    expect(await faultsOf('__proto__: {polluted: 1}\n')).toHaveLength(1)
    expect(await faultsOf('constructor: 1\n')).toHaveLength(1)
    expect('polluted' in {}).toBe(false)
  })
})

describe('readLocations', () => {
  it('reads places file by file, where the release has them', () => {
    const file = join(root, 'places.json')
    writeFileSync(
      file,
      JSON.stringify({
        locations: [
          {
            id: 'CVE-2026-1',
            from: 'release',
            places: [
              { path: './old.c', functions: ['f'], others: [], atRelease: { path: 'new.c' } },
              { path: 'gone.c', functions: ['g'], atRelease: { found: 'missing' } },
              { path: 'start.S' },
            ],
          },
        ],
      }),
    )
    expect(readLocations(file).entries[0]).toEqual({
      id: 'CVE-2026-1',
      paths: [],
      functions: [],
      from: 'release',
      basis: 'no basis given',
      places: [
        { path: 'new.c', functions: ['f'], others: [], from: 'release' },
        { path: 'gone.c', functions: ['g'], from: 'fix' },
        { path: 'start.S', functions: [], from: 'release' },
      ],
    })
    writeFileSync(file, '[{"id": "CVE-2026-1", "places": [{"path": 1, "atRelease": 2}]}]')
    expect(() => readLocations(file)).toThrow(
      /\/0\/places\/0\/path: .*\n.*|atRelease: must be an object/,
    )
    writeFileSync(file, '[{"id": "CVE-2026-1", "places": []}]')
    expect(() => readLocations(file)).toThrow(SettingsError)
  })

  it('refuses what is no file with a SettingsError', () => {
    expect(() => readLocations(root)).toThrow(SettingsError)
    expect(() => readLocations(join(root, 'none.json'))).toThrow('no such file')
    expect(() => readLocations(join(root, 'x'.repeat(5000)))).toThrow(SettingsError)
  })
})
