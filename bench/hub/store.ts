// SPDX-License-Identifier: Apache-2.0
import { tidy } from '@headwater/store/maintenance'
import { onDatabases, openBenchStore } from './databases.ts'
import { deliver } from './delta.ts'
import { ingest } from './ingest.ts'
import { receive } from './receive.ts'

const number = (name: string, otherwise: number): number => Number(process.env[name] ?? otherwise)

/** Documents that come in, the store's share of it and the whole way, and a feed's delta behind them: `SBOMS`, `ADVISORIES`. */
export async function benchIngest(say: (line: string) => void): Promise<void> {
  const size = { sboms: number('SBOMS', 1_000), components: 1_000, distinct: 50_000 }
  const what = `${size.sboms} SBOMs of ${size.components} components`
  const rate = (seconds: number): string =>
    `${((size.sboms * size.components) / seconds / 1000).toFixed(1)} thousand components/s`
  const twice = ([p50, p95]: readonly [number, number]): string =>
    `the same document again ${p50.toFixed(1)} ms, p95 ${p95.toFixed(1)} ms (goal 5)`
  await onDatabases(undefined, async ({ name, database }) => {
    const isServer = database.kind === 'postgres'
    const store = await openBenchStore(database)
    const goal = `goal ${isServer ? 20 : 8} thousand`
    try {
      const made = await ingest(store, size, isServer ? 6 : 2)
      say(`${name}, ${what}, SQL alone: ${rate(made.seconds)} (${goal}); ${twice(made.again)}`)
    } finally {
      await store.close()
    }
  })
  await onDatabases(undefined, async ({ name, database }) => {
    const workers = database.kind === 'postgres' ? 4 : 2
    const store = await openBenchStore(database)
    try {
      const made = await receive(store, size, workers)
      say(
        `${name}, ${what}, the whole way in one process: acknowledged ${rate(made.received)}, judged ${rate(made.done)}; ` +
          twice(made.again),
      )
      await tidy(store.db)
      const count = number('ADVISORIES', 1_000)
      const { kept, judged, components } = await deliver(store, count, workers)
      say(
        `${name}, a delta of ${count} advisories: kept in ${kept.toFixed(1)} s, judged after ${judged.toFixed(1)} s (goal 5), ` +
          `${components} components matched again`,
      )
    } finally {
      await store.close()
    }
  })
}
