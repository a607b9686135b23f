// SPDX-License-Identifier: Apache-2.0
import { createHash } from 'node:crypto'
import { expect, it } from 'vitest'
import { createAdvisoryReader } from '@headwater/domain/matching'
import { DEFAULT_LIMITS } from '@headwater/formats/source'
import { saveAdvisories } from '@headwater/store/advisories'
import {
  attachDocument,
  detachDocument,
  documentsOfRelease,
  saveDocument,
} from '@headwater/store/documents'
import { givenRelease, onEveryDatabase, type TestStore } from '@headwater/store/testing'
import { judgeRelease } from './index.ts'

const OPTIONS = { limits: DEFAULT_LIMITS, version: '0.0.0' }

const sbom = (version: string): string =>
  JSON.stringify({
    bomFormat: 'CycloneDX',
    specVersion: '1.6',
    serialNumber: 'urn:uuid:3e671687-395b-41f5-a30f-a58921a69b79',
    version: 1,
    components: [
      { type: 'library', name: 'brook', version, purl: `pkg:npm/brook@${version}` },
      { type: 'library', name: '../../etc/passwd', version: '1' },
    ],
  })

const ADVISORY = {
  id: 'GHSA-aaaa-bbbb-cccc',
  aliases: ['CVE-2026-1'],
  modified: '2026-01-01T00:00:00Z',
  summary: 'Brook overflows',
  affected: [
    {
      package: { ecosystem: 'npm', name: 'brook' },
      ranges: [{ type: 'SEMVER', events: [{ introduced: '0' }, { fixed: '2.0.0' }] }],
    },
  ],
}

async function givenAdvisory(store: TestStore, record: object): Promise<void> {
  const { db, newId, now } = store
  const feed = await db
    .insertInto('feed')
    .values({ public_id: newId(), name: newId(), kind: 'osv', created_at: now() })
    .returning('id')
    .executeTakeFirstOrThrow()
  await saveAdvisories(db, feed.id, [createAdvisoryReader().read('osv', record)], now())
}

async function attach(
  { db, newId, now }: TestStore,
  { organisation, release }: { organisation: number; release: number },
  text: string,
): Promise<number> {
  const bytes = Buffer.from(text)
  const sha256 = createHash('sha256').update(bytes).digest('hex')
  const { id } = await saveDocument(db, { sha256, bytes, at: now() })
  const attached = await attachDocument(db, {
    publicId: newId(),
    organisation,
    release,
    document: id,
    lane: 'build',
    name: '../../../tmp/evil.cdx.json',
    at: now(),
  })
  return attached?.id ?? 0
}

onEveryDatabase((store) => {
  it('keeps the verdicts of a check, and changes them when an advisory or a document does', async () => {
    const { release, organisation } = await givenRelease(store())
    const first = await attach(store(), { organisation, release }, sbom('1.0.0'))
    expect(await judgeRelease(store(), release, { document: 1 }, OPTIONS)).toMatchObject({
      opened: 0,
    })

    await givenAdvisory(store(), ADVISORY)
    expect(await judgeRelease(store(), release, { advisories: 1 }, OPTIONS)).toMatchObject({
      opened: 1,
    })
    expect(await judgeRelease(store(), release, { advisories: 1 }, OPTIONS)).toMatchObject({
      opened: 0,
      unchanged: 1,
    })
    const finding = await store()
      .db.selectFrom('finding')
      .selectAll()
      .where('release_id', '=', release)
      .executeTakeFirstOrThrow()
    expect(finding).toMatchObject({ verdict: 'affected', vulnerability: 'CVE-2026-1' })

    await detachDocument(store().db, { attachment: first, at: store().now() })
    await attach(store(), { organisation, release }, sbom('2.0.0'))
    expect(await judgeRelease(store(), release, { document: 2 }, OPTIONS)).toMatchObject({
      closed: 1,
    })
    expect(await documentsOfRelease(store().db, release)).toHaveLength(1)
  })

  it('closes all findings of a release without documents', async () => {
    const { release } = await givenRelease(store())
    expect(await judgeRelease(store(), release, {}, OPTIONS)).toMatchObject({ closed: 0 })
  })
})
