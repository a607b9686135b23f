// SPDX-License-Identifier: Apache-2.0
import * as fc from 'fast-check'
import { beforeAll, expect, it } from 'vitest'
import { createProductLine, updateProduct, containRelease } from '../portfolio/index.ts'
import { DECIDERS, VERDICTS } from '../schema/findings.ts'
import {
  finding,
  givenDocument,
  givenRelease,
  givenVulnerabilities,
  npm,
  onEveryDatabase,
} from '../testing/index.ts'
import { saveKev, refreshScores, saveEpss } from '../vulnerabilities/index.ts'
import { SEVERITY_BANDS } from './classes.ts'
import type { FindingFilter } from './filter.ts'
import {
  compareFindings,
  countFindings,
  findFinding,
  findingChanges,
  findingHistory,
  FINDING_SORTS,
  findingsAt,
  listFindings,
  rollUpCounters,
  rollUpFindings,
  saveFindings,
  sortKeyOf,
  type FindingSort,
  type ListedFinding,
} from './index.ts'

onEveryDatabase((store) => {
  let organisation = 0
  let product = 0
  let releases: readonly number[] = []
  let components: readonly number[] = []
  let vulnerabilities: readonly number[] = []
  let line = 0
  const all = () => ({ organisation, products: 'all' }) as const

  beforeAll(async () => {
    const { db, newId, now, advance } = store()
    const first = await givenRelease(store())
    ;({ organisation, product } = first)
    const second = await givenRelease(store(), { organisation, product, version: '2.0' })
    const other = await givenRelease(store(), { organisation })
    releases = [first.release, second.release, other.release]
    line = (
      await createProductLine(db, { publicId: newId(), organisation, name: 'Line', at: now() })
    ).id
    await updateProduct(db, product, { productLine: line })
    await containRelease(db, { parent: other.release, child: first.release, at: now() })
    ;({ components } = await givenDocument(store(), 'list', {
      components: ['é', 'b_b', 'b%', 'B', 'a'].map((name) => npm(`list-${name}`, '1')),
    }))
    vulnerabilities = await givenVulnerabilities(
      store(),
      [undefined, 0, 3.9, 4, 7, 8.9, 9, 10].map((score, index) => ({
        name: `CVE-2026-100${index}`,
        aliases: [`GHSA-${index}`],
        ...(score === undefined ? {} : { severity: { score } }),
      })),
    )
    await saveKev(db, 'CISA KEV', [
      { vulnerability: 'CVE-2026-1003', since: '2026-01-01', record: {} },
      { vulnerability: 'CVE-2026-1007', record: {} },
    ])
    await refreshScores(db, now())
    let dice = 7
    const roll = (sides: number) => (dice = (dice * 48_271) % 2_147_483_647) % sides
    for (const release of releases) {
      advance(60_000)
      const findings = components.flatMap((component) =>
        vulnerabilities
          .filter(() => roll(3) > 0)
          .map((vulnerability) =>
            finding(component, vulnerability, {
              verdict: VERDICTS[roll(4)]!,
              decidedBy: DECIDERS[roll(3)]!,
              rule: roll(2) === 0 ? 'not-built' : 'location-unknown',
            }),
          ),
      )
      const save = (kept: typeof findings) =>
        saveFindings(db, [{ release, components: 'all', findings: kept }], {
          cause: { round: 1 },
          at: now(),
        })
      await save(findings)
      advance(60_000)
      await save(findings.filter((_, index) => index % 7 > 0))
    }
    const scores = [0, 0.0004, 0.0006, 0.02, 0.5, 0.5, 0.97].map((probability, index) => ({
      vulnerability: `CVE-2026-100${index}`,
      probability,
      percentile: probability,
    }))
    await saveEpss(db, scores, { isWhole: true })
    expect(await refreshScores(db, now())).toBeGreaterThan(0)
    expect(await refreshScores(db, now())).toBe(0)
  }, 60_000)

  const everything = (state: 'open' | 'closed' | 'all') =>
    listFindings(store().db, all(), { state }, { sort: 'firstSeen', direction: 'up', limit: 1000 })

  /** Page by page, in pages of three. */
  const walk = async (
    filter: FindingFilter,
    sort: FindingSort,
    direction: 'up' | 'down',
    way?: 'sort' | 'merge' | 'half',
    visible: Parameters<typeof listFindings>[1] = all(),
  ) => {
    const rows: ListedFinding[] = []
    for (;;) {
      const last = rows.at(-1)
      const page = await listFindings(store().db, visible, filter, {
        sort,
        direction,
        limit: 3,
        ...(last === undefined ? {} : { after: { key: sortKeyOf(last, sort), id: last.id } }),
        ...(way === undefined ? {} : { way }),
      })
      rows.push(...page)
      if (page.length < 3) return rows
    }
  }

  const filters: fc.Arbitrary<FindingFilter> = fc.record(
    {
      verdicts: fc.subarray([...VERDICTS], { minLength: 1 }),
      isExploited: fc.boolean(),
      severities: fc.subarray([...SEVERITY_BANDS], { minLength: 1 }),
      minEpss: fc.constantFrom(0.001, 0.5),
      decidedBy: fc.constantFrom(...DECIDERS),
      rule: fc.constantFrom('not-built', 'location-unknown'),
      text: fc.constantFrom(
        'list-b',
        'B_B',
        '%',
        'ghsa-3',
        'GHSA',
        'cve-2026',
        '6-1003',
        'a',
        '-',
        'é',
        'É',
        String.raw`\\`,
      ),
    },
    { requiredKeys: [] },
  )

  const bandOf = (severity: number) =>
    severity < 0
      ? 'unrated'
      : severity < 40
        ? 'low'
        : severity < 70
          ? 'medium'
          : severity < 90
            ? 'high'
            : 'critical'
  const holds = (row: ListedFinding, filter: FindingFilter): boolean => {
    const { verdicts, isExploited, severities, minEpss, decidedBy, rule, text } = filter
    const index = row.vulnerability.slice(-1)
    const names = [row.component, row.vulnerability, `GHSA-${index}`].map(small)
    return (
      verdicts?.includes(row.verdict) !== false &&
      (isExploited ?? row.is_exploited) === row.is_exploited &&
      severities?.includes(bandOf(row.severity)) !== false &&
      row.epss >= Math.round((minEpss ?? -1) * 1000) &&
      (decidedBy ?? row.decided_by) === row.decided_by &&
      (rule ?? row.rule) === row.rule &&
      (text === undefined || names.some((name) => name.includes(small(text))))
    )
  }

  it('gives each finding that matches once, in order, whichever way it goes', async () => {
    const rows = await everything('open')
    expect(rows.length).toBeGreaterThan(50)
    const sorts = fc.constantFrom(...(Object.keys(FINDING_SORTS) as FindingSort[]))
    await fc.assert(
      fc.asyncProperty(
        filters,
        sorts,
        fc.constantFrom('up' as const, 'down' as const),
        fc.constantFrom('sort' as const, 'merge' as const, 'half' as const, undefined),
        async (filter, sort, direction, way) => {
          const sign = direction === 'up' ? 1 : -1
          const wanted = rows
            .filter((row) => holds(row, filter))
            .sort((a, b) => sign * (compare(sortKeyOf(a, sort), sortKeyOf(b, sort)) || a.id - b.id))
          const found = await walk(filter, sort, direction, way)
          expect(found.map(({ id }) => id)).toEqual(wanted.map(({ id }) => id))
          const count = await countFindings(store().db, all(), filter, 5)
          expect(count).toEqual({ count: Math.min(wanted.length, 5), isExact: wanted.length <= 5 })
        },
      ),
      { numRuns: 40 },
    )
  })

  it('keeps to the product, line, release, component, vulnerability and time that is asked for', async () => {
    const rows = await everything('open')
    const [first = 0, second = 0, other = 0] = releases
    const since = rows.map(({ changed_at }) => changed_at).sort()[rows.length >> 1]!
    const cases: readonly [FindingFilter, (row: ListedFinding) => boolean][] = [
      [{ product }, (row) => row.product_id === product],
      [{ productLine: line }, (row) => row.product_id === product],
      [{ release: second }, (row) => row.release_id === second],
      [{ releaseWithParts: other }, (row) => row.release_id === other || row.release_id === first],
      [{ component: components[1]! }, (row) => row.component_id === components[1]],
      [
        { vulnerability: vulnerabilities[2]! },
        (row) => row.vulnerability_id === vulnerabilities[2],
      ],
      [{ changedSince: since }, (row) => row.changed_at >= since],
      [{ firstSeenSince: since }, (row) => row.first_seen >= since],
    ]
    for (const [filter, matches] of cases) {
      const wanted = rows.filter(matches).map(({ id }) => id)
      for (const way of ['sort', 'merge', 'half'] as const) {
        const found = await walk(filter, 'priority', 'down', way)
        expect(found.map(({ id }) => id).sort((a, b) => a - b)).toEqual(
          wanted.toSorted((a, b) => a - b),
        )
      }
    }
    const closed = await everything('closed')
    expect(closed.length).toBeGreaterThan(5)
    expect(closed.every(({ closed_at }) => closed_at !== null)).toBe(true)
    expect(await everything('all')).toHaveLength(rows.length + closed.length)
  })

  it('shows nobody what they may not see', async () => {
    const visible = { organisation, products: [product] }
    const rows = await walk({}, 'priority', 'down', undefined, visible)
    expect(rows.length).toBeGreaterThan(5)
    expect(rows.every((row) => row.product_id === product)).toBe(true)
    const foreign = (await everything('open')).find((row) => row.product_id !== product)!
    const { db } = store()
    expect(await findFinding(db, visible, foreign.id)).toBeUndefined()
    expect(await findFinding(db, all(), foreign.id)).toMatchObject({
      id: foreign.id,
      cause: { round: 1 },
    })
    expect(await walk({}, 'priority', 'down', undefined, { organisation, products: [] })).toEqual(
      [],
    )
    expect(
      await walk({}, 'priority', 'down', 'merge', {
        organisation: organisation + 1,
        products: 'all',
      }),
    ).toEqual([])
  })

  it('knows what was known at any moment', async () => {
    const { db } = store()
    const [release = 0] = releases
    const events = await db
      .selectFrom('finding_event')
      .selectAll()
      .where('release_id', '=', release)
      .orderBy('id')
      .execute()
    const [opened] = events
    const all1 = await findingsAt(db, release, opened!.at, { limit: 1000 })
    expect(all1).toHaveLength(events.filter(({ kind }) => kind === 'opened').length)
    const page = await findingsAt(db, release, opened!.at, { limit: 2, after: all1[1]!.finding_id })
    expect(page).toEqual(all1.slice(2, 4))
    expect(await findingsAt(db, release, '2000-01-01T00:00:00.000Z', { limit: 9 })).toEqual([])
    const gone = events.find(({ kind }) => kind === 'closed')!
    const differences = await compareFindings(
      db,
      { release, at: opened!.at },
      { release },
      { limit: 1000 },
    )
    expect(differences).toHaveLength(events.filter(({ kind }) => kind === 'closed').length)
    expect(differences.every(({ left, right }) => left !== null && right === null)).toBe(true)
    const { component, vulnerability } = (await everything('all')).find(
      ({ id }) => id === gone.finding_id,
    )!
    expect(differences).toContainEqual(expect.objectContaining({ component, vulnerability }))
    const history = await findingHistory(db, gone.finding_id)
    expect(history.map(({ kind }) => kind)).toEqual(['opened', 'closed'])
    const changes = await findingChanges(db, all(), { release, direction: 'down', limit: 3 })
    expect(changes).toHaveLength(3)
    expect(changes[0]).toMatchObject({ kind: 'closed', before: changes[0]!.verdict })
    const next = await findingChanges(db, all(), {
      release,
      direction: 'up',
      after: changes[2]!.event_id,
      limit: 9,
    })
    expect(next.map(({ event_id }) => event_id)).toEqual([
      changes[1]!.event_id,
      changes[0]!.event_id,
    ])
    expect(
      await findingChanges(db, all(), { since: gone.at, release, direction: 'up', limit: 9 }),
    ).toEqual([])
  })

  it('rolls up what a release contains, each vulnerability of a component once, at its worst', async () => {
    const { db } = store()
    const [first = 0, , other = 0] = releases
    const rows = (await everything('open')).filter(
      ({ release_id }) => release_id === first || release_id === other,
    )
    const order = ['not_affected', 'fixed', 'unknown', 'affected']
    const worst = new Map<string, string>()
    for (const row of rows) {
      const key = `${row.component_id}/${row.vulnerability_id}`
      const known = worst.get(key) ?? 'not_affected'
      worst.set(key, order.indexOf(row.verdict) > order.indexOf(known) ? row.verdict : known)
    }
    const rolled: Awaited<ReturnType<typeof rollUpFindings>>[number][] = []
    for (;;) {
      const after = rolled.at(-1)
      const page = await rollUpFindings(db, other, { limit: 7, ...(after && { after }) })
      rolled.push(...page)
      if (page.length < 7) break
    }
    const found = rolled.map(
      (row) => [`${row.component_id}/${row.vulnerability_id}`, row.verdict] as const,
    )
    expect(new Map(found)).toEqual(worst)
    expect(found).toHaveLength(worst.size)
    const counters = await rollUpCounters(db, other)
    expect(counters.affected).toBe(
      [...worst.values()].filter((verdict) => verdict === 'affected').length,
    )
  })
})

/** Latin letters only. */
function small(text: string): string {
  return text.replace(/[A-Z]/g, (letter) => letter.toLowerCase())
}

/** As the database sorts: texts by their bytes. */
function compare(a: string | number, b: string | number): number {
  if (typeof a === 'number' && typeof b === 'number') return a - b
  return Buffer.compare(Buffer.from(String(a)), Buffer.from(String(b)))
}
