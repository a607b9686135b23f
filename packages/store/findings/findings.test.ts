// SPDX-License-Identifier: Apache-2.0
import * as fc from 'fast-check'
import { sql } from 'kysely'
import { expect, it } from 'vitest'
import {
  finding,
  givenDocument,
  givenRelease,
  givenVulnerabilities,
  npm,
  onEveryDatabase,
} from '../testing/index.ts'
import { VERDICTS } from '../schema/findings.ts'
import { saveFindings } from './index.ts'

onEveryDatabase((store) => {
  const cause = { document: 1 }
  const events = async (release: number) => {
    const rows = await store()
      .db.selectFrom('finding_event')
      .select(['kind', 'verdict', 'reason', 'at'])
      .where('release_id', '=', release)
      .orderBy('id')
      .execute()
    return rows.map(({ kind, verdict, reason }) => `${kind} ${verdict}: ${reason}`)
  }

  it('writes what differs, and tells why', async () => {
    const { db, now, advance } = store()
    const { release } = await givenRelease(store())
    const { components } = await givenDocument(store(), 'diff', {
      components: [npm('d-one', '1'), npm('d-two', '1')],
    })
    const [one = 0, two = 0] = components
    const [a = 0, b = 0] = await givenVulnerabilities(store(), [
      { name: 'CVE-2026-0001', severity: { score: 9.8 } },
      { name: 'CVE-2026-0002' },
    ])
    const save = (findings: readonly ReturnType<typeof finding>[], only?: readonly number[]) =>
      saveFindings(db, [{ release, components: only ?? 'all', findings }], { cause, at: now() })
    const all = [finding(one, a), finding(one, b), finding(two, a, { evidence: { chain: ['x'] } })]
    expect(await save(all)).toEqual({ opened: 3, changed: 0, closed: 0, unchanged: 0 })
    const opened = now()
    advance(1000)
    expect(await save(all)).toEqual({ opened: 0, changed: 0, closed: 0, unchanged: 3 })
    const dropped = finding(one, a, {
      verdict: 'not_affected',
      justification: 'code_not_present',
      reason: 'Not compiled.',
    })
    expect(await save([dropped, finding(two, a, { evidence: { chain: ['y'] } })])).toEqual({
      opened: 0,
      changed: 2,
      closed: 1,
      unchanged: 0,
    })
    // of one component only: the other one's stay as they are
    expect(await save([finding(one, b)], [one])).toEqual({
      opened: 0,
      changed: 1,
      closed: 1,
      unchanged: 0,
    })
    expect(await events(release)).toEqual([
      'opened affected: The version is in range.',
      'opened affected: The version is in range.',
      'opened affected: The version is in range.',
      'changed not_affected: Not compiled.',
      'changed affected: The version is in range.',
      'closed affected: no document and no advisory says so any more',
      'reopened affected: The version is in range.',
      'closed not_affected: no document and no advisory says so any more',
    ])
    const rows = await db
      .selectFrom('finding')
      .select([
        'vulnerability',
        'component',
        'severity',
        'priority',
        'first_seen',
        'changed_at',
        'closed_at',
      ])
      .where('release_id', '=', release)
      .orderBy('component')
      .orderBy('vulnerability')
      .execute()
    expect(rows).toEqual([
      {
        vulnerability: 'CVE-2026-0001',
        component: 'd-one',
        severity: 98,
        priority: 99 * 1002,
        first_seen: opened,
        changed_at: now(),
        closed_at: now(),
      },
      {
        vulnerability: 'CVE-2026-0002',
        component: 'd-one',
        severity: -1,
        priority: 0,
        first_seen: opened,
        changed_at: now(),
        closed_at: null,
      },
      expect.objectContaining({ component: 'd-two', closed_at: null }),
    ])
  })

  it('refuses findings of what is not there, and keeps none of them', async () => {
    const { db, now } = store()
    const { release } = await givenRelease(store())
    const { components } = await givenDocument(store(), 'missing', { components: [npm('m', '1')] })
    const [vulnerability = 0] = await givenVulnerabilities(store(), [{ name: 'CVE-2026-0003' }])
    const save = (of: number, findings: readonly ReturnType<typeof finding>[]) =>
      saveFindings(db, [{ release: of, components: 'all', findings }], { cause, at: now() })
    const good = finding(components[0]!, vulnerability)
    await expect(save(release, [good, finding(2 ** 40, vulnerability)])).rejects.toMatchObject({
      code: 'MISSING',
    })
    await expect(save(2 ** 40, [good])).rejects.toMatchObject({ code: 'MISSING' })
    await expect(save(release, [good, good])).rejects.toThrow('twice')
    expect(await events(release)).toEqual([])
  })

  it('does not change history', async () => {
    const { db } = store()
    await expect(
      db.updateTable('finding_event').set({ reason: 'other' }).execute(),
    ).rejects.toMatchObject({ code: 'APPEND_ONLY' })
    await expect(db.deleteFrom('finding_event').execute()).rejects.toMatchObject({
      code: 'APPEND_ONLY',
    })
  })

  it('counts what it has, whatever happens to it', async () => {
    const { db, now, advance } = store()
    const { components } = await givenDocument(store(), 'counted', {
      components: ['a', 'b', 'c'].map((name) => npm(`counted-${name}`, '1')),
    })
    const scores = [undefined, 0, 2, 5, 8, 9.8]
    const vulnerabilities = await givenVulnerabilities(
      store(),
      scores.map((score, index) => ({
        name: `CVE-2026-010${index}`,
        ...(score === undefined ? {} : { severity: { score } }),
      })),
    )
    const { organisation, product } = await givenRelease(store())
    let version = 0
    const pairs = components.flatMap((component) =>
      vulnerabilities.map((vulnerability) => [component, vulnerability] as const),
    )
    const step = fc
      .subarray(pairs.map((_pair, index) => index))
      .chain((indexes) =>
        fc.tuple(
          ...indexes.map((index) =>
            fc.constantFrom(...VERDICTS).map((verdict) => ({ index, verdict })),
          ),
        ),
      )
    await fc.assert(
      fc.asyncProperty(fc.array(step, { minLength: 1, maxLength: 4 }), async (steps) => {
        const { release } = await givenRelease(store(), {
          organisation,
          product,
          version: `c${version++}`,
        })
        for (const chosen of steps) {
          advance(3_600_000)
          const findings = chosen.map(({ index, verdict }) =>
            finding(...pairs[index]!, { verdict }),
          )
          await saveFindings(db, [{ release, components: 'all', findings }], { cause, at: now() })
        }
        const { rows } = await sql<{ kept: object; counted: object; day: object }>`
          select to_json(k) as kept, to_json(c) as counted, to_json(d) as day from
            (select affected, unknown, not_affected, fixed, critical, high, medium, low, unrated
              from release_counter where release_id = ${release}) k,
            (select affected, unknown, not_affected, fixed, critical, high, medium, low, unrated
              from release_counter_day where release_id = ${release} order by day desc limit 1) d,
            (select count(*) filter (where verdict = 'affected') as affected,
              count(*) filter (where verdict = 'unknown') as unknown,
              count(*) filter (where verdict = 'not_affected') as not_affected,
              count(*) filter (where verdict = 'fixed') as fixed,
              count(*) filter (where o and severity >= 90) as critical,
              count(*) filter (where o and severity >= 70 and severity < 90) as high,
              count(*) filter (where o and severity >= 40 and severity < 70) as medium,
              count(*) filter (where o and severity >= 0 and severity < 40) as low,
              count(*) filter (where o and severity < 0) as unrated
            from (select *, verdict in ('affected', 'unknown') as o from finding
              where release_id = ${release} and closed_at is null) f) c
        `.execute(db)
        expect(rows[0]?.kept).toEqual(rows[0]?.counted)
        if (steps.some((chosen) => chosen.length > 0))
          expect(rows[0]?.day).toEqual(rows[0]?.counted)
      }),
      { numRuns: 15 },
    )
  })
})
