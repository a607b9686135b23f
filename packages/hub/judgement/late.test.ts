// SPDX-License-Identifier: Apache-2.0
import { createHash } from 'node:crypto'
import { beforeEach, expect, it } from 'vitest'
import { createAdvisoryReader } from '@headwater/domain/matching'
import { DEFAULT_LIMITS } from '@headwater/formats/source'
import { markConcerned, saveAdvisories } from '@headwater/store/advisories'
import { attachDocument, saveDocument } from '@headwater/store/documents'
import { registerFeed } from '@headwater/store/feeds'
import { givenRelease, onEveryDatabase } from '@headwater/store/testing'
import { matchComponents } from '../rejudgement/index.ts'
import { createWorker, JUDGE_COMPONENTS, JUDGE_RELEASE } from '../work/index.ts'
import { judgeRelease } from './index.ts'

const OPTIONS = { limits: DEFAULT_LIMITS, version: '0.0.0' }
const sbom = (more: object): Buffer =>
  Buffer.from(
    JSON.stringify({
      bomFormat: 'CycloneDX',
      specVersion: '1.6',
      version: 1,
      components: [{ type: 'library', name: 'late', version: '1.0.0', purl: 'pkg:npm/late@1.0.0' }],
      ...more,
    }),
  )
const SBOM = sbom({})
/** It speaks of a vulnerability, so that it is read whenever its release is judged. */
const SPEAKING = sbom({ vulnerabilities: [{ id: 'CVE-1999-0001' }] })
const ADVISORY = {
  id: 'GHSA-late-late-late',
  modified: '2026-01-01T00:00:00Z',
  affected: [
    {
      package: { ecosystem: 'npm', name: 'late' },
      ranges: [{ type: 'SEMVER', events: [{ introduced: '0' }, { fixed: '2.0.0' }] }],
    },
  ],
}

onEveryDatabase((store) => {
  beforeEach(async () => {
    await store().db.deleteFrom('job').execute()
  })
  const standing = async (release: number) =>
    store()
      .db.selectFrom('finding')
      .select('verdict')
      .where('release_id', '=', release)
      .where('closed_at', 'is', null)
      .execute()

  /** Judges a release while a feed brings an advisory, and matching and the judgement of what it concerns come before its end. */
  async function overtaken(bytes: Uint8Array, version: string): Promise<number> {
    const { db, newId, now, advance } = store()
    const { organisation, release } = await givenRelease(store(), { version })
    const sha256 = createHash('sha256').update(bytes).digest('hex')
    const { id: document } = await saveDocument(db, { sha256, bytes, at: now() })
    await attachDocument(db, {
      publicId: newId(),
      organisation,
      release,
      document,
      lane: 'build',
      name: 'x',
      at: now(),
    })
    await judgeRelease(store(), release, {}, OPTIONS)
    await matchComponents(store())
    await db.deleteFrom('job').execute()
    advance(1_000)
    const feed = await registerFeed(db, {
      publicId: newId(),
      name: newId(),
      kind: 'osv',
      at: now(),
    })
    const advisory = createAdvisoryReader().read('osv', { ...ADVISORY, id: `GHSA-${version}` })
    await judgeRelease(
      store(),
      release,
      {},
      {
        ...OPTIONS,
        finish: async (trx) => {
          advance(1_000)
          const { changed } = await saveAdvisories(trx, feed.id, [advisory], now())
          await markConcerned(trx, { advisories: changed }, now())
          expect(await matchComponents({ ...store(), db: trx })).toMatchObject({ changed: 1 })
        },
      },
    )
    return release
  }

  it('never has the last word where an advisory was matched while it read', async () => {
    const release = await overtaken(SPEAKING, '1.0')
    expect(await standing(release)).toEqual([])
    const worker = createWorker({
      store: store(),
      name: 'w',
      pause: 1,
      handlers: {
        [JUDGE_RELEASE]: async (payload, { finish }) => {
          const { release: id } = payload as { readonly release: number }
          await judgeRelease(store(), id, {}, { ...OPTIONS, finish })
        },
        // as if it had been done before
        [JUDGE_COMPONENTS]: () => Promise.resolve(),
      },
      report: ({ error }) => expect.unreachable(String(error)),
      isFinal: () => true,
    })
    await worker.drain()
    expect(await standing(release)).toEqual([{ verdict: 'affected' }])
  })

  it('hears what was matched meanwhile where nothing has to be read', async () => {
    const findings = await standing(await overtaken(SBOM, '1.1'))
    expect(findings).toContainEqual({ verdict: 'affected' })
  })

  it('keeps nothing where somebody else has its job by now', async () => {
    const { db, newId, now } = store()
    const { organisation, release } = await givenRelease(store(), { version: '2.0' })
    const sha256 = createHash('sha256').update(SBOM).digest('hex')
    const { id: document } = await saveDocument(db, { sha256, bytes: SBOM, at: now() })
    const attachment = { publicId: newId(), organisation, release, document, name: 'x' }
    await attachDocument(db, { ...attachment, lane: 'build', at: now() })
    const lost = () => Promise.reject(new Error('somebody else has it'))
    const judged = judgeRelease(store(), release, {}, { ...OPTIONS, finish: lost })
    await expect(judged).rejects.toThrow('somebody else has it')
    expect(await standing(release)).toEqual([])
    await judgeRelease(store(), release, {}, OPTIONS)
    expect(await standing(release)).toContainEqual({ verdict: 'affected' })
  })
})
