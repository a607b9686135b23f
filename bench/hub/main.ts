// SPDX-License-Identifier: Apache-2.0
import { benchPages } from './portfolio.ts'
import { benchIngest } from './store.ts'
import { benchStart } from './start.ts'

type Say = (line: string) => void

/** The hub's goals, on PGlite, and on PostgreSQL where HEADWATER_TEST_POSTGRES gives a server. */
export const HUB_BENCHMARKS: Readonly<Record<string, (say: Say) => Promise<void>>> = {
  ingest: benchIngest,
  pages: benchPages,
  start: benchStart,
}
