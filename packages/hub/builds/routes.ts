// SPDX-License-Identifier: Apache-2.0
import { createRoute, z } from '@hono/zod-openapi'
import {
  assignDocuments,
  builds,
  createBuild,
  findRelease,
  sharedBuilds,
  updateBuild,
  type FoundRelease,
} from '@headwater/store/portfolio'
import { findRow } from '@headwater/store/rows'
import type { RowOf } from '@headwater/store/schema'
import { inTransaction } from '@headwater/store/transactions'
import { may, type Action } from '../access/index.ts'
import { Build, BuildChange, Id, NewBuild, SharedBuild, type ValueOf } from '../api-types/index.ts'
import { noteDeed } from '../audit/note.ts'
import { visibleTo, type Hub } from '../http/hub.ts'
import { hubRoute, jsonBody, jsonOf, type Caller, type HubRoute } from '../http/index.ts'
import { enqueueJudgement } from '../judgement/index.ts'
import { withoutUndefined } from '../portfolio/fields.ts'
import { rowOfProduct } from '../portfolio/rights.ts'
import { countsOf, releaseSummary } from '../portfolio/shapes.ts'
import { Problem } from '../problem/index.ts'
import { releaseFor } from '../releases/find.ts'
import { buildOf } from './shapes.ts'

const Named = z.object({ id: Id })
const MOST_GROUPS = 100

/** Builds of a release: who ran them with what, what came out of them, and which documents speak of them. */
export function buildRoutes(hub: Hub): readonly HubRoute[] {
  const { db, now, newId } = hub.store

  const list = hubRoute(
    createRoute({
      method: 'get',
      path: '/api/v1/releases/{id}/builds',
      request: { params: Named },
      responses: { 200: jsonOf(z.object({ items: z.array(Build) }), 'builds, the first first') },
    }),
    { kind: 'action', action: 'read' },
    async (context) => {
      const caller = context.get('caller')
      const release = await releaseFor(hub, caller, context.req.valid('param').id, 'read')
      const rows = await builds(db, visibleTo(caller), { release: release.id })
      return context.json({ items: rows.map((row) => buildOf(row, release.public_id)) }, 200)
    },
    ['not-found'],
  )

  const shared = hubRoute(
    createRoute({
      method: 'get',
      path: '/api/v1/shared-builds',
      responses: {
        200: jsonOf(
          z.object({ items: z.array(SharedBuild) }),
          'releases that ship one build, the youngest first; at most a hundred groups',
        ),
      },
    }),
    { kind: 'action', action: 'read' },
    async (context) => {
      const groups = await sharedBuilds(db, visibleTo(context.get('caller')), MOST_GROUPS)
      const items = groups.map((releases) => ({
        releases: releases.map((release) => releaseSummary(release)),
        counts: countsOf(releases[0] ?? {}),
      }))
      return context.json({ items }, 200)
    },
  )

  const one = hubRoute(
    createRoute({
      method: 'get',
      path: '/api/v1/builds/{id}',
      request: { params: Named },
      responses: { 200: jsonOf(Build, 'the build') },
    }),
    { kind: 'action', action: 'read' },
    async (context) => {
      const caller = context.get('caller')
      const { build, release } = await buildFor(hub, caller, context.req.valid('param').id, 'read')
      return context.json(await shown(caller, build.id, release.public_id), 200)
    },
    ['not-found'],
  )

  const add = hubRoute(
    createRoute({
      method: 'post',
      path: '/api/v1/releases/{id}/builds',
      description:
        'A pipeline notes what it built: images by their SHA-256, and the documents of the lane `build` that it uploaded. Releases that ship the same image, or have the same build documents, can share verdicts.',
      request: { params: Named, body: jsonBody(NewBuild) },
      responses: { 201: jsonOf(Build, 'noted') },
    }),
    { kind: 'action', action: 'upload' },
    async (context) => {
      const caller = context.get('caller')
      const release = await releaseFor(hub, caller, context.req.valid('param').id, 'upload')
      const { documents, ...fields } = context.req.valid('json')
      const made = await inTransaction(db, async (trx) => {
        const row = await createBuild(trx, {
          ...withoutUndefined(fields),
          name: fields.name,
          publicId: newId(),
          organisation: caller.organisationId,
          release: release.id,
          at: now(),
        })
        await assign(trx, release, row.id, documents)
        await noteDeed(hub, trx, caller, {
          action: 'build.note',
          subject: `build:${row.public_id}`,
          detail: { release: release.public_id, name: fields.name },
        })
        // verdicts that hold for a build may hold here now
        await enqueueJudgement(hub, trx, caller.organisationId, release.id, {
          build: row.public_id,
        })
        return row
      })
      return context.json(await shown(caller, made.id, release.public_id), 201)
    },
    ['not-found', 'forbidden', 'conflict', 'invalid'],
  )

  const change = hubRoute(
    createRoute({
      method: 'patch',
      path: '/api/v1/builds/{id}',
      request: { params: Named, body: jsonBody(BuildChange) },
      responses: { 200: jsonOf(Build, 'as it is now') },
    }),
    { kind: 'action', action: 'upload' },
    async (context) => {
      const caller = context.get('caller')
      const { id } = context.req.valid('param')
      const { build, release } = await buildFor(hub, caller, id, 'upload')
      const { documents, ...fields } = context.req.valid('json')
      await inTransaction(db, async (trx) => {
        await updateBuild(trx, build.id, withoutUndefined(fields))
        if (documents !== undefined) await assign(trx, release, build.id, documents)
        await noteDeed(hub, trx, caller, {
          action: 'build.change',
          subject: `build:${build.public_id}`,
          detail: context.req.valid('json'),
        })
        await enqueueJudgement(hub, trx, caller.organisationId, release.id, { build: id })
      })
      return context.json(await shown(caller, build.id, release.public_id), 200)
    },
    ['not-found', 'forbidden', 'conflict', 'invalid'],
  )

  return [list, shared, one, add, change]

  async function shown(
    caller: Caller,
    build: number,
    release: string,
  ): Promise<ValueOf<typeof Build>> {
    const [row] = await builds(db, visibleTo(caller), { id: build })
    if (row === undefined) throw new Problem('not-found')
    return buildOf(row, release)
  }

  async function assign(
    trx: typeof db,
    release: FoundRelease,
    build: number,
    documents: readonly string[],
  ): Promise<void> {
    if (await assignDocuments(trx, { release: release.id, build }, documents)) return
    throw new Problem('invalid', {
      faults: [
        { at: '/documents', message: 'one of them does not stand in a lane of the release' },
      ],
    })
  }
}

/**
 * The build that an address names, with its release.
 * @throws Problem `not-found` where there is none or it may not be seen, `forbidden` where it may be seen only
 */
export async function buildFor(
  { store }: Hub,
  caller: Caller,
  publicId: string,
  action: Action,
): Promise<{ readonly build: RowOf<'build'>; readonly release: FoundRelease }> {
  const build = await findRow(store.db, 'build', {
    organisation: caller.organisationId,
    publicId,
  })
  const release =
    build === undefined
      ? undefined
      : await findRelease(store.db, visibleTo(caller), { id: build.release_id })
  if (build === undefined || release === undefined) throw new Problem('not-found')
  if (!may(caller, action, rowOfProduct(caller, release.product_id))) throw new Problem('forbidden')
  return { build, release }
}
