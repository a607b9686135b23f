// SPDX-License-Identifier: Apache-2.0
import { sql, type RawBuilder } from 'kysely'
import type { Db } from '../schema/index.ts'

/** What shows a component of a release: by this two releases are told to ship the same build of it. */
export interface BuildEvidence {
  /** Documents of the lane `build` that hold the component, by id, rising. */
  readonly documents: readonly number[]
  /** SHA-256 of the images of its builds, hexadecimal, in their order. */
  readonly images: readonly string[]
}

/** Both are empty where no build document holds the component and no image is known: then nothing is shared. */
export async function buildEvidence(
  db: Db,
  { release, component }: { readonly release: number; readonly component: number },
): Promise<BuildEvidence> {
  const { rows } = await sql<BuildEvidence>`
    select ${buildDocuments(sql`${release}::bigint`, sql`${component}::bigint`)} as documents,
      ${buildImages(sql`${release}::bigint`)} as images
  `.execute(db)
  return rows[0] ?? { documents: [], images: [] }
}

/**
 * Whether a release shows a component by the same evidence. Where both name images, those alone decide: one SBOM may have been written
 * for two images, and one image is one build whatever was written of it.
 */
export function sharesBuild(
  release: RawBuilder<unknown>,
  component: RawBuilder<unknown>,
  evidence: { readonly documents: RawBuilder<unknown>; readonly images: RawBuilder<unknown> },
): RawBuilder<boolean> {
  const { documents, images } = evidence
  const own = buildImages(release)
  return sql<boolean>`(
    case when cardinality(${images}) > 0 and cardinality(${own}) > 0 then ${own} = ${images}
      else cardinality(${documents}) > 0 and ${buildDocuments(release, component)} = ${documents} end
  )`
}

/** Every build document and image of a release, as columns `documents` and `images`. */
export function ownBuilds(release: RawBuilder<unknown>): RawBuilder<unknown> {
  return sql`${buildDocuments(release, sql`null::bigint`)} as documents, ${buildImages(release)} as images`
}

/**
 * One text for releases that show a component by the same evidence, null where there is none. Two of which only one names its images have
 * different ones, although a verdict of a build may hold for both.
 */
export function buildKey(
  release: RawBuilder<unknown>,
  component: RawBuilder<unknown>,
): RawBuilder<string | null> {
  return sql<string | null>`coalesce(
    'images ' || nullif(array_to_string(${buildImages(release)}, ' '), ''),
    'documents ' || nullif(array_to_string(${buildDocuments(release, component)}, ' '), ''))`
}

function buildDocuments(
  release: RawBuilder<unknown>,
  component: RawBuilder<unknown>,
): RawBuilder<unknown> {
  return sql`array(
    select distinct bd.document_id from release_document bd
    where bd.release_id = ${release} and bd.lane = 'build' and bd.detached_at is null and (${component} is null or exists (
      select 1 from document_component bc where bc.document_id = bd.document_id and bc.component_id = ${component}
      union all
      select 1 from release_component bo
      where bo.release_id = bd.release_id and bo.document_id = bd.document_id and bo.component_id = ${component}
    )) order by 1
  )::bigint[]`
}

function buildImages(release: RawBuilder<unknown>): RawBuilder<unknown> {
  return sql`array(
    select distinct encode(bi.sha256, 'hex') from build bb join build_image bi on bi.build_id = bb.id
    where bb.release_id = ${release} order by 1
  )::text[]`
}
