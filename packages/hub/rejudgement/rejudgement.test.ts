// SPDX-License-Identifier: Apache-2.0
import { createHash } from 'node:crypto'
import { expect, it } from 'vitest'
import { createAdvisoryReader, type Advisory } from '@headwater/domain/matching'
import { DEFAULT_LIMITS } from '@headwater/formats/source'
import { createAccount } from '@headwater/store/accounts'
import { markConcerned, saveAdvisories } from '@headwater/store/advisories'
import { assess } from '@headwater/store/assessments'
import { attachDocument, saveDocument, type Lane } from '@headwater/store/documents'
import { registerFeed } from '@headwater/store/feeds'
import { givenRelease, onEveryDatabase, type TestStore } from '@headwater/store/testing'
import { endExpired, judgeRelease } from '../judgement/index.ts'
import { JUDGE_COMPONENTS } from '../work/index.ts'
import { judgeComponents, matchComponents } from './index.ts'

const OPTIONS = { limits: DEFAULT_LIMITS, version: '0.0.0' }

const component = (name: string, version?: string) => ({
  type: 'library',
  'bom-ref': `${name}@${version ?? ''}`,
  name,
  ...(version === undefined ? {} : { version, purl: `pkg:npm/${name}@${version}` }),
})
const sbom = (components: readonly object[], more: object = {}): string =>
  JSON.stringify({ bomFormat: 'CycloneDX', specVersion: '1.6', version: 1, components, ...more })

const record = (id: string, name: string, events: readonly object[], more: object = {}) => ({
  id,
  aliases: [`CVE-${id.replaceAll(/\D/g, '')}-1000`],
  modified: '2026-01-01T00:00:00Z',
  summary: `${name} is broken`,
  severity: [{ type: 'CVSS_V3', score: 'CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:H/A:H' }],
  references: [{ type: 'WEB', url: `https://example.org/${id}` }],
  affected: [
    { package: { ecosystem: 'npm', name }, ranges: [{ type: 'SEMVER', events }], ...more },
  ],
})

const read = (value: object): Advisory => createAdvisoryReader().read('osv', value)

async function givenFeed({ db, newId, now }: TestStore): Promise<number> {
  return (await registerFeed(db, { publicId: newId(), name: newId(), kind: 'osv', at: now() })).id
}

async function publish(store: TestStore, feed: number, records: readonly object[]): Promise<void> {
  const { changed } = await saveAdvisories(store.db, feed, records.map(read), store.now())
  await markConcerned(store.db, { advisories: changed }, store.now())
}

async function attach(
  { db, newId, now }: TestStore,
  { organisation, release }: { organisation: number; release: number },
  text: string,
  lane: Lane = 'build',
): Promise<void> {
  const bytes = Buffer.from(text)
  const sha256 = createHash('sha256').update(bytes).digest('hex')
  const { id } = await saveDocument(db, { sha256, bytes, at: now() })
  const at = now()
  await attachDocument(db, {
    publicId: newId(),
    organisation,
    release,
    document: id,
    lane,
    name: 'a',
    at,
  })
}

/** What stands, in the words of the last event. */
async function standing({ db }: TestStore, release: number) {
  const rows = await db
    .selectFrom('finding as f')
    .innerJoin('finding_event as e', 'e.finding_id', 'f.id')
    .where('f.release_id', '=', release)
    .where('f.closed_at', 'is', null)
    .orderBy('e.id')
    .select([
      'f.id',
      'f.vulnerability',
      'f.component',
      'f.verdict',
      'f.decided_by',
      'f.rule',
      'f.severity',
      'f.hash',
      'e.reason',
      'e.evidence',
    ])
    .execute()
  return [...new Map(rows.map((row) => [row.id, row])).values()]
}

/** As if an older reader had read them: each document is read again when its release is judged. */
async function forgetReadings({ db }: TestStore): Promise<void> {
  await db.updateTable('document').set({ reader: 0 }).execute()
}

/** Works off what a change set in motion, and says which components were judged. */
async function settle(store: TestStore): Promise<readonly unknown[]> {
  await matchComponents(store)
  const jobs = await store.db
    .selectFrom('job')
    .selectAll()
    .where('kind', '=', JUDGE_COMPONENTS)
    .where('finished_at', 'is', null)
    .execute()
  const outcomes = []
  for (const { id, payload } of jobs) {
    const { components, cause } = payload as { components: number[]; cause: unknown }
    outcomes.push({
      components: components.length,
      ...(await judgeComponents(store, components, cause)),
    })
    await store.db
      .updateTable('job')
      .set({ finished_at: store.now() })
      .where('id', '=', id)
      .execute()
  }
  return outcomes
}

onEveryDatabase((store) => {
  it('says of every sample what reading the documents says, to the letter', async () => {
    const feed = await givenFeed(store())
    const samples = [
      sbom([component('reed', '1.0.0'), component('silt', '1.0.0'), component('moss')]),
      sbom([component('reed', '3.0.0'), component('silt', 'banana')]),
      sbom([component('reed', '1.0.0'), component('reed', '1.5.0')]),
    ]
    const releases = []
    for (const text of samples) {
      const given = await givenRelease(store())
      await attach(store(), given, text)
      await judgeRelease(store(), given.release, {}, OPTIONS)
      releases.push(given.release)
    }
    await settle(store())
    await publish(store(), feed, [
      record('GHSA-2001', 'reed', [{ introduced: '0' }, { fixed: '2.0.0' }]),
      record('GHSA-2002', 'silt', [{ introduced: '0' }, { fixed: '2.0.0' }]),
      record('GHSA-2003', 'silt', [{ introduced: '0' }], {
        ecosystem_specific: { vulnerable_paths: ['lib/a.js'] },
      }),
      { ...record('GHSA-2004', 'reed', [{ introduced: '0' }]), withdrawn: '2026-02-01T00:00:00Z' },
      record('GHSA-2005', 'stone', [{ introduced: '0' }]),
    ])
    const outcomes = await settle(store())
    expect(outcomes).toMatchObject([{ judged: 3, enqueued: 0 }])
    for (const release of releases) {
      const quick = await standing(store(), release)
      const same = { opened: 0, changed: 0, closed: 0, unchanged: quick.length }
      // the whole way writes nothing, so that both say the same to the last byte
      await forgetReadings(store())
      expect(await judgeRelease(store(), release, {}, OPTIONS)).toEqual(same)
      // and nor does what was kept of that reading
      expect(await judgeRelease(store(), release, {}, OPTIONS)).toEqual(same)
    }
    expect(
      (await standing(store(), releases[0] ?? 0)).map((row) => row.vulnerability).sort(),
    ).toEqual(['CVE-2001-1000', 'CVE-2002-1000', 'CVE-2003-1000'])
    const rules = (await standing(store(), releases[1] ?? 0)).map(({ rule }) => rule)
    expect(rules).toContain('version-unknown')
  })

  it('touches nothing but what a change concerns, and nothing twice', async () => {
    const feed = await givenFeed(store())
    const given = await givenRelease(store())
    await attach(store(), given, sbom([component('peat', '1.0.0'), component('loam', '1.0.0')]))
    await judgeRelease(store(), given.release, {}, OPTIONS)
    await settle(store())
    const peat = record('GHSA-3001', 'peat', [{ introduced: '0' }])
    await publish(store(), feed, [peat])
    expect(await settle(store())).toMatchObject([{ components: 1, judged: 1 }])
    await publish(store(), feed, [peat])
    expect(await settle(store())).toEqual([])
    await publish(store(), feed, [record('GHSA-3001', 'peat', [{ introduced: '2.0.0' }])])
    expect(await settle(store())).toMatchObject([{ components: 1, judged: 1 }])
    expect(await standing(store(), given.release)).toEqual([])
  })

  it('has documents read again where they carry the verdicts of others', async () => {
    const feed = await givenFeed(store())
    const given = await givenRelease(store())
    const said = {
      vulnerabilities: [
        {
          id: 'CVE-4001-1000',
          analysis: { state: 'not_affected', justification: 'code_not_reachable' },
          affects: [{ ref: 'fen@1.0.0' }],
        },
      ],
    }
    await attach(store(), given, sbom([component('fen', '1.0.0')], said))
    await judgeRelease(store(), given.release, {}, OPTIONS)
    await settle(store())
    await publish(store(), feed, [record('GHSA-4001', 'fen', [{ introduced: '0' }])])
    expect(await settle(store())).toMatchObject([{ judged: 0, enqueued: 1 }])
  })

  it('lets a person’s verdict stand over both ways, beside our own, until it runs out', async () => {
    const { db, newId, now, advance } = store()
    const feed = await givenFeed(store())
    const given = await givenRelease(store())
    await attach(store(), given, sbom([component('bog', '1.0.0')]))
    await publish(store(), feed, [record('GHSA-5001', 'bog', [{ introduced: '0' }])])
    await judgeRelease(store(), given.release, {}, OPTIONS)
    const author = await createAccount(db, {
      publicId: newId(),
      name: 'Ada',
      email: 'ada@example.org',
      at: now(),
    })
    const { id: vulnerability } = await db
      .selectFrom('vulnerability')
      .select('id')
      .where('name', '=', 'CVE-5001-1000')
      .executeTakeFirstOrThrow()
    await assess(db, {
      publicId: newId(),
      organisation: given.organisation,
      scope: { kind: 'product', product: given.product },
      vulnerability,
      verdict: 'not_affected',
      justification: 'requires_configuration',
      reason: 'We switch it off.',
      author: author.id,
      expiresAt: new Date(Date.parse(now()) + 86_400_000).toISOString(),
      needsApproval: false,
      at: now(),
    })
    await judgeRelease(store(), given.release, {}, OPTIONS)
    expect(await standing(store(), given.release)).toMatchObject([
      {
        verdict: 'not_affected',
        decided_by: 'person',
        reason: 'We switch it off.',
        evidence: { own: { verdict: 'affected', rule: 'location-unknown' } },
      },
    ])
    await publish(store(), feed, [
      { ...record('GHSA-5001', 'bog', [{ introduced: '0' }]), summary: 'worse' },
    ])
    await settle(store())
    expect(await standing(store(), given.release)).toMatchObject([{ decided_by: 'person' }])
    advance(2 * 86_400_000)
    expect(await endExpired(store())).toBe(1)
    await judgeRelease(store(), given.release, {}, OPTIONS)
    expect(await standing(store(), given.release)).toMatchObject([
      { verdict: 'affected', decided_by: 'rule' },
    ])
  })
})
