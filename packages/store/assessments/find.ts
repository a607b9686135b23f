// SPDX-License-Identifier: Apache-2.0
import { sql, type RawBuilder } from 'kysely'
import type { Db, RowOf } from '../schema/index.ts'
import { visibleProducts, type Visible } from '../visibility/index.ts'
import type { Assessment, AssessmentScope } from './assess.ts'
import { buildEvidence, ownBuilds, sharesBuild } from './builds.ts'

/** An assessment that holds for a release; narrower scopes come first. */
export interface ApplicableAssessment extends Assessment {
  readonly author: string | null
  readonly approver: string | null
  readonly vulnerability: string
}

/** Every assessment that holds for these releases now: by release, vulnerability, the narrowest scope and the last word first. */
export async function applicableAssessments(
  db: Db,
  what: { readonly releases: readonly number[]; readonly vulnerabilities?: readonly number[] },
): Promise<readonly (ApplicableAssessment & { readonly for_release: number })[]> {
  const { releases, vulnerabilities } = what
  const { rows } = await sql<ApplicableAssessment & { for_release: number }>`
    select a.*, c.name as author, s.name as approver, v.name as vulnerability, r.id as for_release
    from release r join product p on p.id = r.product_id ${OWN_BUILDS}
      join assessment a on a.organisation_id = r.organisation_id and a.state = 'active' and ${holdsFor()}
      join vulnerability v on v.id = a.vulnerability_id
      left join account c on c.id = a.author_id left join account s on s.id = a.approved_by
    where r.id = any(${releases}::bigint[])
      ${vulnerabilities === undefined ? sql`` : sql`and a.vulnerability_id = any(${vulnerabilities}::bigint[])`}
    order by r.id, v.name, ${NARROWEST}, a.id desc
  `.execute(db)
  return rows
}

const NARROWEST = sql`array_position(array['release', 'build', 'product', 'line', 'organisation'], a.scope)`

/** What release `r` has of builds at all: most verdicts of builds are of others, and are told by this alone. */
const OWN_BUILDS = sql`cross join lateral (select ${ownBuilds(sql`r.id`)}) own`

/**
 * What assessment `a` speaks of goes by these now: a GHSA id that was judged may have become a name of a CVE since. A CVE is never
 * judged by another one, see `settlingIds`.
 */
const GOES_BY = sql`(
  select a.vulnerability_id union
  select n.vulnerability_id from vulnerability o join vulnerability_alias n on n.alias = o.name
  where o.id = a.vulnerability_id and not starts_with(o.name, 'CVE-')
)`

/** Whether assessment `a` holds for release `r` of product `p`, which has these builds of its `own`. */
function holdsFor(): RawBuilder<boolean> {
  return sql<boolean>`case a.scope
    when 'release' then a.release_id = r.id when 'product' then a.product_id = r.product_id
    when 'line' then a.product_line_id = p.product_line_id
    when 'build' then (a.documents && own.documents or a.images && own.images) and ${sharesBuild(
      sql`r.id`,
      sql`a.component_id`,
      {
        documents: sql`a.documents`,
        images: sql`a.images`,
      },
    )} else true end`
}

/** Releases with a finding of which this assessment speaks, whether it holds, waits or has ended: by id. */
export async function releasesAssessed(db: Db, assessment: number): Promise<readonly number[]> {
  const { rows } = await sql<{ id: number }>`
    select distinct f.release_id as id
    from assessment a cross join lateral ${GOES_BY} g
      join finding f on f.vulnerability_id = g.vulnerability_id and f.organisation_id = a.organisation_id
        and f.closed_at is null and (a.component_id is null or f.component_id = a.component_id)
      join release r on r.id = f.release_id join product p on p.id = r.product_id ${OWN_BUILDS}
    where a.id = ${assessment} and ${holdsFor()} order by 1
  `.execute(db)
  return rows.map(({ id }) => id)
}

/** What was ever said of one finding by people, whatever became of it: the last first. */
export async function assessmentsOn(
  db: Db,
  finding: number,
): Promise<readonly ApplicableAssessment[]> {
  const { rows } = await sql<ApplicableAssessment>`
    select a.*, c.name as author, s.name as approver, v.name as vulnerability
    from finding f join release r on r.id = f.release_id join product p on p.id = r.product_id ${OWN_BUILDS}
      cross join lateral (
        select f.vulnerability_id as id union
        select o.id from vulnerability_alias n join vulnerability o on o.name = n.alias
        where n.vulnerability_id = f.vulnerability_id and not starts_with(o.name, 'CVE-')
      ) called
      join assessment a on a.organisation_id = f.organisation_id and a.vulnerability_id = called.id
        and (a.component_id is null or a.component_id = f.component_id) and ${holdsFor()}
      join vulnerability v on v.id = a.vulnerability_id
      left join account c on c.id = a.author_id left join account s on s.id = a.approved_by
    where f.id = ${finding} order by a.id desc limit 200
  `.execute(db)
  return rows
}

/** The last first: all of an organisation, or those of a state, a release, a vulnerability, or that run out before an instant. */
export async function assessments(
  db: Db,
  visible: Visible,
  page: {
    readonly before?: number
    readonly states?: readonly RowOf<'assessment'>['state'][]
    readonly release?: number
    readonly component?: number
    readonly vulnerability?: number
    readonly expiringUntil?: string
    readonly limit: number
  },
): Promise<readonly ApplicableAssessment[]> {
  const { before, states, release, component, vulnerability, expiringUntil } = page
  const conditions: RawBuilder<unknown>[] = [
    sql`a.organisation_id = ${visible.organisation}`,
    visible.products === 'all' ? sql`true` : isSeenInPart(visible),
  ]
  if (before !== undefined) conditions.push(sql`a.id < ${before}`)
  if (states !== undefined) conditions.push(sql`a.state = any(${states}::text[])`)
  if (release !== undefined) conditions.push(sql`a.release_id = ${release}`)
  if (component !== undefined) conditions.push(sql`a.component_id = ${component}`)
  if (vulnerability !== undefined) conditions.push(sql`a.vulnerability_id = ${vulnerability}`)
  if (expiringUntil !== undefined) {
    conditions.push(sql`a.state = 'active' and a.expires_at <= ${expiringUntil}::timestamptz`)
  }
  const { rows } = await sql<ApplicableAssessment>`
    select a.*, c.name as author, s.name as approver, v.name as vulnerability
    from assessment a join vulnerability v on v.id = a.vulnerability_id
      left join account c on c.id = a.author_id left join account s on s.id = a.approved_by
      left join lateral (
        select a.organisation_id, coalesce(a.product_id, (select product_id from release where id = a.release_id)) as product_id
      ) p on true
    where ${sql.join(conditions, sql` and `)}
    order by a.id desc limit ${page.limit}
  `.execute(db)
  return rows
}

/**
 * Of one product it is seen by those who see that; what holds for the organisation, by everybody; of a line or a build, by those who see
 * any of its products: its component and its reason may be those of another team's.
 */
function isSeenInPart(visible: Visible): RawBuilder<boolean> {
  const evidence = { documents: sql`a.documents`, images: sql`a.images` }
  return sql<boolean>`case a.scope
    when 'organisation' then true
    when 'line' then exists (
      select 1 from product q where q.product_line_id = a.product_line_id and ${visibleProducts(visible, 'q', 'id')}
    )
    when 'build' then exists (
      select 1 from finding f where f.vulnerability_id = a.vulnerability_id and f.component_id = a.component_id
        and ${visibleProducts(visible, 'f')} and ${sharesBuild(sql`f.release_id`, sql`a.component_id`, evidence)}
    )
    else ${visibleProducts(visible, 'p')} end`
}

/** Where assessments hold, in words, and of which product; none for those that hold in the whole organisation or for a build. */
export async function assessmentPlaces(
  db: Db,
  ids: readonly number[],
): Promise<ReadonlyMap<number, { readonly title: string; readonly product: number | undefined }>> {
  const { rows } = await sql<{
    id: number
    line: string | null
    product: string | null
    product_id: number | null
    version: string | null
  }>`
    select a.id, l.name as line, p.name as product, p.id as product_id, r.version
    from assessment a left join release r on r.id = a.release_id left join product p on p.id = coalesce(a.product_id, r.product_id)
      left join product_line l on l.id = a.product_line_id
    where a.id = any(${ids}::bigint[]) and a.scope in ('release', 'product', 'line')
  `.execute(db)
  return new Map(
    rows.map(({ id, line, product, product_id, version }) => [
      id,
      {
        title: line ?? `${product ?? ''} ${version ?? ''}`.trim(),
        product: product_id ?? undefined,
      },
    ]),
  )
}

/** Of these releases those that show a component by the same evidence of a build as this one. */
export async function releasesSharingBuild(
  db: Db,
  of: {
    readonly release: number
    readonly component: number
    readonly among: readonly number[]
  },
): Promise<ReadonlySet<number>> {
  const evidence = await buildEvidence(db, of)
  const { rows } = await sql<{ id: number }>`
    select r.id from release r where r.id = any(${of.among}::bigint[]) and ${sharesBuild(
      sql`r.id`,
      sql`${of.component}::bigint`,
      {
        documents: sql`${evidence.documents}::bigint[]`,
        images: sql`${evidence.images}::text[]`,
      },
    )}
  `.execute(db)
  return new Set(rows.map(({ id }) => id))
}

/** Releases that may be seen in which a verdict of this scope would concern a finding now: by id. */
export async function releasesInScope(
  db: Db,
  visible: Visible,
  of: {
    readonly scope: AssessmentScope
    readonly component: number
    readonly vulnerability: number
  },
): Promise<readonly number[]> {
  const { scope, component, vulnerability } = of
  const { rows } = await sql<{ id: number }>`
    select distinct f.release_id as id from finding f join release r on r.id = f.release_id join product p on p.id = r.product_id
    where f.vulnerability_id = ${vulnerability} and f.component_id = ${component} and f.closed_at is null
      and ${visibleProducts(visible, 'f')} and ${placeCondition(scope, component)} order by 1
  `.execute(db)
  return rows.map(({ id }) => id)
}

function placeCondition(scope: AssessmentScope, component: number): RawBuilder<boolean> {
  switch (scope.kind) {
    case 'release':
      return sql<boolean>`r.id = ${scope.release}`
    case 'product':
      return sql<boolean>`p.id = ${scope.product}`
    case 'line':
      return sql<boolean>`p.product_line_id = ${scope.productLine}`
    case 'organisation':
      return sql<boolean>`true`
    case 'build':
      return sharesBuild(sql`r.id`, sql`${component}::bigint`, {
        documents: sql`${scope.documents}::bigint[]`,
        images: sql`${scope.images}::text[]`,
      })
  }
}
