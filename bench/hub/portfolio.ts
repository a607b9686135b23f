// SPDX-License-Identifier: Apache-2.0
import { seededSubjects, seedPortfolio } from '@headwater/store/seed'
import { onDatabases, openBenchStore } from './databases.ts'
import { timeFindings, timePages, type Group } from './pages.ts'
import { summary } from './times.ts'
import { visit } from './visitor.ts'

const number = (name: string, otherwise: number): number => Number(process.env[name] ?? otherwise)

/** Calls of the pages at a million findings (`FINDINGS`), over HTTP, signed in. */
export async function benchPages(say: (line: string) => void): Promise<void> {
  const findings = number('FINDINGS', 1_000_000)
  await onDatabases(`pages_${findings}`, async ({ name, database, isNew }) => {
    if (isNew) await prepare(database, findings, (line) => say(`${name}: ${line}`))
    const store = await openBenchStore(database)
    const subjects = await seededSubjects(store.db)
    await store.close()
    const visitor = await visit(database)
    const show = ({ name: group, times }: Group): void =>
      say(`${name}, ${findings} findings, ${group}: ${summary(times)}`)
    const showSlow = (of: string): void => {
      const slow = visitor.slowQueries()
      say(`${name}, ${findings} findings, ${of}: ${slow.length} queries took more than a second`)
      for (const { ms, sql } of slow) say(`${ms.toFixed(0)} ms: ${sql.slice(0, 600)}`)
    }
    const wanted = process.env['ONLY']
    try {
      if (wanted !== 'findings') {
        await timePages(visitor, subjects, 1)
        showSlow('pages, first round')
        for (const group of await timePages(visitor, subjects, 5)) show(group)
        showSlow('pages')
      }
      if (wanted !== 'pages') {
        for (const group of await timeFindings(visitor, subjects, number('PAIR_STEP', 1)))
          show(group)
        showSlow('lists of findings')
      }
    } finally {
      await visitor.close()
    }
  })
}

async function prepare(
  database: Parameters<typeof openBenchStore>[0],
  findings: number,
  say: (line: string) => void,
): Promise<void> {
  const start = performance.now()
  const store = await openBenchStore(database)
  await seedPortfolio(store.db, {
    products: 200,
    releasesPerProduct: Math.max(1, Math.round(findings / 100_000)),
    components: 50_000,
    vulnerabilities: 20_000,
    findings,
    large: 10_000,
  })
  await store.close()
  say(`the portfolio was made in ${((performance.now() - start) / 1000).toFixed(0)} s`)
}
