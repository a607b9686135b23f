// SPDX-License-Identifier: Apache-2.0
import { createHash } from 'node:crypto'
import * as fc from 'fast-check'
import { expect, it } from 'vitest'
import { createAdvisoryReader } from '@headwater/domain/matching'
import {
  markConcerned,
  removeAdvisories,
  saveAdvisories,
  keysOfAdvisories,
} from '@headwater/store/advisories'
import { registerFeed } from '@headwater/store/feeds'
import { onEveryDatabase, type TestStore } from '@headwater/store/testing'
import { givenScene } from '../testing/scene.ts'
import { saidByCheck, saidByHub } from '../testing/truth.ts'
import { enqueueMatching } from '../work/enqueue.ts'

/**
 * Whatever was done in whatever order, a hub says what `headwater check` says of what is left: documents come and go, in several
 * releases and lanes; advisories come, change, join and go; so do overlays. Runs share one database: what one of them left behind, and
 * what strangers do with the same documents, must not show.
 */
onEveryDatabase((store) => {
  it(
    'says of what is left what a check says, in whatever order it came',
    { timeout: 600_000 },
    async () => {
      let serial = 0
      await fc.assert(
        fc.asyncProperty(
          fc.array(OPERATION, { minLength: 4, maxLength: 24 }),
          async (operations) => {
            await play(store(), operations, serial++)
          },
        ),
        {
          numRuns: Number(process.env['HEADWATER_ORDER_RUNS'] ?? 12),
          seed: Number(process.env['HEADWATER_ORDER_SEED'] ?? 20261123),
          endOnFailure: true,
        },
      )
    },
  )
})

const library = (name: string, version: string, more: object = {}) => ({
  type: 'library',
  'bom-ref': `${name}@${version}`,
  name,
  version,
  purl: `pkg:npm/${name}@${version}`,
  ...more,
})
const hash = (text: string) => ({
  hashes: [{ alg: 'SHA-256', content: createHash('sha256').update(text).digest('hex') }],
})
const bom = (serial: number, components: readonly object[], more: object = {}): string =>
  JSON.stringify({
    bomFormat: 'CycloneDX',
    specVersion: '1.6',
    serialNumber: `urn:uuid:3e671687-395b-41f5-a30f-${String(serial).padStart(12, '0')}`,
    version: 1,
    metadata: {
      component: { type: 'application', 'bom-ref': 'root', name: `app-${serial}`, version: '1' },
    },
    components,
    ...more,
  })
const openVex = (id: string, purl: string, status: string, more: object = {}): string =>
  JSON.stringify({
    '@context': 'https://openvex.dev/ns/v0.2.0',
    '@id': `https://example.org/vex/${id}-${encodeURIComponent(purl)}-${status}`,
    author: 'Supplier',
    timestamp: '2026-03-01T00:00:00Z',
    version: 1,
    statements: [{ vulnerability: { name: id }, products: [{ '@id': purl }], status, ...more }],
  })
const SLEEPS = { justification: 'vulnerable_code_not_in_execute_path' }

/** Documents that share components, and say more or less of them. */
const SBOMS: readonly string[] = [
  bom(1, [library('reed', '1.0.0'), library('silt', '1.0.0')]),
  bom(2, [library('reed', '1.0.0', hash('reed')), library('moss', '3.0.0')]),
  bom(3, [
    library('silt', '1.0.0', {
      externalReferences: [{ type: 'vcs', url: 'https://github.com/example/silt.git' }],
    }),
    library('reed', '2.5.0'),
  ]),
  bom(4, [
    library('moss', '3.0.0', { cpe: 'cpe:2.3:a:example:moss:3.0.0:*:*:*:*:*:*:*' }),
    library('reed', '1.0.0'),
  ]),
  bom(5, [library('reed', '1.0.0'), library('moss', '3.0.0')], {
    vulnerabilities: [
      {
        id: 'CVE-2026-2001',
        analysis: { state: 'not_affected', justification: 'code_not_reachable' },
        affects: [{ ref: 'reed@1.0.0' }],
      },
    ],
  }),
  bom(6, [
    { type: 'library', 'bom-ref': 'core', name: 'core', version: '1.0.0' },
    library('silt', 'banana'),
  ]),
  bom(7, [
    library('silt', '1.0.0', {
      pedigree: {
        patches: [{ type: 'backport', resolves: [{ type: 'security', id: 'CVE-2026-2003' }] }],
      },
    }),
  ]),
]

const STATEMENTS: readonly string[] = [
  openVex('CVE-2026-2001', 'pkg:npm/reed@1.0.0', 'not_affected', SLEEPS),
  openVex('CVE-2026-2001', 'pkg:npm/reed@2.5.0', 'not_affected', SLEEPS),
  openVex('CVE-2026-2003', 'pkg:npm/silt@1.0.0', 'fixed'),
  openVex('GHSA-2222-2222-2222', 'pkg:npm/moss@3.0.0', 'under_investigation'),
]

const range = (fixed: string) => [{ type: 'SEMVER', events: [{ introduced: '0' }, { fixed }] }]
const npm = (name: string, fixed: string) => ({
  package: { ecosystem: 'npm', name },
  ranges: range(fixed),
})
const osv = (id: string, affected: readonly object[], more: object = {}) => ({
  id,
  modified: '2026-01-01T00:00:00Z',
  summary: `${id} overflows`,
  affected,
  ...more,
})
const cvss = (vector: string) => ({ severity: [{ type: 'CVSS_V3', score: vector }] })
const HIGH = cvss('CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:H/A:H')
const LOW = cvss('CVSS:3.1/AV:L/AC:H/PR:H/UI:R/S:U/C:L/I:N/A:N')
const cve = (id: string, product: string, lessThan: string) => ({
  dataType: 'CVE_RECORD',
  dataVersion: '5.1',
  cveMetadata: { cveId: id, state: 'PUBLISHED', dateUpdated: '2026-01-02T00:00:00Z' },
  containers: {
    cna: {
      providerMetadata: { shortName: 'x' },
      descriptions: [{ lang: 'en', value: `${id} of ${product}` }],
      affected: [
        {
          packageURL: `pkg:npm/${product}`,
          defaultStatus: 'unaffected',
          versions: [{ version: '0', lessThan, status: 'affected', versionType: 'semver' }],
        },
      ],
    },
  },
})

/** Each record in the forms that it may take, one after the other in any order. */
const RECORDS: readonly (readonly object[])[] = [
  [
    osv('GHSA-1111-1111-1111', [npm('reed', '2.0.0')], { aliases: ['CVE-2026-2001'], ...HIGH }),
    osv('GHSA-1111-1111-1111', [npm('reed', '3.0.0')], { aliases: ['CVE-2026-2001'], ...LOW }),
    osv('GHSA-1111-1111-1111', [npm('reed', '0.9.0')], { aliases: ['CVE-2026-2001'] }),
    osv('GHSA-1111-1111-1111', [npm('reed', '2.0.0')], { ...LOW }),
    osv('GHSA-1111-1111-1111', [npm('reed', '2.0.0')], {
      aliases: ['CVE-2026-2001'],
      withdrawn: '2026-02-01T00:00:00Z',
    }),
  ],
  [
    cve('CVE-2026-2001', 'reed', '2.0.0'),
    cve('CVE-2026-2001', 'reed', '1.0.0'),
    cve('CVE-2026-2001', 'moss', '9.0.0'),
  ],
  [
    osv('GHSA-2222-2222-2222', [npm('moss', '9.0.0'), npm('reed', '9.0.0')], HIGH),
    osv('GHSA-2222-2222-2222', [npm('moss', '9.0.0')], {
      aliases: ['CVE-2026-2002', 'CVE-2026-2004'],
      ...LOW,
    }),
  ],
  [
    osv('OSV-2026-3', [npm('silt', '2.0.0')], { aliases: ['CVE-2026-2003'] }),
    osv('OSV-2026-3', [npm('silt', '2.0.0')], { aliases: ['GHSA-1111-1111-1111'], ...HIGH }),
  ],
  [
    osv('OSV-2026-4', [npm('reed', '2.0.0')], {
      aliases: ['GHSA-1111-1111-1111'],
      details: 'of reed',
    }),
    osv('OSV-2026-4', [npm('marsh', '9.0.0')]),
  ],
]

const OVERLAYS = [
  'core=pkg:npm/marsh@1.0.0\n',
  'reed=pkg:npm/marsh@2.0.0\n',
  'silt=pkg:npm/silt@5.0.0\n',
]
const RELEASES = 3

const one = (count: number) => fc.nat({ max: count - 1 })
const OPERATION = fc.oneof(
  {
    weight: 6,
    arbitrary: fc.record({
      kind: fc.constant('upload' as const),
      release: one(RELEASES),
      sbom: one(SBOMS.length),
    }),
  },
  {
    weight: 2,
    arbitrary: fc.record({
      kind: fc.constant('remove' as const),
      release: one(RELEASES),
      place: fc.nat(),
    }),
  },
  {
    weight: 2,
    arbitrary: fc.record({
      kind: fc.constant('state' as const),
      release: one(RELEASES),
      vex: one(STATEMENTS.length),
    }),
  },
  {
    weight: 6,
    arbitrary: fc.record({
      kind: fc.constant('publish' as const),
      record: one(RECORDS.length),
      form: fc.nat(),
    }),
  },
  {
    weight: 2,
    arbitrary: fc.record({ kind: fc.constant('retract' as const), record: one(RECORDS.length) }),
  },
  {
    weight: 2,
    arbitrary: fc.record({
      kind: fc.constant('overlay' as const),
      release: one(RELEASES),
      overlay: one(OVERLAYS.length),
      isOfProduct: fc.boolean(),
    }),
  },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('lift' as const), place: fc.nat() }) },
  {
    weight: 2,
    arbitrary: fc.record({ kind: fc.constant('archive' as const), release: one(RELEASES) }),
  },
  { weight: 4, arbitrary: fc.record({ kind: fc.constant('settle' as const) }) },
)
type Operation = typeof OPERATION extends fc.Arbitrary<infer Value> ? Value : never

interface Kept {
  readonly id: string
  readonly release: number
  readonly text: string
  readonly lane: 'build' | 'vex'
}

async function play(
  store: TestStore,
  operations: readonly Operation[],
  serial: number,
): Promise<void> {
  const { db, newId, now } = store
  const held = await db.selectFrom('advisory').select(['name', 'feed_id']).execute()
  for (const { name, feed_id } of held) {
    const keys = await removeAdvisories(db, feed_id, [name], now())
    await markConcerned(db, { keys }, now())
  }
  const feed = await registerFeed(db, { publicId: newId(), name: newId(), kind: 'osv', at: now() })
  const scene = await givenScene(store)
  const { ask, settle, upload } = scene
  await enqueueMatching(db, now())
  await settle()
  const product = await scene.product(`P${serial}`)
  const releases: string[] = []
  for (let i = 0; i < RELEASES; i++) releases.push(await scene.release(product, `${i}.0`))

  let documents: Kept[] = []
  const records = new Map<number, object>()
  let overlays: {
    readonly id: string
    readonly release: number | undefined
    readonly text: string
  }[] = []
  const archived = new Set<number>()
  const reader = createAdvisoryReader()

  const add = async (release: number, text: string, lane: Kept['lane']): Promise<void> => {
    if (documents.some((each) => each.release === release && each.text === text)) return
    const to = releases[release] ?? ''
    await upload(to, text, `type=${lane}&fileName=${fileName(text)}`)
    const said = (await scene.get(`/releases/${to}`)) as unknown as {
      lanes: { documents: { id: string; fileName: string }[] }[]
      vex: { id: string; fileName: string }[]
    }
    const all = [...said.lanes.flatMap((each) => each.documents), ...said.vex]
    const id = all.find((each) => each.fileName === fileName(text))?.id
    if (id === undefined) throw new Error('it is in no lane')
    documents.push({ id, release, text, lane })
  }
  const publish = async (place: number, record: object): Promise<void> => {
    records.set(place, record)
    const read = reader.read('r', record)
    const keys = await keysOfAdvisories(db, [read.id])
    const { changed } = await saveAdvisories(db, feed.id, [read], now())
    await markConcerned(db, { advisories: changed, keys }, now())
    await enqueueMatching(db, now())
  }
  for (const operation of operations) {
    store.advance(1_000)
    switch (operation.kind) {
      case 'upload':
        await add(operation.release, SBOMS[operation.sbom] ?? '', 'build')
        break
      case 'state':
        await add(operation.release, STATEMENTS[operation.vex] ?? '', 'vex')
        break
      case 'remove': {
        const mine = documents.filter(({ release }) => release === operation.release)
        const gone = mine[operation.place % Math.max(1, mine.length)]
        if (gone === undefined) break
        await ask('DELETE', `/releases/${releases[gone.release]}/documents/${gone.id}`)
        documents = documents.filter((each) => each !== gone)
        break
      }
      case 'publish': {
        const forms = RECORDS[operation.record] ?? []
        await publish(operation.record, forms[operation.form % forms.length] ?? {})
        break
      }
      case 'retract': {
        const record = records.get(operation.record)
        if (record === undefined) break
        records.delete(operation.record)
        const keys = await removeAdvisories(db, feed.id, [reader.read('r', record).id], now())
        await markConcerned(db, { keys }, now())
        await enqueueMatching(db, now())
        break
      }
      case 'overlay': {
        const text = OVERLAYS[operation.overlay] ?? ''
        const where = operation.isOfProduct
          ? `/products/${product}`
          : `/releases/${releases[operation.release]}`
        const before = new Set(overlays.map(({ id }) => id))
        const answer = await ask('POST', `${where}/overlays?kind=identify&fileName=who.txt`, {
          body: text,
        })
        const items = answer.said['items'] as readonly { id: string }[]
        const id = items.find((each) => !before.has(each.id))?.id
        if (id === undefined) break
        overlays.push({ id, release: operation.isOfProduct ? undefined : operation.release, text })
        break
      }
      case 'lift': {
        const gone = overlays[operation.place % Math.max(1, overlays.length)]
        if (gone === undefined) break
        const answer = await ask('DELETE', `/overlays/${gone.id}`)
        if (answer.status > 204) throw new Error(answer.text)
        overlays = overlays.filter((each) => each !== gone)
        break
      }
      case 'archive': {
        const isBack = archived.delete(operation.release)
        if (!isBack) archived.add(operation.release)
        const answer = await ask('PATCH', `/releases/${releases[operation.release]}`, {
          body: { archived: !isBack },
        })
        if (answer.status !== 200) throw new Error(answer.text)
        break
      }
      case 'settle':
        await settle()
        break
    }
  }
  for (const release of archived)
    await ask('PATCH', `/releases/${releases[release]}`, { body: { archived: false } })
  await settle()

  for (const [place, release] of releases.entries()) {
    const mine = documents.filter((each) => each.release === place)
    const named = (lane: Kept['lane']) =>
      mine
        .filter((each) => each.lane === lane)
        .map(({ text }) => ({ name: fileName(text), bytes: text }))
    const wanted = await saidByCheck({
      documents: named('build'),
      statements: named('vex'),
      overrides: overlays
        .filter((each) => each.release === undefined || each.release === place)
        .map(({ text }) => {
          const [component = '', identity = ''] = text.trim().split('=')
          return { component, identity }
        }),
      advisories: [...records.values()].map((record) => reader.read('r', record)),
    })
    expect(await saidByHub(db, release)).toEqual(wanted.findings)
    const { items } = (await scene.get(`/releases/${release}/components?limit=200`)) as unknown as {
      items: readonly object[]
    }
    expect(items).toHaveLength(wanted.components.length)
    const count = (verdict: string) =>
      Object.values(wanted.findings).filter((each) => each.verdict === verdict).length
    const counts = {
      affected: count('affected'),
      unknown: count('unknown'),
      not_affected: count('not_affected'),
      fixed: count('fixed'),
    }
    expect(await scene.get(`/releases/${release}`)).toMatchObject({ counts })
  }
}

function fileName(text: string): string {
  return `${createHash('sha256').update(text).digest('hex').slice(0, 12)}.json`
}
