// SPDX-License-Identifier: Apache-2.0
import { createReadStream, statSync } from 'node:fs'
import { createInterface } from 'node:readline'
import {
  findAuditHash,
  verifyAudit,
  verifyAuditLines,
  type AuditVerdict,
} from '@headwater/store/audit'
import { organisations } from '@headwater/store/portfolio'
import { EXIT, UsageError, type ExitCode } from '../exit.ts'
import type { Io } from '../io.ts'
import { safe } from '../print/text.ts'
import { withDatabase } from './database.ts'

export interface VerifyAuditOptions {
  readonly database?: string
  /** The hash of an entry, as somebody noted it before. */
  readonly head?: string
}

/** Verifies the hash chain of an exported log, or all chains of a database, and says the first entry that is broken. */
export async function verifyAuditLog(
  path: string | undefined,
  { database, head }: VerifyAuditOptions,
  io: Io,
): Promise<ExitCode> {
  if (path !== undefined && database !== undefined) {
    throw new UsageError('either a file or --database, not both')
  }
  if (path !== undefined) return verifyFile(path, head, io)
  const wanted = head === undefined ? undefined : noted(head)
  return withDatabase(database, io, async ({ db }) => {
    let isWhole = true
    const chains = [
      { id: undefined, name: 'the installation' },
      ...(await organisations(db)).map(({ id, name }) => ({ id, name })),
    ]
    for (const { id, name } of chains) {
      const verdict = await verifyAudit(db, id)
      if (id === undefined && verdict.kind === 'whole' && verdict.length === 0) continue
      isWhole = tell(`the log of ${name}`, verdict, io) && isWhole
    }
    if (!isWhole) return EXIT.broken
    if (wanted === undefined) return EXIT.ok
    const found = await findAuditHash(db, wanted)
    return tellOfHead('the database', found?.number, io)
  })
}

async function verifyFile(path: string, head: string | undefined, io: Io): Promise<ExitCode> {
  if (statSync(path, { throwIfNoEntry: false })?.isFile() !== true) {
    throw new UsageError(`${path}: there is no such file`, 'export it under Settings, Audit log')
  }
  const lines = createInterface({ input: createReadStream(path), crlfDelay: Infinity })
  const verdict = await verifyAuditLines(lines)
  if (!tell(path, verdict, io)) return EXIT.broken
  if (verdict.kind === 'whole' && verdict.length === 0) {
    io.err(`error[BROKEN]: ${safe(path, 500)}: it holds no entry\n`)
    return EXIT.broken
  }
  if (head === undefined) {
    io.out(
      'Whether entries were cut off at its end tells only a head that was noted before: --head HASH\n',
    )
    return EXIT.ok
  }
  return hasHead(path, head, io)
}

/** Somewhere in the log stands what was noted, and only more has come after it. */
async function hasHead(path: string, head: string, io: Io): Promise<ExitCode> {
  const wanted = noted(head)
  let number = 0
  for await (const line of createInterface({ input: createReadStream(path) })) {
    if (line.trim() === '') continue
    number++
    if ((JSON.parse(line) as { readonly hash: string }).hash === wanted) {
      return tellOfHead(path, number, io)
    }
  }
  return tellOfHead(path, undefined, io)
}

function noted(head: string): string {
  const wanted = head.toLowerCase()
  if (/^[0-9a-f]{64}$/.test(wanted)) return wanted
  throw new UsageError(`--head ${safe(head, 100)}: must be the 64 digits of a hash`)
}

/** @param number of the entry that has the noted hash */
function tellOfHead(where: string, number: number | undefined, io: Io): ExitCode {
  if (number !== undefined) {
    io.out(`The noted head is that of entry ${number}.\n`)
    return EXIT.ok
  }
  io.err(
    `error[BROKEN]: ${safe(where, 500)}: no entry has the noted hash: its end was cut off, or all of it was written anew\n`,
  )
  return EXIT.broken
}

function tell(name: string, verdict: AuditVerdict, io: Io): boolean {
  if (verdict.kind === 'whole') {
    io.out(`${safe(name, 500)}: whole, ${verdict.length} entries, head ${verdict.hash}\n`)
    return true
  }
  io.err(
    `error[BROKEN]: ${safe(name, 500)}: entry ${verdict.number} is broken: ${safe(verdict.reason, 500)}\n` +
      'hint: entries before it are as they were written; compare with an older export or backup\n',
  )
  return false
}
