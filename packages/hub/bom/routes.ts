// SPDX-License-Identifier: Apache-2.0
import { createRoute, z } from '@hono/zod-openapi'
import { appendAudit } from '@headwater/store/audit'
import { createProduct, createRelease, findRelease } from '@headwater/store/portfolio'
import { inTransaction } from '@headwater/store/transactions'
import { isVisible, may } from '../access/index.ts'
import { Name } from '../api-types/index.ts'
import { receiveDocument, spooled } from '../documents/index.ts'
import { visibleTo, type Hub } from '../http/hub.ts'
import { hubRoute, jsonBody, jsonOf, type Caller, type HubRoute } from '../http/index.ts'
import { rowOfProduct } from '../portfolio/rights.ts'
import { Problem } from '../problem/index.ts'
import { JUDGE_RELEASE } from '../work/index.ts'

/** What clients of Dependency-Track 4 send: a release by its UUID, or product and version by name. */
const Upload = z.object({
  project: z.uuid().optional(),
  projectName: Name.optional(),
  projectVersion: Name.optional(),
  autoCreate: z.union([z.boolean(), z.stringbool()]).optional(),
  bom: z.string().min(1),
})
const Token = z.object({ token: z.string() }).openapi('BomToken')

/**
 * `PUT /api/v1/bom` as Dependency-Track has it, so that today's CI jobs can point here: a project is a release of a product of
 * that name.
 */
export function bomRoutes(hub: Hub): readonly HubRoute[] {
  const { store } = hub

  const put = hubRoute(
    createRoute({
      method: 'put',
      path: '/api/v1/bom',
      request: { body: jsonBody(Upload) },
      responses: { 200: jsonOf(Token, 'kept; ask for the token until it is judged') },
    }),
    { kind: 'action', action: 'upload' },
    async (context) => {
      const caller = context.get('caller')
      const body = context.req.valid('json')
      const release = await releaseOf(hub, caller, body)
      const bytes = Buffer.from(body.bom, 'base64')
      const { sha256 } = await spooled(
        new Blob([bytes]).stream(),
        { limit: hub.maxUpload },
        (file) =>
          receiveDocument(
            store,
            file,
            {
              organisation: caller.organisationId,
              release: release.id,
              fileName: 'bom',
              method: 'PUT /api/v1/bom',
              actor: caller.actor,
              account: caller.account,
            },
            hub.limits,
          ),
      )
      return context.json({ token: `${release.public_id}.${sha256.slice(0, 16)}` }, 200)
    },
    ['not-found', 'forbidden', 'unreadable-document', 'too-large', 'invalid'],
    // base64 is a third larger than what it holds
    { largestBody: Math.ceil(hub.maxUpload * 1.4) + 10_000 },
  )

  const processing = hubRoute(
    createRoute({
      method: 'get',
      path: '/api/v1/bom/token/{token}',
      request: { params: z.object({ token: z.string().max(100) }) },
      responses: { 200: jsonOf(z.object({ processing: z.boolean() }), 'whether it is judged yet') },
    }),
    { kind: 'action', action: 'read' },
    async (context) => {
      const [publicId = ''] = context.req.valid('param').token.split('.')
      const release = await findRelease(store.db, visibleTo(context.get('caller')), { publicId })
      if (release === undefined) return context.json({ processing: false }, 200)
      const job = await store.db
        .selectFrom('job')
        .select('id')
        .where('kind', '=', JUDGE_RELEASE)
        .where('dedupe_key', '=', String(release.id))
        .where('finished_at', 'is', null)
        .where('dead_at', 'is', null)
        .executeTakeFirst()
      return context.json({ processing: job !== undefined }, 200)
    },
  )

  return [put, processing]
}

interface Target {
  readonly id: number
  readonly public_id: string
}

async function releaseOf(
  { store }: Hub,
  caller: Caller,
  { project, projectName, projectVersion, autoCreate }: z.output<typeof Upload>,
): Promise<Target> {
  const visible = visibleTo(caller)
  if (project !== undefined) {
    const release = await findRelease(store.db, visible, { publicId: project })
    if (release === undefined || !may(caller, 'upload', rowOfProduct(caller, release.product_id))) {
      throw new Problem('not-found', { detail: 'there is no such project' })
    }
    return release
  }
  if (projectName === undefined || projectVersion === undefined) {
    throw new Problem('invalid', {
      faults: [
        { at: '/project', message: 'give `project`, or `projectName` and `projectVersion`' },
      ],
    })
  }
  const known = await store.db
    .selectFrom('release as r')
    .innerJoin('product as p', 'p.id', 'r.product_id')
    .where('p.organisation_id', '=', caller.organisationId)
    .where('p.name', '=', projectName)
    .where('r.version', '=', projectVersion)
    .where('r.variant_id', 'is', null)
    .select(['r.id', 'r.public_id', 'r.product_id'])
    .executeTakeFirst()
  const place = known === undefined ? undefined : rowOfProduct(caller, known.product_id)
  if (known !== undefined && place !== undefined && may(caller, 'upload', place)) return known
  // one that may not be seen is answered as one that is not there
  const isSeen = place !== undefined && isVisible(caller, place)
  if (isSeen || autoCreate !== true) {
    throw new Problem('not-found', {
      detail: `there is no project ${projectName} ${projectVersion}`,
      hint: 'send `autoCreate: true` with a token that may manage',
    })
  }
  return createBoth(store, caller, projectName, projectVersion)
}

async function createBoth(
  { db, now, newId }: Hub['store'],
  caller: Caller,
  name: string,
  version: string,
): Promise<Target> {
  return inTransaction(db, async (trx) => {
    const organisation = caller.organisationId
    const known = await trx
      .selectFrom('product')
      .select(['id', 'public_id'])
      .where('organisation_id', '=', organisation)
      .where('name', '=', name)
      .executeTakeFirst()
    const place =
      known === undefined
        ? ({ organisation: caller.organisation, visibility: 'organisation' } as const)
        : rowOfProduct(caller, known.id)
    if (!may(caller, 'manage', place)) {
      throw new Problem('forbidden', { detail: 'this token may not make projects' })
    }
    const product =
      known ?? (await createProduct(trx, { publicId: newId(), organisation, name, at: now() }))
    const release = await createRelease(trx, {
      publicId: newId(),
      organisation,
      product: product.id,
      version,
      at: now(),
    })
    await appendAudit(trx, {
      organisation,
      at: now(),
      actor: caller.actor,
      action: 'release.create',
      subject: `release:${release.public_id}`,
      detail: { product: name, name: version },
    })
    return release
  })
}
