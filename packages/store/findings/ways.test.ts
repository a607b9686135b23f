// SPDX-License-Identifier: Apache-2.0
import * as fc from 'fast-check'
import { sql } from 'kysely'
import { beforeAll, expect, it } from 'vitest'
import { containing } from '../rows/index.ts'
import { VERDICTS } from '../schema/findings.ts'
import { seedPortfolio } from '../seed/index.ts'
import { onEveryDatabase } from '../testing/index.ts'
import { SEVERITY_BANDS } from './classes.ts'
import { findingCondition, type FindingFilter } from './filter.ts'
import { FINDING_SORTS, listFindings, sortKeyOf, type FindingSort } from './index.ts'
import { namesCondition, namesWithText } from './names.ts'
import { chooseWay, splitClasses } from './ways.ts'

const ALL = { organisation: 1, products: 'all' } as const

onEveryDatabase((store) => {
  // so many that a list is worth a merge
  beforeAll(
    () =>
      seedPortfolio(store().db, {
        products: 4,
        releasesPerProduct: 10,
        components: 500,
        vulnerabilities: 300,
        findings: 12_000,
        large: 100,
      }),
    120_000,
  )

  const texts = [
    'component',
    'component-1',
    'COMPONENT-C',
    'cve-2021',
    'CVE-2021-10',
    'c',
    '1',
    '-2',
    'none',
  ]
  const filters: fc.Arbitrary<FindingFilter> = fc.record(
    {
      verdicts: fc.subarray([...VERDICTS], { minLength: 1 }),
      isExploited: fc.boolean(),
      severities: fc.subarray([...SEVERITY_BANDS], { minLength: 1 }),
      rule: fc.constantFrom('not-built', 'version-unknown', 'no-such-rule'),
      product: fc.constantFrom(1, 2),
      release: fc.constantFrom(2, 41),
      text: fc.constantFrom(...texts),
    },
    { requiredKeys: [] },
  )

  it('gives the same lists by the way that it chooses as by sorting everything', async () => {
    const { db } = store()
    await fc.assert(
      fc.asyncProperty(
        filters,
        fc.constantFrom(...(Object.keys(FINDING_SORTS) as FindingSort[])),
        fc.constantFrom('up' as const, 'down' as const),
        fc.constantFrom('merge' as const, 'half' as const, undefined),
        async (filter, sort, direction, way) => {
          const page = { sort, direction, limit: 30 }
          const ids = async (each: typeof way | 'sort') => {
            const shown = { ...page, ...(each === undefined ? {} : { way: each }) }
            const first = await listFindings(db, ALL, filter, shown)
            const last = first.at(-1)
            if (last === undefined) return []
            const after = { key: sortKeyOf(last, sort), id: last.id }
            const second = await listFindings(db, ALL, filter, { ...shown, after })
            return [...first, ...second].map(({ id }) => id)
          }
          expect(await ids(way)).toEqual(await ids('sort'))
        },
      ),
      { numRuns: 60 },
    )
  }, 120_000)

  it('merges what many match and sorts what few do', async () => {
    const { db } = store()
    const way = async (filter: FindingFilter) => {
      const names = await namesWithText(db, filter.text)
      const condition = findingCondition(ALL, filter, names === undefined ? {} : { names })
      return chooseWay(db, 1, condition, { sort: 'changedAt', limit: 30 })
    }
    expect(await way({})).toMatchObject({ kind: 'merge', sorted: [] })
    expect(await way({ verdicts: ['affected'] })).toMatchObject({ kind: 'merge', sorted: [] })
    expect(await way({ rule: 'not-built' })).toMatchObject({ kind: 'merge', sorted: [] })
    expect(await way({ release: 2 })).toEqual({ kind: 'sort' })
    // an index alone says it
    expect(await way({ text: 'component' })).toEqual({ kind: 'sort' })
  })

  it('walks only classes that have so many of a name that the next is near', () => {
    const sizes = new Map([1, 2, 3, 4].map((one) => [one, 1_000_000]))
    const named = new Map([
      [1, 400_000],
      [2, 5],
      [4, 100_000],
    ])
    const of = { classes: [1, 2, 3], expected: 400_005, all: 4_000_000, limit: 50 }
    expect(splitClasses(sizes, named, of)).toEqual({ kind: 'merge', walked: [1], sorted: [2] })
    // each tenth of them, which is fewer than a walk reads
    expect(splitClasses(sizes, new Map([[1, 600]]), { ...of, expected: 60 })).toEqual({
      kind: 'sort',
    })
  })

  it('finds the same by asking each finding as by looking its names up', async () => {
    const { db } = store()
    for (const text of texts) {
      const few = await namesWithText(db, text)
      const ids = async (condition: ReturnType<typeof namesCondition>) =>
        (
          await sql<{
            id: number
          }>`select f.id from finding f where ${condition} order by 1`.execute(db)
        ).rows
      expect(few?.kind).toBe('few')
      expect(
        await ids(namesCondition({ kind: 'many', pattern: containing(text), share: 1 })),
      ).toEqual(await ids(namesCondition(few!)))
    }
  })
})
