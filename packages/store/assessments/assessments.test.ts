// SPDX-License-Identifier: Apache-2.0
import { expect, it } from 'vitest'
import { createAccount } from '../accounts/index.ts'
import { attachDocument } from '../documents/index.ts'
import {
  givenDocument,
  givenRelease,
  givenVulnerabilities,
  npm,
  onEveryDatabase,
} from '../testing/index.ts'
import {
  applicableAssessments,
  approveAssessment,
  assess,
  assessments,
  endAssessment,
  expireAssessments,
  type NewAssessment,
} from './index.ts'

onEveryDatabase((store) => {
  let count = 0
  const scene = async () => {
    const { db, newId, now } = store()
    const releases = await givenRelease(store())
    const make = (name: string) =>
      createAccount(db, {
        publicId: newId(),
        name,
        email: `${name}${++count}@example.org`,
        at: now(),
      })
    const [author, other] = [await make('Ada'), await make('Bob')]
    const [vulnerability = 0] = await givenVulnerabilities(store(), [
      { name: `CVE-2026-1${count}` },
    ])
    const give = (scope: NewAssessment['scope'], more: Partial<NewAssessment> = {}) =>
      assess(db, {
        publicId: newId(),
        organisation: releases.organisation,
        scope,
        vulnerability,
        verdict: 'not_affected',
        justification: 'code_not_reachable',
        reason: 'We never call it.',
        author: author.id,
        needsApproval: false,
        at: now(),
        ...more,
      })
    const applicable = async (release: number) =>
      (await applicableAssessments(db, { releases: [release] })).map(({ scope, verdict }) => [
        scope,
        verdict,
      ])
    return { ...releases, author, other, vulnerability, give, applicable }
  }

  it('holds for its scope, the narrowest first', async () => {
    const { db, newId, now } = store()
    const { organisation, product, release, give, applicable } = await scene()
    const sibling = await givenRelease(store(), { organisation, product, version: '2' })
    const stranger = await givenRelease(store(), { organisation })
    const { document, components } = await givenDocument(store(), `shared ${release}`, {
      components: [npm('weir', '1')],
    })
    for (const to of [release, stranger.release]) {
      await attachDocument(db, {
        publicId: newId(),
        organisation,
        release: to,
        document,
        lane: 'build',
        name: 'b',
        at: now(),
      })
    }
    await give({ kind: 'organisation' }, { verdict: 'unknown' })
    await give({ kind: 'product', product }, { verdict: 'fixed' })
    await give({ kind: 'build', documents: [document], images: [] }, { component: components[0]! })
    await give({ kind: 'release', release }, { verdict: 'affected' })
    expect(await applicable(release)).toEqual([
      ['release', 'affected'],
      ['build', 'not_affected'],
      ['product', 'fixed'],
      ['organisation', 'unknown'],
    ])
    expect(await applicable(sibling.release)).toEqual([
      ['product', 'fixed'],
      ['organisation', 'unknown'],
    ])
    expect(await applicable(stranger.release)).toEqual([
      ['build', 'not_affected'],
      ['organisation', 'unknown'],
    ])
    const foreign = await givenRelease(store())
    expect(await applicable(foreign.release)).toEqual([])
  })

  it('waits for a second pair of eyes, which is not the author’s', async () => {
    const { db, now } = store()
    const { release, give, applicable, author, other } = await scene()
    const { id } = await give({ kind: 'release', release }, { needsApproval: true })
    expect(await applicable(release)).toEqual([])
    const approve = (by: number) => approveAssessment(db, { assessment: id, by, at: now() })
    await expect(approve(author.id)).rejects.toMatchObject({ code: 'INVALID' })
    expect(await approve(other.id)).toMatchObject({ state: 'active', approved_by: other.id })
    await expect(approve(other.id)).rejects.toMatchObject({ code: 'INVALID' })
    expect(await applicable(release)).toHaveLength(1)
  })

  it('is replaced by the next, ends when it is withdrawn, and when it runs out', async () => {
    const { db, now, advance } = store()
    const { organisation, release, give, applicable, author } = await scene()
    const first = await give({ kind: 'release', release })
    const at = new Date(Date.parse(now()) + 1000).toISOString()
    const second = await give({ kind: 'release', release }, { verdict: 'affected', expiresAt: at })
    expect(second.replaces_id).toBe(first.id)
    expect(await applicable(release)).toEqual([['release', 'affected']])
    const end = {
      assessment: first.id,
      how: 'withdrawn',
      by: author.id,
      reason: 'wrong',
      at: now(),
    } as const
    await expect(endAssessment(db, end)).rejects.toMatchObject({ code: 'INVALID' })
    expect(await expireAssessments(db, now())).toEqual([])
    advance(1000)
    expect(await expireAssessments(db, now())).toMatchObject([{ id: second.id, state: 'expired' }])
    const third = await give({ kind: 'release', release })
    await endAssessment(db, { ...end, assessment: third.id })
    expect(await applicable(release)).toEqual([])
    const all = { organisation, products: 'all' } as const
    const states = (await assessments(db, all, { limit: 10, release })).map(({ state }) => state)
    expect(states).toEqual(['withdrawn', 'expired', 'replaced'])
    expect(await assessments(db, { organisation, products: [] }, { limit: 10 })).toEqual([])
    expect(
      await assessments(db, all, { limit: 10, states: ['active'], expiringUntil: now() }),
    ).toEqual([])
  })
})
