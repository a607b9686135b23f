// SPDX-License-Identifier: Apache-2.0
import { join } from 'node:path'
import { onEveryDatabase } from '@headwater/store/testing'
import { expect, it } from 'vitest'
import { allHandlers } from '../serve/handlers.ts'
import { allRoutes } from '../serve/routes.ts'
import { givenHub, givenOrganisation, givenPerson } from '../testing/index.ts'
import { createWorker } from '../work/index.ts'
import { fillWithSample } from './index.ts'

const PORTFOLIO = join(
  import.meta.dirname,
  '..',
  '..',
  '..',
  'samples',
  'portfolio',
  'portfolio.json',
)

onEveryDatabase((store) => {
  it('fills a hub without products once, and all of it is judged', async () => {
    const home = await givenOrganisation(store(), 'Acme')
    const boss = await givenPerson(store(), {
      email: 'boss@example.org',
      organisation: home.id,
      roles: [{ role: 'administrator' }],
    })
    const { hub, app, ask } = givenHub(store(), allRoutes, { maxUpload: 100_000_000 })
    const worker = createWorker({
      store: store(),
      name: 'w',
      handlers: allHandlers(hub),
      pause: 1,
      report: ({ error }) => {
        throw error
      },
      isFinal: () => true,
    })
    const fetch = async (request: Request): Promise<Response> => {
      const answer = await app.fetch(request)
      await worker.drain()
      return answer
    }
    expect(await fillWithSample(hub, fetch, PORTFOLIO)).toBe(true)
    expect(await fillWithSample(hub, fetch, PORTFOLIO)).toBe(false)

    const { said } = await ask('GET', '/api/v1/releases', { token: boss.token })
    const releases = said['items'] as readonly Readonly<Record<string, unknown>>[]
    expect(releases.map(({ name }) => name).sort()).toEqual([
      '1.0',
      '1.4.0 full',
      '1.4.0 minimal',
      '2.3.0',
      '2.4.0',
      '2026.1',
      '7',
    ])
    expect(releases.filter(({ state }) => state === 'failed')).toEqual([])
    const minimal = releases.find(({ name }) => name === '1.4.0 minimal')
    // as `headwater check` says of the same documents without the VEX file, see samples/lantern/README.md
    expect(minimal?.['counts']).toMatchObject({ affected: 7, unknown: 3 })
    const drift = await ask('GET', '/api/v1/drift', { token: boss.token })
    expect(drift.text).toContain('4.2.2')
  }, 120_000)
})
