// SPDX-License-Identifier: Apache-2.0
import { sql } from 'kysely'
import type { Db } from '../schema/index.ts'
import { visibleProducts, type Visible } from '../visibility/index.ts'

/** How a product stood at the end of a day. */
export interface ProductDay {
  readonly product_id: number
  readonly day: string
  readonly affected: number
  readonly unknown: number
  readonly not_affected: number
  readonly fixed: number
  readonly exploited: number
}

/** Notes how every product stands at the end of the day, as far as it has gone; nothing is written where nothing changed. */
export async function noteProductDays(db: Db, at: string): Promise<void> {
  const counters = ['affected', 'unknown', 'not_affected', 'fixed', 'exploited'] as const
  const list = (of: string) => sql.join(counters.map((name) => sql.ref(`${of}.${name}`)))
  await sql`
    with recursive part as (
      select r.product_id, r.id as release_id from release r where r.archived_at is null
      union
      select part.product_id, e.child_id from part join release_edge e on e.parent_id = part.release_id
    ),
    total as (
      select p.id as product_id, ${sql.join(
        counters.map((name) => sql`coalesce(sum(c.${sql.ref(name)}), 0) as ${sql.ref(name)}`),
      )}
      from product p left join part on part.product_id = p.id left join release_counter c on c.release_id = part.release_id
      where p.archived_at is null group by p.id
    )
    insert into product_counter_day (product_id, day, ${sql.join(counters.map((name) => sql.ref(name)))})
    select t.product_id, ${at.slice(0, 10)}::date, ${list('t')}
    from total t left join lateral (
      select * from product_counter_day d where d.product_id = t.product_id and d.day <= ${at.slice(0, 10)}::date
      order by d.day desc limit 1
    ) last on true
    where (${list('t')}) is distinct from (${sql.join(
      counters.map((name) => sql`coalesce(last.${sql.ref(name)}, 0)`),
    )})
    order by t.product_id
    on conflict (product_id, day) do update set ${sql.join(
      counters.map((name) => sql`${sql.ref(name)} = excluded.${sql.ref(name)}`),
    )}
  `.execute(db)
}

/** Of each product the days on which it changed, from the last one before `from` on (which then stands as `from`), by day. */
export async function productDays(
  db: Db,
  visible: Visible,
  range: { readonly from: string; readonly to: string },
): Promise<readonly ProductDay[]> {
  const { rows } = await sql<ProductDay>`
    select d.product_id, greatest(d.day, ${range.from}::date) as day, d.affected, d.unknown, d.not_affected, d.fixed, d.exploited
    from product p cross join lateral (
      select coalesce(max(day), '-infinity'::date) as day from product_counter_day
      where product_id = p.id and day <= ${range.from}::date
    ) first join product_counter_day d on d.product_id = p.id and d.day >= first.day and d.day <= ${range.to}::date
    where ${visibleProducts(visible, 'p', 'id')} and p.archived_at is null
    order by d.product_id, d.day
  `.execute(db)
  return rows
}
