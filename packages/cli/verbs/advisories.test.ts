// SPDX-License-Identifier: Apache-2.0
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import {
  cveRecord,
  KEV,
  osvRecord,
  temporaryFolder,
  writeFeed,
  writeJson,
} from '@headwater/testing/feeds'
import type { Io } from '../io.ts'
import { run } from '../run.ts'

let folder: ReturnType<typeof temporaryFolder>
beforeEach(() => (folder = temporaryFolder()))
afterEach(() => folder.remove())

async function headwater(
  ...argv: string[]
): Promise<{ readonly code: number; readonly out: string; readonly err: string }> {
  let out = ''
  let err = ''
  const io: Io = {
    out: (text) => void (out += text),
    err: (text) => void (err += text),
    colouredOut: false,
    colouredErr: false,
    interactive: false,
    now: () => new Date('2026-03-04T00:00:00Z'),
    env: { HEADWATER_MIRROR: join(folder.path, 'mirror') },
  }
  const code = await run(['advisories', ...argv], io)
  const plain = (text: string): string => text.replaceAll(folder.path, '…')
  return { code, out: plain(out), err: plain(err) }
}

describe('headwater advisories', () => {
  it('imports feeds, says what came of each, and what the mirror holds then', async () => {
    const bucket = writeFeed(folder.path, 'PyPI.zip', {
      'a.json': osvRecord('PYSEC-2026-1', '2'),
      'b.json': '{',
    })
    const kev = writeJson(folder.path, 'kev.json', KEV)
    const cve = writeJson(folder.path, 'cve.json', cveRecord('CVE-2026-1001', '6.1'))
    expect(await headwater('import', bucket, kev, cve)).toEqual({
      code: 0,
      out: 'osv:PyPI: 1 record, 1 record skipped\nCISA KEV: 1 record\ncve: 1 record\nThe mirror is in …/mirror\n',
      err: 'skipped: …/PyPI.zip!/b.json: line 1, column 2: the text ends too early: it was cut off, or a bracket is missing\n',
    })
    const again = await headwater('import', bucket, cve)
    expect(again.out).toContain('osv:PyPI: 1 record, in the place of 1, 1 record skipped\n')
    expect(again.out).toContain('cve: 1 record, added to 1\n')
    const status = await headwater('status')
    expect(status.code).toBe(0)
    expect(status.out.replaceAll(/\d+\.\d [kM]B/g, 'SIZE').split('\n')).toEqual([
      '…/mirror  SIZE',
      '',
      'feed      records  newest      checked   skipped  size    from',
      'CISA KEV  1        2026-01-03  just now           SIZE  …/kev.json',
      'osv:PyPI  1        2026-01-01  just now  1        SIZE  …/PyPI.zip',
      'cve       1        2026-01-02  just now           SIZE  …/cve.json',
      '',
      'Skipped',
      '  …/PyPI.zip!/b.json: line 1, column 2: the text ends too early: it was cut off, or a bracket is missing',
      '',
    ])
    const json = JSON.parse((await headwater('status', '--format', 'json')).out) as object
    expect(json).toMatchObject({ schemaVersion: 1, feeds: [{}, { skippedCount: 1 }, {}] })
  })

  it('ends with 3 where something could not be imported, and with 2 for a feed that nobody knows', async () => {
    expect((await headwater('status')).code).toBe(3)
    const missing = await headwater('import', join(folder.path, 'nowhere'))
    expect(missing).toMatchObject({ code: 3, out: '' })
    expect(missing.err).toContain('nothing was imported; the mirror is as it was')
    expect((await headwater('update', '--feed', 'nobody')).code).toBe(2)
    const refused = await headwater('update', '--feed', 'x=file:///etc/passwd')
    expect(refused.code).toBe(3)
    expect(refused.err).toContain('error[FETCH_FAILED]')
  })
})
