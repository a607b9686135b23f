// SPDX-License-Identifier: Apache-2.0
import { sql, type RawBuilder } from 'kysely'
import { beforeAll, expect, it } from 'vitest'
import { noteProductDays, productDays } from '../counters/index.ts'
import { listFindings, saveFindings, standingFindings } from '../findings/index.ts'
import { onEveryDatabase } from '../testing/index.ts'
import { seedPortfolio } from './index.ts'

const SIZE = {
  products: 6,
  releasesPerProduct: 5,
  components: 400,
  vulnerabilities: 100,
  findings: 1_500,
  large: 50,
}

onEveryDatabase((store) => {
  let asMigrated: readonly unknown[] = []
  beforeAll(async () => {
    asMigrated = await made()
    await seedPortfolio(store().db, SIZE)
  }, 60_000)

  async function rows<Row>(query: RawBuilder<Row>): Promise<readonly Row[]> {
    return (await query.execute(store().db)).rows
  }

  /** Indexes, constraints, and triggers with their state, without those that only check references. */
  const made = () =>
    rows(sql`
      select indexdef as text from pg_indexes where schemaname = current_schema()
      union all
      select conrelid::regclass || conname || pg_get_constraintdef(oid) from pg_constraint
      where connamespace = current_schema()::regnamespace
      union all
      select tgrelid::regclass || tgname || tgenabled::text from pg_trigger t join pg_class c on c.oid = t.tgrelid
      where c.relnamespace = current_schema()::regnamespace and not tgisinternal
      order by 1
    `)

  it('leaves every index, constraint and trigger as migrations made them', async () => {
    expect(await made()).toEqual(asMigrated)
    await expect(
      sql`insert into finding_event select * from finding_event limit 1`.execute(store().db),
    ).rejects.toThrow()
  })

  it('keeps the counters that a recount gives', async () => {
    const found = await listFindings(
      store().db,
      { organisation: 1, products: 'all' },
      {},
      { sort: 'firstSeen', direction: 'up', limit: 10_000 },
    )
    expect(found.length).toBeGreaterThan(1_000)
    const kept = await rows<Record<string, number>>(sql`select * from release_counter`)
    expect(kept).toHaveLength(SIZE.products * SIZE.releasesPerProduct + 1)
    for (const { release_id, ...counters } of kept) {
      const own = found.filter((each) => each.release_id === release_id)
      const asks = own.filter(({ verdict }) => verdict === 'affected' || verdict === 'unknown')
      const between = (low: number, high: number) =>
        asks.filter(({ severity }) => severity >= low && severity <= high).length
      const of = (verdict: string) => own.filter((each) => each.verdict === verdict).length
      expect(counters).toMatchObject({
        affected: of('affected'),
        unknown: of('unknown'),
        not_affected: of('not_affected'),
        fixed: of('fixed'),
        exploited: asks.filter(({ is_exploited }) => is_exploited).length,
        critical: between(90, 100),
        high: between(70, 89),
        medium: between(40, 69),
        low: between(0, 39),
        unrated: between(-1, -1),
      })
    }
    const unknown = await rows<{ count: number }>(
      sql`select coalesce(sum(count), 0)::integer as count from release_unknown`,
    )
    expect(unknown).toEqual([
      { count: found.filter(({ verdict }) => verdict === 'unknown').length },
    ])
  })

  it('keeps what the last event of each finding says, and the days that the jobs would have kept', async () => {
    const { db } = store()
    const wrong = await rows(sql`
      select f.id from finding f cross join lateral (
        select * from finding_event where finding_id = f.id order by id desc limit 1
      ) e
      where (e.verdict, e.kind = 'closed', e.at) is distinct from (f.verdict, f.closed_at is not null, f.changed_at)`)
    expect(wrong).toEqual([])
    const days = await rows(sql`
      select c.release_id from release_counter c cross join lateral (
        select * from release_counter_day d where d.release_id = c.release_id order by day desc limit 1
      ) d where (c.affected, c.unknown, c.not_affected, c.fixed, c.exploited, c.critical, c.unrated)
        is distinct from (d.affected, d.unknown, d.not_affected, d.fixed, d.exploited, d.critical, d.unrated)`)
    expect(days).toEqual([])
    const range = { from: '2000-01-01', to: '2100-01-01' }
    const visible = { organisation: 1, products: 'all' } as const
    const before = await productDays(db, visible, range)
    expect(before.length).toBeGreaterThan(100)
    // it was made by the clock of the database
    await noteProductDays(db, new Date().toISOString())
    expect(await productDays(db, visible, range)).toEqual(before)
  })

  it('says of each finding what makes its saving again change nothing', async () => {
    const { db, now } = store()
    const [one] = await rows<{ release: number; vulnerability: number }>(sql`
      select release_id as release, vulnerability_id as vulnerability from finding
      where closed_at is null and changed_at > first_seen order by id limit 1`)
    const { release, vulnerability } = one!
    const standing = await standingFindings(db, { releases: [release], vulnerability })
    const saved = await saveFindings(
      db,
      [
        {
          release,
          components: [...new Set(standing.map(({ finding }) => finding.component))],
          findings: standing.map(({ finding }) => finding),
        },
      ],
      { cause: {}, at: now() },
    )
    expect(saved).toEqual({ opened: 0, changed: 0, closed: 0, unchanged: standing.length })
  })
})
