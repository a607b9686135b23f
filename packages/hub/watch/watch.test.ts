// SPDX-License-Identifier: Apache-2.0
import { randomBytes } from 'node:crypto'
import {
  existsSync,
  linkSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  utimesSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { DEFAULT_LIMITS } from '@headwater/formats/source'
import { createOrganisation } from '@headwater/store/portfolio'
import { problems } from '@headwater/store/problems'
import { onEveryDatabase } from '@headwater/store/testing'
import type { Hub } from '../http/hub.ts'
import { createFolderWatch } from './index.ts'

let folder = ''
let outside = ''
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'headwater-watch-'))
  outside = mkdtempSync(join(tmpdir(), 'headwater-outside-'))
})
afterEach(() => {
  for (const each of [folder, outside]) rmSync(each, { recursive: true, force: true })
})

let serial = 0
/** No two are the same bytes. */
function sbom(): string {
  return JSON.stringify({
    bomFormat: 'CycloneDX',
    specVersion: '1.6',
    version: ++serial,
    components: [{ type: 'library', name: 'brook', version: '1', purl: 'pkg:npm/brook@1' }],
  })
}

onEveryDatabase((store) => {
  let acme = ''
  const hub = (): Hub => ({
    store: store(),
    limits: DEFAULT_LIMITS,
    version: '0.0.0',
    publicUrl: new URL('https://hub.example'),
    cookieName: 'hw',
    maxUpload: 10_000,
    random: randomBytes,
  })
  const watch = () =>
    createFolderWatch(hub(), {
      folder,
      organisation: acme,
      pause: 1_000_000,
      log: () => undefined,
    })
  /** Two looks: what stands as it stood is finished. */
  const look = async () => {
    const each = watch()
    await each.look()
    return each.look()
  }
  const put = (path: string, text: string): string => {
    const full = join(folder, path)
    mkdirSync(join(full, '..'), { recursive: true })
    writeFileSync(full, text)
    return full
  }
  const held = async () =>
    store()
      .db.selectFrom('release_document as a')
      .innerJoin('release as r', 'r.id', 'a.release_id')
      .innerJoin('product as p', 'p.id', 'r.product_id')
      .innerJoin('organisation as o', 'o.id', 'p.organisation_id')
      .where('o.name', '=', acme)
      .select(['p.name as product', 'r.version', 'a.lane', 'a.name'])
      .orderBy('a.id')
      .execute()

  beforeEach(async () => {
    const { db, newId, now } = store()
    acme = `Acme ${newId()}`
    await createOrganisation(db, { publicId: newId(), name: acme, at: now() })
  })

  it('takes finished files into lanes of their release, and puts them away', async () => {
    const file = put('Lantern/1.0/build.cdx.json', sbom())
    put('Lantern/1.0/source/sources.cdx.json', sbom())
    put('Lantern/1.1/next.cdx.json', sbom())
    expect(await look()).toEqual({ taken: 3, refused: 0 })
    expect(await held()).toEqual([
      { product: 'Lantern', version: '1.0', lane: 'build', name: 'build.cdx.json' },
      { product: 'Lantern', version: '1.0', lane: 'source', name: 'sources.cdx.json' },
      { product: 'Lantern', version: '1.1', lane: 'build', name: 'next.cdx.json' },
    ])
    expect(existsSync(file)).toBe(false)
    expect(readdirSync(join(folder, 'Lantern/1.0/done'))).toEqual(['build.cdx.json'])
    put('Lantern/1.0/build.cdx.json', sbom())
    expect(await look()).toEqual({ taken: 1, refused: 0 })
    expect(readdirSync(join(folder, 'Lantern/1.0/done'))).toHaveLength(2)
    // a start later nothing is left to do
    expect(await look()).toEqual({ taken: 0, refused: 0 })
  })

  it('leaves alone what is still written, or has the name of it', async () => {
    const file = put('Lantern/1.0/a.json', sbom())
    put('Lantern/1.0/b.json.part', sbom())
    put('Lantern/1.0/.c.json', sbom())
    put('d.json', sbom())
    put('Lantern/e.json', sbom())
    put('Lantern/1.0/other/f.json', sbom())
    const each = watch()
    expect(await each.look()).toEqual({ taken: 0, refused: 0 })
    writeFileSync(file, sbom())
    expect(await each.look()).toEqual({ taken: 0, refused: 0 })
    expect(await each.look()).toEqual({ taken: 1, refused: 0 })
    expect(await held()).toHaveLength(1)
  })

  it('says beside a file why it was refused, and tries it again when it changes', async () => {
    const file = put(
      'Lantern/1.0/bad.json',
      '{"bomFormat":"CycloneDX","specVersion":"1.6","components":[{}]}',
    )
    const large = put('Lantern/1.0/large.json', `"${'x'.repeat(10_001)}"`)
    expect(await look()).toEqual({ taken: 0, refused: 2 })
    expect(readFileSync(`${file}.error.txt`, 'utf8')).toContain('/components/0')
    expect(readFileSync(`${large}.error.txt`, 'utf8')).toContain('more than 10000 bytes')
    expect(readFileSync(`${file}.error.txt`, 'utf8')).not.toContain(tmpdir())
    const made = store().db.selectFrom('product').where('name', '=', 'Nothing').select('id')
    put('Nothing/1.0/nothing.json', '{}')
    expect(await look()).toEqual({ taken: 0, refused: 1 })
    expect(await made.execute()).toEqual([])
    expect(await look()).toEqual({ taken: 0, refused: 0 })
    rmSync(large)
    writeFileSync(file, sbom())
    const later = new Date(Date.now() + 60_000)
    utimesSync(file, later, later)
    expect(await look()).toEqual({ taken: 1, refused: 0 })
    expect(existsSync(`${file}.error.txt`)).toBe(false)
  })

  it('follows no link, whatever it leads to, and touches nothing outside', async () => {
    const secret = join(outside, 'secret.json')
    writeFileSync(secret, sbom())
    mkdirSync(join(outside, '2.0'))
    writeFileSync(join(outside, '2.0', 'x.json'), sbom())
    mkdirSync(join(folder, 'Lantern', '1.0'), { recursive: true })
    symlinkSync(secret, join(folder, 'Lantern', '1.0', 'link.json'))
    symlinkSync(outside, join(folder, 'Away'))
    symlinkSync(join(outside, '2.0'), join(folder, 'Lantern', '2.0'))
    symlinkSync(join(outside, '2.0'), join(folder, 'Lantern', '1.0', 'source'))
    linkSync(secret, join(folder, 'Lantern', '1.0', 'hard.json'))
    expect(await look()).toEqual({ taken: 0, refused: 1 })
    expect(await held()).toEqual([])
    // nor does it put away into a folder that is a link
    put('Lantern/1.0/good.json', sbom())
    symlinkSync(outside, join(folder, 'Lantern', '1.0', 'done'))
    await look()
    expect(readdirSync(outside).sort()).toEqual(['2.0', 'secret.json'])
    expect(existsSync(join(folder, 'Lantern/1.0/good.json'))).toBe(true)
  })

  it('keeps on when its folder goes away, says so, and is well again when it is back', async () => {
    const each = createFolderWatch(hub(), {
      folder: join(folder, 'mount'),
      organisation: acme,
      pause: 20,
      log: () => undefined,
    })
    const told = async () =>
      (await problems(store().db, { limit: 50 })).filter(({ key }) => key === 'watched-folder')
    each.start()
    await expect.poll(async () => (await told()).length, { timeout: 10_000 }).toBe(1)
    put('mount/Lantern/1.0/late.json', sbom())
    await expect.poll(async () => (await held()).length, { timeout: 10_000 }).toBe(1)
    await expect.poll(async () => (await told()).length, { timeout: 10_000 }).toBe(0)
    await each.stop()
  })
})
