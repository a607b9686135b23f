// SPDX-License-Identifier: Apache-2.0
import { sql, type RawBuilder } from 'kysely'
import { containing } from '../rows/index.ts'
import type { Db } from '../schema/index.ts'

/** What a text was found in. */
export type NamesWithText =
  | {
      readonly kind: 'few'
      readonly components: readonly number[]
      readonly vulnerabilities: readonly number[]
    }
  /** In so many that it is looked for in the findings themselves. */
  | { readonly kind: 'many'; readonly pattern: string }

/** More than this are many. */
const FEW = 5_000

/** Looks a text up among the names of components and vulnerabilities, of which there are few beside findings. */
export async function namesWithText(
  db: Db,
  text: string | undefined,
): Promise<NamesWithText | undefined> {
  if (text === undefined || text === '') return undefined
  const pattern = containing(text)
  const small = sql`lower(${pattern}::text collate "C")`
  const { rows } = await sql<{ components: number[]; vulnerabilities: number[] }>`
    select array(
        -- the index of few bytes first: it holds names and purls
        select id from component where search like ${small} and lower(name) like ${small} limit ${FEW + 1}
      ) as components,
      array(
        select vulnerability_id from vulnerability_alias where lower(alias) like ${small} limit ${FEW + 1}
      ) as vulnerabilities
  `.execute(db)
  const { components = [], vulnerabilities = [] } = rows[0] ?? {}
  return components.length > FEW || vulnerabilities.length > FEW
    ? { kind: 'many', pattern }
    : { kind: 'few', components, vulnerabilities }
}

/** The condition on `finding f`. */
export function namesCondition(names: NamesWithText): RawBuilder<unknown> {
  if (names.kind === 'many') {
    return sql`(f.component ilike ${names.pattern} or f.vulnerability ilike ${names.pattern})`
  }
  return sql`(f.component_id = any(${names.components}::bigint[])
    or f.vulnerability_id = any(${names.vulnerabilities}::bigint[]))`
}
