// SPDX-License-Identifier: Apache-2.0
import { randomBytes } from 'node:crypto'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { tidy } from '@headwater/store/maintenance'
import { openStore, type Database, type Store } from '@headwater/store/open'
import { dropSchema, seedPortfolio } from '@headwater/store/seed'
import { applyDelta } from './delta.ts'
import { ingest } from './ingest.ts'
import { timeLists } from './lists.ts'

const number = (name: string, otherwise: number): number => Number(process.env[name] ?? otherwise)

/**
 * The store's goals on PGlite, and on PostgreSQL where HEADWATER_TEST_POSTGRES gives one. `SBOMS`, `FINDINGS` and `ADVISORIES` make it
 * smaller or larger.
 */
export async function benchStore(say: (line: string) => void): Promise<void> {
  const url = process.env['HEADWATER_TEST_POSTGRES']
  for (const kind of ['PGlite', ...(url === undefined ? [] : ['PostgreSQL'])]) {
    const isServer = kind === 'PostgreSQL'
    await withStore(isServer ? url : undefined, async (store, reopen) => {
      const sboms = number('SBOMS', 1_000)
      const made = await ingest(store, {
        sboms,
        components: 1_000,
        distinct: 50_000,
        workers: isServer ? 6 : 2,
      })
      say(
        `${kind}: ${sboms} SBOMs of 1,000 components: ${thousands(made.perSecond)} components/s (goal ${isServer ? '20' : '8'} thousand)`,
      )
      say(
        `${kind}: the same document again: ${made.again[0].toFixed(1)} ms, p95 ${made.again[1].toFixed(1)} ms (goal 5)`,
      )
      await tidy(store.db)
      const delta = await applyDelta(store, number('ADVISORIES', 1_000))
      const steps = [delta.advisories, delta.join, delta.matches, delta.releases, delta.findings]
      const total = steps.reduce((sum, step) => sum + step, 0)
      say(
        `${kind}: delta of 1,000 advisories: ${(total / 1000).toFixed(1)} s (goal 5, with matching and triage): keep ${steps[0]!.toFixed(0)}, ` +
          `join ${steps[1]!.toFixed(0)} (${delta.components} components), matches ${steps[2]!.toFixed(0)}, ` +
          `releases ${steps[3]!.toFixed(0)}, findings ${steps[4]!.toFixed(0)} ms (${delta.judged} new)`,
      )
      const start = performance.now()
      await reopen()
      if (!isServer)
        say(
          `${kind}: opened again in ${(performance.now() - start).toFixed(0)} ms (goal 2,000 for the hub)`,
        )
    })
    await withStore(isServer ? url : undefined, async (store) => {
      const findings = number('FINDINGS', 1_000_000)
      await seedPortfolio(store.db, {
        products: 200,
        releasesPerProduct: 10,
        components: 50_000,
        vulnerabilities: 20_000,
        findings,
      })
      await timeLists(store.db)
      const { p50, p95, slowest, queries } = await timeLists(store.db)
      say(
        `${kind}: ${findings} findings, ${queries} lists of 50: p50 ${p50.toFixed(0)}, p95 ${p95.toFixed(0)} ms (goal 200), ` +
          `slowest ${slowest.ms.toFixed(0)} ms (${slowest.filter}, ${slowest.sort})`,
      )
    })
  }
}

async function withStore(
  url: string | undefined,
  run: (store: Store, reopen: () => Promise<void>) => Promise<void>,
): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'headwater-store-bench-'))
  const database: Database =
    url === undefined
      ? { kind: 'embedded', directory: join(folder, 'data') }
      : { kind: 'postgres', url }
  const schema = `bench_${process.pid}_${process.hrtime.bigint()}`
  const options = { now: () => new Date(), random: randomBytes, patience: 600_000, schema }
  let store = await openStore(database, options)
  try {
    await run(store, async () => {
      await store.close()
      store = await openStore(database, options)
    })
  } finally {
    await dropSchema(store.db, schema)
    await store.close()
    rmSync(folder, { recursive: true, force: true })
  }
}

function thousands(value: number): string {
  return `${(value / 1000).toFixed(1)} thousand`
}
