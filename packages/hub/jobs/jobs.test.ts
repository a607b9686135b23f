// SPDX-License-Identifier: Apache-2.0
import { expect, it } from 'vitest'
import { claimJobs, enqueue, failJob } from '@headwater/store/jobs'
import { onEveryDatabase } from '@headwater/store/testing'
import { givenOrganisation, givenPerson } from '../testing/index.ts'
import { givenScene } from '../testing/scene.ts'

onEveryDatabase((store) => {
  it('shows the operator jobs that were given up, and tries them again, once', async () => {
    const { db, now, newId } = store()
    const { ask } = await givenScene(store())
    await enqueue(db, { kind: 'fill-bucket', payload: {}, maxAttempts: 1, at: now() })
    const until = new Date(Date.parse(now()) + 60_000).toISOString()
    const [job] = await claimJobs(db, { by: 'w', limit: 10, at: now(), until })
    await failJob(db, { id: job!.id, by: 'w', error: 'it leaks', at: now() })
    const listed = async () => (await ask('GET', '/jobs/given-up')).said['items']
    expect(await listed()).toMatchObject([
      { id: String(job!.id), kind: 'fill-bucket', attempts: 1, error: 'it leaks' },
    ])
    const path = `/jobs/${job!.id}/retry`
    const other = await givenOrganisation(store(), 'Other')
    const { token } = await givenPerson(store(), {
      email: `${newId()}@example.org`,
      organisation: other.id,
      roles: [{ role: 'administrator' }],
    })
    expect((await ask('GET', '/jobs/given-up', { token })).status).toBe(403)
    expect((await ask('POST', path, { token })).status).toBe(403)
    expect((await ask('POST', path)).status).toBe(204)
    expect(await listed()).toEqual([])
    expect((await ask('POST', path)).status).toBe(404)
    const { said } = await ask('GET', '/audit?action=job.retry')
    expect(said['items']).toMatchObject([{ subject: `job:${job!.id}` }])
  })
})
