// SPDX-License-Identifier: Apache-2.0
import { keyText, plainText, type Db, type RowOf } from '../schema/index.ts'

export type Build = RowOf<'build'>
export type Deployment = RowOf<'deployment'>

/** @throws StoreError `CONFLICT` where the release has a build of this name */
export async function createBuild(
  db: Db,
  build: {
    readonly publicId: string
    readonly organisation: number
    readonly release: number
    readonly name: string
    readonly builtAt?: string
    readonly builder?: string
    readonly sourceCommit?: string
    readonly at: string
  },
): Promise<Build> {
  return db
    .insertInto('build')
    .values({
      public_id: build.publicId,
      organisation_id: build.organisation,
      release_id: build.release,
      name: keyText(build.name),
      built_at: build.builtAt ?? null,
      builder: build.builder === undefined ? null : plainText(build.builder),
      source_commit: build.sourceCommit === undefined ? null : plainText(build.sourceCommit),
      created_at: build.at,
    })
    .returningAll()
    .executeTakeFirstOrThrow()
}

export async function builds(db: Db, release: number): Promise<readonly Build[]> {
  return db
    .selectFrom('build')
    .selectAll()
    .where('release_id', '=', release)
    .orderBy('id')
    .execute()
}

/** @throws StoreError `CONFLICT` where the release has a deployment of this name */
export async function createDeployment(
  db: Db,
  deployment: {
    readonly publicId: string
    readonly organisation: number
    readonly release: number
    readonly build?: number
    readonly name: string
    readonly place?: string
    readonly since?: string
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
      place: deployment.place === undefined ? null : plainText(deployment.place),
      since: deployment.since ?? null,
      created_at: deployment.at,
    })
    .returningAll()
    .executeTakeFirstOrThrow()
}

export async function deployments(db: Db, release: number): Promise<readonly Deployment[]> {
  return db
    .selectFrom('deployment')
    .selectAll()
    .where('release_id', '=', release)
    .orderBy('id')
    .execute()
}

export async function endDeployment(
  db: Db,
  { deployment, until }: { readonly deployment: number; readonly until: string },
): Promise<void> {
  await db.updateTable('deployment').set({ until }).where('id', '=', deployment).execute()
}
