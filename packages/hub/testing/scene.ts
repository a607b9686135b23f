// SPDX-License-Identifier: Apache-2.0
import { createAdvisoryReader } from '@headwater/domain/matching'
import type { Role } from '@headwater/store/accounts'
import { markConcerned, saveAdvisories } from '@headwater/store/advisories'
import type { TestStore } from '@headwater/store/testing'
import { allHandlers } from '../serve/handlers.ts'
import { allRoutes } from '../serve/routes.ts'
import { createWorker } from '../work/index.ts'
import { givenHub, givenOrganisation, givenPerson, type Asking } from './index.ts'

/** An organisation with a whole hub before it, asked by its administrator unless somebody else's token is given. */
export async function givenScene(store: TestStore, { second }: { readonly second?: Role } = {}) {
  const home = await givenOrganisation(store, 'Acme')
  const person = (name: string, role: Role) =>
    givenPerson(store, {
      email: `${name}-${store.newId()}@example.org`,
      organisation: home.id,
      roles: [{ role }],
    })
  const boss = await person('boss', 'administrator')
  const other = await person('other', second ?? 'administrator')
  const { ask: send, hub } = givenHub(store, allRoutes)
  const worker = createWorker({
    store,
    name: 'w',
    handlers: allHandlers(hub),
    pause: 1,
    report: ({ error }) => {
      throw error
    },
    isFinal: () => true,
  })
  const ask = async (method: string, path: string, asking: Asking = {}) => {
    const answer = await send(method, `/api/v1${path}`, { token: boss.token, ...asking })
    return answer
  }
  /** What is said; a refusal fails the test. */
  const get = async (path: string): Promise<Record<string, unknown>> => {
    const answer = await ask('GET', path)
    if (answer.status !== 200) throw new Error(`${path}: ${answer.text}`)
    return answer.said
  }
  const make = async (path: string, body: object): Promise<string> => {
    const answer = await ask('POST', path, { body })
    if (answer.status !== 201) throw new Error(`${path}: ${answer.text}`)
    return String(answer.said['id'])
  }
  const product = (name: string, more: object = {}) => make('/products', { name, ...more })
  const release = (of: string, name: string, more: object = {}) =>
    make('/releases', { product: of, name, ...more })
  const upload = async (to: string, text: string, query = 'type=build'): Promise<void> => {
    const answer = await ask('POST', `/releases/${to}/documents?${query}`, { body: text })
    if (answer.status > 201) throw new Error(answer.text)
  }
  /** Everything that waits is done. */
  const settle = () => worker.drain()
  return { home, boss, other, ask, get, make, product, release, upload, settle, hub }
}

/** A CycloneDX document of these components, `name@version` of npm, and files `path=sha256`. */
export function sbomOf(
  packages: readonly string[],
  { files = [], serial = 1 }: { readonly files?: readonly string[]; readonly serial?: number } = {},
): string {
  const components = packages.map((each) => {
    const [name = '', version = ''] = each.split('@')
    return { type: 'library', 'bom-ref': each, name, version, purl: `pkg:npm/${name}@${version}` }
  })
  const contents = files.map((each) => {
    const [name = '', digest = ''] = each.split('=')
    return {
      type: 'file',
      'bom-ref': `file ${name}`,
      name,
      hashes: [{ alg: 'SHA-256', content: digest }],
    }
  })
  return JSON.stringify({
    bomFormat: 'CycloneDX',
    specVersion: '1.6',
    serialNumber: `urn:uuid:3e671687-395b-41f5-a30f-${String(serial).padStart(12, '0')}`,
    version: 1,
    components: [...components, ...contents],
  })
}

/** An advisory against every version of an npm package below 9; what it concerns is matched again by the next `match-components`. */
export async function givenAdvisoryOn(
  { db, newId, now }: TestStore,
  name: string,
  id: string,
): Promise<void> {
  const feed = await db
    .insertInto('feed')
    .values({ public_id: newId(), name: newId(), kind: 'osv', created_at: now() })
    .returning('id')
    .executeTakeFirstOrThrow()
  const record = {
    id,
    modified: '2026-01-01T00:00:00Z',
    summary: `${name} overflows`,
    affected: [
      {
        package: { ecosystem: 'npm', name },
        ranges: [{ type: 'SEMVER', events: [{ introduced: '0' }, { fixed: '9.0.0' }] }],
      },
    ],
  }
  const read = createAdvisoryReader().read('osv', record)
  const { changed } = await saveAdvisories(db, feed.id, [read], now())
  await markConcerned(db, { advisories: changed }, now())
}
