// SPDX-License-Identifier: Apache-2.0
import { sql } from 'kysely'
import type { Db } from '../schema/index.ts'
import { filledAtOnce } from './bulk.ts'
import type { Portfolio } from './seed.ts'

/** Files that a release's source document lists. */
const FILES = 500

/** Two documents for each release, their components and files; advisories, and the vulnerabilities that they tell of. */
export async function seedContent(db: Db, size: Portfolio): Promise<void> {
  const { components, vulnerabilities, findings, large } = size
  const releases = size.products * size.releasesPerProduct + 1
  const each = Math.max(1, Math.round(findings / releases))
  const run = (query: ReturnType<typeof sql>) => query.execute(db)
  await run(sql`insert into component (identity, name, version, purl, facts, first_seen)
    select sha256(i::text::bytea), 'component-' || md5((i / 4)::text), '1.' || i,
      'pkg:npm/component-' || md5((i / 4)::text) || '@1.' || i,
      json_build_object('name', 'component-' || md5((i / 4)::text), 'version', '1.' || i,
        'purls', json_build_array('pkg:npm/component-' || md5((i / 4)::text) || '@1.' || i)), now()
    from generate_series(1, ${components}::integer) i`)
  await run(
    sql`insert into component_key (key, component_id) select 'package:npm/' || name, id from component`,
  )
  await run(sql`insert into document (sha256, size, state, format, spec_version, document_id, facts, components, files, received_at,
      read_at, reader)
    select sha256(('document ' || i)::bytea), 100000, 'read', 'cyclonedx', '1.6', 'urn:document:' || i,
      '{"creators":["Bench"],"tools":["seed"]}', ${each}::integer, ${FILES}::integer, now(), now(), 1
    from generate_series(1, 2 * ${releases}::integer) i`)
  await run(sql`insert into release_document (public_id, organisation_id, release_id, document_id, lane, name, uploaded_at)
    select gen_random_uuid(), 1, r.id, r.id + lane * ${releases}::bigint, (array['build', 'source'])[lane + 1], 'bom.json', r.created_at
    from release r, generate_series(0, 1) lane`)
  await run(sql`insert into document_link (from_id, to_id, how, verified, count)
    select id, id + ${releases}::bigint, 'reference', 'no-digest-given', 1 from release`)
  await run(sql`insert into file (identity, path, name, sha256, sha1)
    select sha256(('file ' || i)::bytea), 'src/' || i % 97 || '/' || md5((i / 3)::text) || '.c', md5((i / 3)::text) || '.c',
      sha256(('content ' || i / 2)::bytea), decode(md5(i::text) || '00000000', 'hex')
    from generate_series(1, 100 * ${FILES}::integer) i`)
  await filledAtOnce(db, ['document_component', 'document_file'], async (trx) => {
    await sql`insert into document_component (document_id, component_id, element, licence, supplier)
      select document_id, component_id, 'element-' || component_id,
        (array['MIT', 'Apache-2.0', 'BSD-3-Clause', 'GPL-2.0-only', null])[1 + floor(random() * 5)::integer],
        'Supplier ' || component_id % 100
      from (
        select distinct r.id as document_id, 1 + floor(power(random(), 2) * ${components}::integer)::bigint as component_id
        from release r, generate_series(1, ${each}::integer) i where r.id < ${releases}::bigint
      ) drawn order by 1, 2`.execute(trx)
    await sql`insert into document_component (document_id, component_id, element, licence)
      select ${releases}::bigint, 1 + i::bigint * (${components}::integer / ${large}::integer), 'element-' || i, 'MIT'
      from generate_series(0, ${large}::integer - 1) i`.execute(trx)
    // steps that have no divisor in common with the number of files: none comes twice
    await sql`insert into document_file (document_id, file_id, role)
      select r.id + ${releases}::bigint, 1 + (r.id * 37 + i * 101) % (100 * ${FILES}::integer), 'source'
      from release r, generate_series(1, ${FILES}::integer) i where r.id < ${releases}::bigint`.execute(
      trx,
    )
    // a whole tree of sources
    await sql`insert into document_file (document_id, file_id, role)
      select 2 * ${releases}::bigint, id, 'source' from file`.execute(trx)
  })
  await run(sql`insert into vulnerability (name, title, severity, is_exploited, epss, first_seen, changed_at)
    select 'CVE-' || 2000 + i % 26 || '-' || 10000 + i, 'Something is wrong in ' || i,
      case when i % 20 = 0 then -1 else (random() * 60 + 38)::integer end,
      i % 100 = 0, case when i % 100 = 0 then 0.3 + random() * 0.7 else greatest(power(random(), 8), 0.00001) end, now(), now()
    from generate_series(1, ${vulnerabilities}::integer) i`)
  await run(sql`insert into vulnerability_alias select name, id from vulnerability`)
  await run(
    sql`insert into feed (public_id, name, kind, created_at) values (gen_random_uuid(), 'Bench', 'cve', now())`,
  )
  await run(sql`insert into advisory (feed_id, name, kind, source, hash, record, changed_at)
    select 1, name, 'cve', 'CVE', sha256(name::bytea), '{}', now() from vulnerability`)
  await run(sql`insert into kev_entry (catalogue, vulnerability, since, record)
    select 'CISA KEV', name, current_date, '{}' from vulnerability where is_exploited`)
  await run(sql`analyze`)
}
