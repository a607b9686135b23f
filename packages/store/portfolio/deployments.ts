// SPDX-License-Identifier: Apache-2.0
import { sql } from 'kysely'
import { keyText, type Db, type RowOf } from '../schema/index.ts'
import { documentsOf, plainOrNull } from './builds.ts'

export type Deployment = RowOf<'deployment'>

interface DeploymentFields {
  readonly name: string
  readonly build?: number | null
  readonly place?: string | null
  readonly count?: number | null
  readonly since?: string | null
  readonly until?: string | null
}

/** @throws StoreError `CONFLICT` where the release has a deployment of this name */
export async function createDeployment(
  db: Db,
  deployment: DeploymentFields & {
    readonly publicId: string
    readonly organisation: number
    readonly release: number
    readonly at: string
  },
): Promise<Deployment> {
  return db
    .insertInto('deployment')
    .values({
      public_id: deployment.publicId,
      organisation_id: deployment.organisation,
      release_id: deployment.release,
      build_id: deployment.build ?? null,
      name: keyText(deployment.name),
      place: plainOrNull(deployment.place),
      count: deployment.count ?? null,
      since: deployment.since ?? null,
      until: deployment.until ?? null,
      created_at: deployment.at,
    })
    .returningAll()
    .executeTakeFirstOrThrow()
}

/** @throws StoreError `CONFLICT` where the release has another deployment of this name */
export async function updateDeployment(
  db: Db,
  id: number,
  change: Partial<DeploymentFields>,
): Promise<Deployment> {
  const { name, build, place, count, since, until } = change
  return db
    .updateTable('deployment')
    .set((eb) => ({
      revision: eb('revision', '+', 1),
      ...(name === undefined ? {} : { name: keyText(name) }),
      ...(build === undefined ? {} : { build_id: build }),
      ...(place === undefined ? {} : { place: plainOrNull(place) }),
      ...(count === undefined ? {} : { count }),
      ...(since === undefined ? {} : { since }),
      ...(until === undefined ? {} : { until }),
    }))
    .where('id', '=', id)
    .returningAll()
    .executeTakeFirstOrThrow()
}

export interface ListedDeployment extends Deployment {
  readonly build: string | null
  readonly build_public_id: string | null
  /** Public ids of its documents that stand in a lane. */
  readonly documents: readonly string[]
  readonly open_drift: number
  readonly accepted_drift: number
}

/** Of a release, or one of them, in the order in which they were noted. @param at tells whether an acceptance has run out */
export async function deployments(
  db: Db,
  which: { readonly release: number } | { readonly id: number },
  at: string,
): Promise<readonly ListedDeployment[]> {
  const condition = 'id' in which ? sql`d.id = ${which.id}` : sql`d.release_id = ${which.release}`
  const { rows } = await sql<ListedDeployment>`
    select d.*, b.name as build, b.public_id as build_public_id, ${documentsOf(sql`d.deployment_id = o.id`)} as documents,
      coalesce(t.all_of_them - t.accepted, 0) as open_drift, coalesce(t.accepted, 0) as accepted_drift
    from deployment d cross join lateral (select d.id) o left join build b on b.id = d.build_id
      left join lateral (
        select count(*) as all_of_them,
          count(*) filter (where accepted_at is not null and (accepted_until is null or accepted_until > ${at}::timestamptz)) as accepted
        from drift where release_id = d.release_id and deployment_id = d.id and closed_at is null
      ) t on true
    where ${condition} order by d.id
  `.execute(db)
  return rows
}
