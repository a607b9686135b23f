// SPDX-License-Identifier: Apache-2.0
import { join, relative } from 'node:path'
import { describe, expect, it } from 'vitest'
import type { Io } from '../io.ts'
import { run } from '../run.ts'

const SAMPLE = join(import.meta.dirname, '..', '..', '..', 'samples', 'lantern')
const MINIMAL = relative(process.cwd(), join(SAMPLE, 'sbom', 'minimal'))
const FULL = relative(process.cwd(), join(SAMPLE, 'sbom', 'full'))
const ADVISORIES = relative(process.cwd(), join(SAMPLE, 'advisories'))

async function compare(...argv: string[]) {
  let out = ''
  let err = ''
  const io: Io = {
    out: (text) => void (out += text),
    err: (text) => void (err += text),
    colouredOut: false,
    colouredErr: false,
    interactive: false,
    now: () => new Date('2026-11-22T12:00:00Z'),
    env: {},
  }
  const code = await run(['compare', ...argv], io)
  return { code, out, err }
}

describe('headwater compare', () => {
  it('prints what changed as in the golden file', async () => {
    const { code, out } = await compare(MINIMAL, FULL, '--advisories', ADVISORIES)
    expect(code).toBe(0)
    await expect(out).toMatchFileSnapshot(join('..', 'golden', 'compare.table.txt'))
  })

  it('prints the same JSON each time, without verdicts where there are no advisories', async () => {
    const first = await compare(MINIMAL, FULL, '--format', 'json')
    expect(first.out).toBe((await compare(MINIMAL, FULL, '--format', 'json')).out)
    const said = JSON.parse(first.out) as Record<string, unknown>
    expect(Object.keys(said)).toEqual(['schemaVersion', 'packages', 'files', 'images'])
  })

  it('says by its exit code that there are new findings', async () => {
    const judged = ['--advisories', ADVISORIES, '--fail-on', 'affected']
    expect((await compare(MINIMAL, FULL, ...judged)).code).toBe(1)
    expect((await compare(FULL, MINIMAL, ...judged)).code).toBe(0)
    expect((await compare(MINIMAL, FULL, '--fail-on', 'affected')).code).toBe(0)
  })

  it('refuses what is no SBOM', async () => {
    const { code, err } = await compare(MINIMAL, ADVISORIES)
    expect(code).toBe(3)
    expect(err).toContain('holds no SBOM')
  })
})
