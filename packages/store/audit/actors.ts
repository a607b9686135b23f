// SPDX-License-Identifier: Apache-2.0
import { sql } from 'kysely'
import { containing } from '../rows/index.ts'
import type { Db } from '../schema/index.ts'

/** Names of people and of tokens with their owners, by how the log calls them; whoever is none of the organisation is left out. */
export async function actorNames(
  db: Db,
  organisation: number,
  actors: readonly string[],
): Promise<ReadonlyMap<string, string>> {
  const distinct = [...new Set(actors)]
  const { rows } = await sql<{ actor: string; name: string }>`
    select actor, name from (${known(organisation)}) k where actor = any(${distinct}::text[])
  `.execute(db)
  return new Map(rows.map(({ actor, name }) => [actor, name]))
}

/** How the log calls those that somebody means: the word itself, or people and their tokens by part of a name or e-mail. */
export async function actorsCalled(
  db: Db,
  organisation: number,
  who: string,
): Promise<readonly string[]> {
  if (/^(?:user:|token:|system$)/.test(who)) return [who]
  const { rows } = await sql<{ actor: string }>`
    select actor from (${known(organisation)}) k
    where name ilike ${containing(who)} or email ilike ${containing(who)} limit 1000
  `.execute(db)
  return rows.map(({ actor }) => actor)
}

function known(organisation: number) {
  return sql`
    select 'user:' || a.public_id as actor, a.name, a.email from account a
    where exists (select 1 from role_grant g where g.account_id = a.id and g.organisation_id = ${organisation})
    union all
    select 'token:' || t.public_id, t.name || ' of ' || a.name, a.email
    from api_token t join account a on a.id = t.account_id where t.organisation_id = ${organisation}
  `
}
