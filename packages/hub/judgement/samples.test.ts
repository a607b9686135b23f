// SPDX-License-Identifier: Apache-2.0
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import type { Advisory } from '@headwater/domain/matching'
import { DEFAULT_LIMITS } from '@headwater/formats/source'
import { openFeed } from '@headwater/mirror/feeds'
import { markConcerned, saveAdvisories } from '@headwater/store/advisories'
import { registerFeed } from '@headwater/store/feeds'
import { onEveryDatabase } from '@headwater/store/testing'
import { refreshScores, saveKev } from '@headwater/store/vulnerabilities'
import { givenScene } from '../testing/scene.ts'
import { saidByCheck, saidByHub } from '../testing/truth.ts'
import { enqueueMatching } from '../work/enqueue.ts'

const SAMPLES = join(import.meta.dirname, '..', '..', '..', 'samples')

/** Its documents say neither purl, CPE nor version. */
const IDENTITY = {
  component: 'lantern-sources',
  identity: 'pkg:github/headwater-sample/lantern@1.4.0',
}

/** Documents, statements and feeds of a sample, and how many findings a check has. */
const CASES = [
  ['lantern/sbom/minimal', 'lantern/vex', ['lantern/advisories', 'lantern/feeds'], 16],
  ['lantern/sbom/full', 'lantern/vex', ['lantern/advisories', 'lantern/feeds'], 16],
  ['busybox/sbom', undefined, ['busybox/advisories'], 11],
  ['portal/sbom', 'portal/vex', ['portal/advisories'], 5],
] as const

onEveryDatabase((store) => {
  it.each(CASES)(
    'says of %s what a check says, word for word, whatever comes first',
    { timeout: 120_000 },
    async (documents, vex, feeds, least) => {
      const { db, newId, now, advance } = store()
      const { product, release, settle, ask } = await givenScene(store())
      const to = await product(documents)
      const [early, late] = [await release(to, 'early'), await release(to, 'late')]
      const own = filesOf(documents)
      const statements = vex === undefined ? [] : filesOf(vex)
      const { advisories, exploited } = await readFeeds(feeds)
      const send = async (id: string) => {
        for (const [file, type] of [
          ...own.map((file) => [file, ''] as const),
          ...statements.map((file) => [file, '&type=vex'] as const),
        ]) {
          const path = `/releases/${id}/documents?fileName=${file.name}${type}`
          const body = file.bytes
          expect((await ask('POST', path, { body })).status).toBe(201)
        }
      }
      const who = await ask('POST', `/products/${to}/overlays?kind=identify&fileName=who.txt`, {
        body: `${IDENTITY.component}=${IDENTITY.identity}\n`,
      })
      expect(who.status).toBe(201)
      await send(early)
      await settle()
      advance(1_000)
      const feed = await registerFeed(db, {
        publicId: newId(),
        name: newId(),
        kind: 'osv',
        at: now(),
      })
      const { changed } = await saveAdvisories(db, feed.id, advisories, now())
      await markConcerned(db, { advisories: changed }, now())
      await saveKev(
        db,
        'CISA KEV',
        [...exploited].map((vulnerability) => ({ vulnerability, record: {} })),
      )
      await refreshScores(db, now())
      await enqueueMatching(db, now())
      await settle()
      await send(late)
      await settle()
      const { findings } = await saidByCheck({
        documents: own,
        statements,
        overrides: [IDENTITY],
        advisories,
        exploited,
      })
      expect(Object.keys(findings).length).toBeGreaterThanOrEqual(least)
      expect(await saidByHub(db, late)).toEqual(findings)
      expect(await saidByHub(db, early)).toEqual(findings)
    },
  )
})

function filesOf(folder: string): readonly { readonly name: string; readonly bytes: Uint8Array }[] {
  return readdirSync(join(SAMPLES, folder))
    .filter((name) => /\.(?:spdx|json|gz)$/.test(name))
    .sort()
    .map((name) => ({ name, bytes: readFileSync(join(SAMPLES, folder, name)) }))
}

async function readFeeds(folders: readonly string[]) {
  const advisories: Advisory[] = []
  const exploited = new Set<string>()
  for (const folder of folders) {
    const file = await openFeed(join(SAMPLES, folder), DEFAULT_LIMITS)
    for (let index = 0; index < file.count; index++) {
      const record = file.read(index)
      if (record.kind === 'osv' || record.kind === 'cve') advisories.push(record.advisory)
      if (record.kind !== 'exploited') continue
      for (const { cve } of record.catalog.entries) if (cve !== undefined) exploited.add(cve)
    }
  }
  return { advisories, exploited }
}
