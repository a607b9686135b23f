// SPDX-License-Identifier: Apache-2.0
import { tidy } from '@headwater/store/maintenance'
import { onDatabases, openBenchStore } from './databases.ts'
import { applyDelta } from './delta.ts'
import { ingest } from './ingest.ts'

const number = (name: string, otherwise: number): number => Number(process.env[name] ?? otherwise)

/** The store's share of taking documents in and of a feed's delta: `SBOMS` and `ADVISORIES` make it smaller or larger. */
export async function benchStore(say: (line: string) => void): Promise<void> {
  await onDatabases(undefined, async ({ name, database }) => {
    const store = await openBenchStore(database)
    try {
      const isServer = database.kind === 'postgres'
      const sboms = number('SBOMS', 1_000)
      const made = await ingest(store, {
        sboms,
        components: 1_000,
        distinct: 50_000,
        workers: isServer ? 6 : 2,
      })
      say(
        `${name}, SQL alone: ${sboms} SBOMs of 1,000 components: ${(made.perSecond / 1000).toFixed(1)} thousand components/s ` +
          `(goal ${isServer ? '20' : '8'}); the same document again ${made.again[0].toFixed(1)} ms, p95 ${made.again[1].toFixed(1)} ms (goal 5)`,
      )
      await tidy(store.db)
      const { components, judged, ...steps } = await applyDelta(store, number('ADVISORIES', 1_000))
      const total = Object.values(steps).reduce((sum, step) => sum + step, 0)
      const each = Object.entries(steps).map(([step, ms]) => `${step} ${ms.toFixed(0)}`)
      say(
        `${name}, SQL alone: delta of advisories: ${(total / 1000).toFixed(1)} s (goal 5 with matching and triage), ` +
          `${components} components, ${judged} findings: ${each.join(', ')} ms`,
      )
    } finally {
      await store.close()
    }
  })
}
