// SPDX-License-Identifier: Apache-2.0
import { createHash, randomBytes } from 'node:crypto'
import { verifyAudit } from '@headwater/store/audit'
import { documentBytes } from '@headwater/store/documents'
import { openStore, type Database, type Store } from '@headwater/store/open'
import { organisations } from '@headwater/store/portfolio'
import { runSql } from '@headwater/store/testing'
import type { Acknowledged } from './client.ts'
import { expectedOf } from './model.ts'

export interface Truth {
  readonly acknowledged: readonly Acknowledged[]
  /** The round of the feed that was imported last. */
  readonly round: number
}

/** Everything that is not as it must be, in sentences. */
export async function faultsOf(database: Database, truth: Truth): Promise<readonly string[]> {
  const store = await openStore(database, { now: () => new Date(), random: randomBytes })
  try {
    return [
      ...(await lostDocuments(store, truth)),
      ...(await brokenLog(store)),
      ...(await undoneJobs(store)),
      ...(await wrongFindings(store, truth)),
      ...(await doubleEvents(store)),
      ...(await wrongCounters(store)),
    ]
  } finally {
    await store.close()
  }
}

async function lostDocuments({ db }: Store, { acknowledged }: Truth): Promise<string[]> {
  const faults: string[] = []
  for (const { release, document, sha256 } of acknowledged) {
    const rows = await runSql<{ id: number }>(
      db,
      `select d.id from document d join release_document rd on rd.document_id = d.id join release r on r.id = rd.release_id
        where encode(d.sha256, 'hex') = '${sha256}' and r.public_id = '${release}' and rd.detached_at is null`,
    )
    if (rows.length !== 1) {
      faults.push(`document ${document} was acknowledged and stands ${rows.length} times`)
      continue
    }
    const hash = createHash('sha256')
    for await (const chunk of documentBytes(db, rows[0]?.id ?? 0)) hash.update(chunk)
    if (hash.digest('hex') !== sha256) faults.push(`document ${document} has other bytes`)
  }
  return faults
}

async function brokenLog({ db }: Store): Promise<string[]> {
  const [organisation] = await organisations(db)
  const verdict = await verifyAudit(db, organisation?.id)
  const faults = verdict.kind === 'whole' ? [] : [`the log is broken: ${JSON.stringify(verdict)}`]
  const [counts] = await runSql<{ attached: number; told: number }>(
    db,
    `select (select count(*) from release_document) as attached,
      (select count(*) from audit_event where action = 'document.attach') as told`,
  )
  if (counts?.attached !== counts?.told) {
    faults.push(`${counts?.attached} documents were attached and ${counts?.told} told of`)
  }
  return faults
}

async function undoneJobs({ db }: Store): Promise<string[]> {
  const rows = await runSql<{ kind: string; last_error: string | null; dead_at: string | null }>(
    db,
    `select kind, last_error, dead_at from job where finished_at is null and kind <> 'keep-house'`,
  )
  return rows.map(
    ({ kind, last_error, dead_at }) =>
      `a job ${kind} is ${dead_at === null ? 'not done' : 'given up'}: ${last_error ?? ''}`,
  )
}

async function wrongFindings({ db }: Store, truth: Truth): Promise<string[]> {
  const faults: string[] = []
  const byRelease = new Map<string, number[]>()
  for (const { release, document } of truth.acknowledged) {
    byRelease.set(release, [...(byRelease.get(release) ?? []), document])
  }
  for (const [release, documents] of byRelease) {
    const rows = await runSql<{ name: string; verdict: string }>(
      db,
      `select c.name, f.verdict from finding f join component c on c.id = f.component_id join release r on r.id = f.release_id
        where r.public_id = '${release}' and f.closed_at is null`,
    )
    const found = new Set(rows.map(({ name, verdict }) => `${name} ${verdict}`))
    const expected = [...expectedOf(documents, truth.round)].map((name) => `${name} affected`)
    const missing = expected.filter((each) => !found.has(each))
    const wrong = [...found].filter((each) => !expected.includes(each))
    if (missing.length + wrong.length + rows.length - found.size > 0) {
      faults.push(
        `release ${release}: ${missing.length} findings are missing, ${wrong.length} are wrong, ${rows.length - found.size} are double (${[...missing, ...wrong].slice(0, 3).join(', ')})`,
      )
    }
  }
  return faults
}

/** An event that says what the one before it said is an effect that came twice. */
async function doubleEvents({ db }: Store): Promise<string[]> {
  const rows = await runSql<{ finding: number; kind: string }>(
    db,
    `select finding_id as finding, kind from (
        select finding_id, kind, verdict, reason, lag(kind) over w as before, lag(verdict) over w as verdict_before,
          lag(reason) over w as reason_before
        from finding_event window w as (partition by finding_id order by id)
      ) e where before is null and kind <> 'opened' or kind = 'opened' and before is not null
        or kind = 'closed' and before = 'closed' or kind = 'reopened' and before <> 'closed'`,
  )
  return rows.map(({ finding, kind }) => `finding ${finding} was ${kind} twice`)
}

async function wrongCounters({ db }: Store): Promise<string[]> {
  const rows = await runSql<{ release: number; counted: number; there: number }>(
    db,
    `select c.release_id as release, c.affected as counted, count(f.id) as there from release_counter c
      left join finding f on f.release_id = c.release_id and f.closed_at is null and f.verdict = 'affected'
      group by c.release_id, c.affected having c.affected <> count(f.id)`,
  )
  return rows.map(
    ({ release, counted, there }) => `release ${release} counts ${counted} findings of ${there}`,
  )
}
