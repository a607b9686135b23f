// SPDX-License-Identifier: Apache-2.0
import { sql } from 'kysely'
import type { Db } from './schema.ts'

/** The schema as it stands in the database, in words that do not depend on the server's version or on the order of creation. */
export async function describeSchema(db: Db): Promise<string> {
  const { rows } = await sql<{ table: string; line: string }>`
    with tables as (
      select c.oid, c.relname::text as name from pg_class c
      where c.relnamespace = current_schema()::regnamespace and c.relkind = 'r'
    )
    select t.name as "table", 1 as part, lpad(a.attnum::text, 4, '0') as place,
      a.attname || ' ' || format_type(a.atttypid, a.atttypmod)
        || case when co.collname is null or co.collname = 'default' then '' else ' collate ' || co.collname end
        || case when a.attnotnull then ' not null' else '' end
        || case when a.attidentity = 'a' then ' generated always as identity' else '' end
        || coalesce(case a.attgenerated when 's' then ' generated as ' else ' default ' end
          || regexp_replace(pg_get_expr(d.adbin, d.adrelid), '\\s+', ' ', 'g'), '') as line
    from tables t join pg_attribute a on a.attrelid = t.oid and a.attnum > 0 and not a.attisdropped
      left join pg_attrdef d on d.adrelid = t.oid and d.adnum = a.attnum
      left join pg_collation co on co.oid = a.attcollation
    union all
    select t.name, 2, n.conname::text, pg_get_constraintdef(n.oid)
    from tables t join pg_constraint n on n.conrelid = t.oid and n.contype <> 'n'
    union all
    select t.name, 3, i.relname::text, replace(pg_get_indexdef(i.oid), current_schema() || '.', '')
    from tables t join pg_index x on x.indrelid = t.oid join pg_class i on i.oid = x.indexrelid
    where not exists (select 1 from pg_constraint n where n.conindid = i.oid and n.conrelid = t.oid)
    union all
    select t.name, 4, g.tgname::text, replace(pg_get_triggerdef(g.oid), current_schema() || '.', '')
    from tables t join pg_trigger g on g.tgrelid = t.oid and not g.tgisinternal
    union all
    select '~ ' || p.proname || '()', 1, lpad(l.place::text, 4, '0'), l.line
    from pg_proc p, regexp_split_to_table(trim(p.prosrc, E' \\n'), '\\n') with ordinality as l (line, place)
    where p.pronamespace = current_schema()::regnamespace and p.prorettype = 'trigger'::regtype
    order by 1, 2, 3
  `.execute(db)
  const lines: string[] = []
  let last = ''
  for (const { table, line } of rows) {
    if (table !== last) lines.push(last === '' ? '' : '\n', `${table}\n`)
    last = table
    lines.push(`  ${line}\n`)
  }
  return lines.join('')
}
