// SPDX-License-Identifier: Apache-2.0
import { createRoute, z } from '@hono/zod-openapi'
import {
  assignDocuments,
  createDeployment,
  deployments,
  findRelease,
  updateDeployment,
  type FoundRelease,
} from '@headwater/store/portfolio'
import { findRow } from '@headwater/store/rows'
import type { RowOf } from '@headwater/store/schema'
import { inTransaction } from '@headwater/store/transactions'
import { may, type Action } from '../access/index.ts'
import {
  Deployment,
  DeploymentChange,
  Id,
  NewDeployment,
  type ValueOf,
} from '../api-types/index.ts'
import { noteDeed } from '../audit/note.ts'
import { visibleTo, type Hub } from '../http/hub.ts'
import { hubRoute, jsonBody, jsonOf, type Caller, type HubRoute } from '../http/index.ts'
import { enqueueJudgement } from '../judgement/index.ts'
import { withoutUndefined } from '../portfolio/fields.ts'
import { rowOfProduct } from '../portfolio/rights.ts'
import { Problem } from '../problem/index.ts'
import { releaseFor } from '../releases/find.ts'
import { deploymentOf } from './shapes.ts'

const Named = z.object({ id: Id })

/** Where a release runs: which build of it, at which place, how many, since when, and what was seen there. */
export function deploymentRoutes(hub: Hub): readonly HubRoute[] {
  const { db, now, newId } = hub.store

  const list = hubRoute(
    createRoute({
      method: 'get',
      path: '/api/v1/releases/{id}/deployments',
      request: { params: Named },
      responses: { 200: jsonOf(z.object({ items: z.array(Deployment) }), 'the first first') },
    }),
    { kind: 'action', action: 'read' },
    async (context) => {
      const release = await releaseFor(
        hub,
        context.get('caller'),
        context.req.valid('param').id,
        'read',
      )
      const rows = await deployments(db, { release: release.id }, now())
      return context.json({ items: rows.map((row) => deploymentOf(row, release.public_id)) }, 200)
    },
    ['not-found'],
  )

  const one = hubRoute(
    createRoute({
      method: 'get',
      path: '/api/v1/deployments/{id}',
      request: { params: Named },
      responses: { 200: jsonOf(Deployment, 'the deployment') },
    }),
    { kind: 'action', action: 'read' },
    async (context) => {
      const { id } = context.req.valid('param')
      const { deployment, release } = await deploymentFor(hub, context.get('caller'), id, 'read')
      return context.json(await shown(deployment.id, release.public_id), 200)
    },
    ['not-found'],
  )

  const add = hubRoute(
    createRoute({
      method: 'post',
      path: '/api/v1/releases/{id}/deployments',
      request: { params: Named, body: jsonBody(NewDeployment) },
      responses: { 201: jsonOf(Deployment, 'noted') },
    }),
    { kind: 'action', action: 'upload' },
    async (context) => {
      const caller = context.get('caller')
      const release = await releaseFor(hub, caller, context.req.valid('param').id, 'upload')
      const { documents, build, ...fields } = context.req.valid('json')
      const from = await buildOfRelease(release, build)
      refuseTurned(fields.since, fields.until)
      const made = await inTransaction(db, async (trx) => {
        const row = await createDeployment(trx, {
          ...withoutUndefined(fields),
          name: fields.name,
          ...(from === undefined ? {} : { build: from }),
          publicId: newId(),
          organisation: caller.organisationId,
          release: release.id,
          at: now(),
        })
        await assign(trx, release, row.id, documents ?? [])
        await noteDeed(hub, trx, caller, {
          action: 'deployment.note',
          subject: `deployment:${row.public_id}`,
          detail: { release: release.public_id, name: fields.name },
        })
        await judgeAgain(trx, caller, release, row.public_id)
        return row
      })
      return context.json(await shown(made.id, release.public_id), 201)
    },
    ['not-found', 'forbidden', 'conflict', 'invalid'],
  )

  const change = hubRoute(
    createRoute({
      method: 'patch',
      path: '/api/v1/deployments/{id}',
      description: 'One that has ended (`until`) has no drift any more.',
      request: { params: Named, body: jsonBody(DeploymentChange) },
      responses: { 200: jsonOf(Deployment, 'as it is now') },
    }),
    { kind: 'action', action: 'upload' },
    async (context) => {
      const caller = context.get('caller')
      const { id } = context.req.valid('param')
      const { deployment, release } = await deploymentFor(hub, caller, id, 'upload')
      const { documents, build, ...fields } = context.req.valid('json')
      const from = build === null ? null : await buildOfRelease(release, build)
      refuseTurned(
        fields.since === undefined ? deployment.since : fields.since,
        fields.until === undefined ? deployment.until : fields.until,
      )
      await inTransaction(db, async (trx) => {
        await updateDeployment(trx, deployment.id, {
          ...withoutUndefined(fields),
          ...(from === undefined ? {} : { build: from }),
        })
        if (documents !== undefined) await assign(trx, release, deployment.id, documents)
        await noteDeed(hub, trx, caller, {
          action: 'deployment.change',
          subject: `deployment:${id}`,
          detail: context.req.valid('json'),
        })
        await judgeAgain(trx, caller, release, id)
      })
      return context.json(await shown(deployment.id, release.public_id), 200)
    },
    ['not-found', 'forbidden', 'conflict', 'invalid'],
  )

  return [list, one, add, change]

  async function shown(deployment: number, release: string): Promise<ValueOf<typeof Deployment>> {
    const [row] = await deployments(db, { id: deployment }, now())
    if (row === undefined) throw new Problem('not-found')
    return deploymentOf(row, release)
  }

  /** Drift is told against the build that is deployed. */
  async function judgeAgain(
    trx: typeof db,
    caller: Caller,
    release: FoundRelease,
    deployment: string,
  ): Promise<void> {
    await enqueueJudgement(hub, trx, caller.organisationId, release.id, { deployment })
  }

  async function buildOfRelease(
    release: FoundRelease,
    build: string | undefined,
  ): Promise<number | undefined> {
    if (build === undefined) return undefined
    const row = await findRow(db, 'build', {
      organisation: release.organisation_id,
      publicId: build,
    })
    if (row?.release_id === release.id) return row.id
    throw new Problem('invalid', {
      faults: [{ at: '/build', message: 'the release has no such build' }],
    })
  }

  async function assign(
    trx: typeof db,
    release: FoundRelease,
    deployment: number,
    documents: readonly string[],
  ): Promise<void> {
    if (await assignDocuments(trx, { release: release.id, deployment }, documents)) return
    throw new Problem('invalid', {
      faults: [
        { at: '/documents', message: 'one of them does not stand in a lane of the release' },
      ],
    })
  }
}

function refuseTurned(since: string | null | undefined, until: string | null | undefined): void {
  if (typeof since !== 'string' || typeof until !== 'string') return
  if (Date.parse(since) <= Date.parse(until)) return
  throw new Problem('invalid', { faults: [{ at: '/until', message: 'ends before it begins' }] })
}

/** @throws Problem `not-found` where there is none or it may not be seen, `forbidden` where it may be seen only */
export async function deploymentFor(
  { store }: Hub,
  caller: Caller,
  publicId: string,
  action: Action,
): Promise<{ readonly deployment: RowOf<'deployment'>; readonly release: FoundRelease }> {
  const deployment = await findRow(store.db, 'deployment', {
    organisation: caller.organisationId,
    publicId,
  })
  const release =
    deployment === undefined
      ? undefined
      : await findRelease(store.db, visibleTo(caller), { id: deployment.release_id })
  if (deployment === undefined || release === undefined) throw new Problem('not-found')
  if (!may(caller, action, rowOfProduct(caller, release.product_id))) throw new Problem('forbidden')
  return { deployment, release }
}
