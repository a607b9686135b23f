// SPDX-License-Identifier: Apache-2.0
import { sql } from 'kysely'
import type { Db } from '../schema/index.ts'

/** What people and the hub itself leave behind: judgements, an audit log (its hashes are none), jobs that are done. */
export async function seedWork(db: Db): Promise<void> {
  const run = (query: ReturnType<typeof sql>) => query.execute(db)
  await run(sql`insert into account (public_id, name, email, valid_from, created_at)
    select gen_random_uuid(), 'Person ' || i, 'person-' || i || '@bench.invalid', now(), now() from generate_series(1, 200) i`)
  await run(sql`insert into role_grant (public_id, organisation_id, account_id, role, granted_at)
    select gen_random_uuid(), 1, id, 'analyst', now() from account`)
  await run(sql`insert into assessment (public_id, organisation_id, scope, product_id, component_id, vulnerability_id, verdict, reason,
      state, author_id, created_at)
    select gen_random_uuid(), 1, 'product', product_id, component_id, vulnerability_id, verdict, 'Looked at.', 'active', 1 + id % 200,
      changed_at
    from finding where decided_by = 'person' limit 5000`)
  await run(
    sql`insert into audit_chain (organisation_id, length, hash) values (1, 100000, '\\x00')`,
  )
  await run(sql`insert into audit_event (chain_id, number, at, actor, action, subject, body, hash)
    select c.id, i, now(), 'user:' || i % 200, 'document.attach', 'release:' || i % 2000,
      json_build_object('action', 'document.attach', 'actor', 'user:' || i % 200, 'at', '2026-01-01T00:00:00.000Z', 'detail', null,
        'number', i, 'subject', 'release:' || i % 2000)::text, sha256(i::text::bytea)
    from audit_chain c, generate_series(1, 100000) i`)
  await run(sql`insert into job (kind, payload, run_at, created_at, finished_at)
    select 'judge-release', '{}', now(), now(), now() from generate_series(1, 50000)`)
}
