// SPDX-License-Identifier: Apache-2.0
import { createHash, randomBytes } from 'node:crypto'
import {
  existsSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { appendAudit, exportAudit } from '@headwater/store/audit'
import { findDocument, saveDocument } from '@headwater/store/documents'
import { openStore, type Database, type Store } from '@headwater/store/open'
import { createOrganisation, organisations } from '@headwater/store/portfolio'
import { givenServerDatabase, runSql } from '@headwater/store/testing'
import type { Io } from '../io.ts'
import { run } from '../run.ts'

const scratch = mkdtempSync(join(tmpdir(), 'headwater-operating-'))
afterAll(() => rmSync(scratch, { recursive: true }))
const BYTES = Buffer.from('{"spdxVersion":"SPDX-2.3"}')
const SHA256 = createHash('sha256').update(BYTES).digest('hex')
const OPTIONS = { now: () => new Date('2026-11-22T12:00:00Z'), random: randomBytes }

async function headwater(...argv: string[]): Promise<{ code: number; out: string; err: string }> {
  let out = ''
  let err = ''
  const io: Io = {
    out: (text) => void (out += text),
    err: (text) => void (err += text),
    colouredOut: false,
    colouredErr: false,
    interactive: false,
    now: OPTIONS.now,
    env: {},
  }
  const code = await run(argv, io)
  return { code, out, err }
}

async function inStore<Result>(where: string, use: (store: Store) => Promise<Result>) {
  const database: Database = where.startsWith('postgres://')
    ? { kind: 'postgres', url: where }
    : { kind: 'embedded', directory: where }
  const store = await openStore(database, OPTIONS)
  try {
    return await use(store)
  } finally {
    await store.close()
  }
}

/** An organisation with a document and a log of three entries; gives the log as it is exported. */
async function fill(where: string): Promise<string> {
  return inStore(where, async ({ db, newId, now }) => {
    const at = now()
    const { id } = await createOrganisation(db, { publicId: newId(), name: 'Acme', at })
    await saveDocument(db, { sha256: SHA256, bytes: BYTES, at })
    for (const action of ['product.create', 'release.create', 'document.attach']) {
      await appendAudit(db, { organisation: id, at, actor: 'user:1', action, subject: 'x:1' })
    }
    let text = ''
    for await (const line of exportAudit(db, id)) text += line
    return text
  })
}

let count = 0
const freshFolder = () => Promise.resolve(join(scratch, `hub-${++count}`))
const freshDatabase = async () => {
  const url = await givenServerDatabase(`operating_${process.pid}_${++count}`)
  return url ?? expect.unreachable('there is no server')
}
const PLACES = [
  ['PGlite', freshFolder],
  ...(process.env['HEADWATER_TEST_POSTGRES'] === undefined
    ? []
    : ([['PostgreSQL', freshDatabase]] as const)),
] as const

const filled = join(scratch, 'filled')
let exported: readonly string[] = []
beforeAll(async () => {
  exported = (await fill(filled)).trimEnd().split('\n')
}, 240_000)

for (const [from] of PLACES) {
  for (const [to, makeTarget] of PLACES) {
    it(`backs up ${from} and restores it on ${to}, into an empty database only`, async () => {
      const source = from === 'PGlite' ? filled : await freshDatabase()
      if (source !== filled) await fill(source)
      const target = await makeTarget()
      const file = join(scratch, `${from}-${to}.backup.gz`)
      // a link that somebody put where the file will grow leads nowhere
      const theirs = join(scratch, `${from}-${to}.theirs`)
      writeFileSync(theirs, 'theirs')
      symlinkSync(theirs, `${file}.partial`)
      const made = await headwater('backup', file, '--database', source)
      expect(made).toMatchObject({ code: 0, err: '' })
      expect(made.out).toContain('found whole')
      expect((await headwater('backup', file, '--database', source)).err).toContain('--force')
      expect(existsSync(`${file}.partial`)).toBe(false)
      expect(readFileSync(theirs, 'utf8')).toBe('theirs')
      expect(statSync(file).mode & 0o777).toBe(0o600)
      const restored = await headwater('restore', file, '--database', target)
      expect(restored).toMatchObject({ code: 0, err: '' })
      await inStore(target, async ({ db }) => {
        expect(await organisations(db)).toMatchObject([{ name: 'Acme' }])
        expect(await findDocument(db, { sha256: SHA256 })).toMatchObject({ size: BYTES.length })
      })
      const verified = await headwater('audit', 'verify', '--database', target)
      expect(verified.out).toMatch(/the log of Acme: whole, 3 entries, head [0-9a-f]{64}/)
      const again = await headwater('restore', file, '--database', target)
      expect(again.code).toBe(8)
      expect(again.err).toContain('not empty')
    }, 240_000)
  }
}

describe('who operates a hub', () => {
  it('refuses a damaged file before it makes a database for it', async () => {
    const file = join(scratch, 'damaged')
    writeFileSync(file, 'not a backup')
    const target = join(scratch, 'never')
    const { code, err } = await headwater('restore', file, '--database', target)
    expect(code).toBe(3)
    expect(err).toContain('error[BAD_BACKUP]')
    expect(err).toContain('hint:')
    expect(existsSync(target)).toBe(false)
  })

  it.each([
    [['restore', 'no-such-file', '--database', 'x'], 'no such file'],
    [['backup', 'x', '--database', join(scratch, 'empty')], 'no database in this folder'],
    [['backup', join(scratch, 'a', 'b'), '--database', 'x'], 'no such folder'],
    [['backup', 'x', '--database', 'mysql://u:secret@h/d'], 'neither postgres'],
    [['audit', 'verify', 'no-such-file'], 'no such file'],
    [['serve', '--port', '99999'], '--port 99999'],
    [['serve', '--metrics', 'here'], '--metrics here'],
    [['serve', '--watch', join(scratch, 'none')], 'no such folder'],
    [['serve', '--mail-server', 'smtps://u:secret@h'], '--mail-from'],
    [['work', '--database', scratch], 'more hands are for PostgreSQL'],
  ])('%j is refused with a sentence, and prints no password', async (argv, words) => {
    const { code, err, out } = await headwater(...argv)
    expect({ code, out }).toEqual({ code: 2, out: '' })
    expect(err).toContain(words)
    expect(err).not.toContain('secret')
  })

  it('is told who holds an embedded database, and leaves it alone', async () => {
    await inStore(filled, async () => {
      for (const argv of [
        ['backup', join(scratch, 'held')],
        ['serve', '--port', '0', '--feeds', 'none'],
      ]) {
        const { code, err } = await headwater(...argv, '--database', filled)
        expect(code).toBe(8)
        expect(err).toContain(`in use by process ${process.pid}`)
      }
      expect(existsSync(join(scratch, 'held'))).toBe(false)
    })
  }, 240_000)

  it('says which database is not there, and how to mend it', async () => {
    const nowhere = 'postgres://nobody@127.0.0.1:1/none'
    const { code, err } = await headwater('backup', join(scratch, 'x'), '--database', nowhere)
    expect(code).toBe(8)
    expect(err).toMatch(/error\[CANNOT_OPEN\].*\nhint: /)
  })
})

describe('headwater audit verify', () => {
  const file = join(scratch, 'audit.jsonl')
  const verify = (text: string, ...more: string[]) => {
    writeFileSync(file, text)
    return headwater('audit', 'verify', file, ...more)
  }

  it('finds a log whole, and what was noted of it before', async () => {
    const whole = await verify(`${exported.join('\n')}\n`)
    expect(whole).toMatchObject({ code: 0, err: '' })
    const [, head = ''] = /head ([0-9a-f]{64})/.exec(whole.out) ?? []
    expect((await verify(exported.join('\n'), '--head', head)).code).toBe(0)
    const cut = await verify(exported.slice(0, 2).join('\n'), '--head', head)
    expect(cut.code).toBe(9)
    expect(cut.err).toContain('its end was cut off')
  })

  it('names the first entry that was changed, taken out, or is none', async () => {
    const changed = exported.map((line, at) =>
      at === 1 ? line.replace('release.create', 'x') : line,
    )
    const bad: readonly (readonly [readonly string[], number])[] = [
      [changed, 2],
      [exported.toSpliced(0, 1), 1],
      [exported.toSpliced(1, 1), 2],
      [[...exported, 'nonsense'], 4],
    ]
    for (const [text, entry] of bad) {
      const { code, err } = await verify(text.join('\n'))
      expect(code).toBe(9)
      expect(err).toContain(`entry ${entry} is broken`)
    }
    expect((await verify('')).code).toBe(9)
  })

  it('finds what was changed in the database itself', async () => {
    const whole = await headwater('audit', 'verify', '--database', filled)
    expect(whole.code).toBe(0)
    const [, head = ''] = /head ([0-9a-f]{64})/.exec(whole.out) ?? []
    const withHead = (hash: string) =>
      headwater('audit', 'verify', '--database', filled, '--head', hash)
    expect((await withHead(head)).out).toContain('that of entry 3')
    // a whole new chain is whole: what was noted of the old one is not in it
    const anew = await withHead('0'.repeat(64))
    expect(anew).toMatchObject({ code: 9, err: expect.stringContaining('written anew') as string })
    await inStore(filled, async ({ db }) => {
      // as somebody would who may do anything with the database
      await runSql(db, 'alter table audit_event disable trigger all')
      await runSql(db, `update audit_event set actor = 'user:2' where number = 2`)
    })
    const { code, err } = await headwater('audit', 'verify', '--database', filled)
    expect(code).toBe(9)
    expect(err).toContain('entry 2 is broken: its column actor')
  }, 240_000)
})
