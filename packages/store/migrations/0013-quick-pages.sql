-- SPDX-License-Identifier: Apache-2.0
-- What pages ask for at ten million findings, from indexes alone.

-- news of a release, the last first
drop index finding_event_by_release;
create index finding_event_by_release on finding_event (release_id, id);

-- where it is, and how many there are of each verdict
drop index finding_by_vulnerability;
create index finding_by_vulnerability on finding (vulnerability_id, release_id, class)
  include (organisation_id, product_id) where closed_at is null;
drop index finding_by_component;
create index finding_by_component on finding (component_id, release_id, class)
  include (organisation_id, product_id) where closed_at is null;

-- Small letters, and few enough that an index takes them: a search reads all of this index, which is a fifth of the table.
alter table component add column search text collate "C" not null
  generated always as (lower(left(name, 200) || ' ' || left(coalesce(purl, ''), 400))) stored;
create index component_by_search on component (search, id);
-- The package that it is a version of: two releases are compared by it.
alter table component add column subject text collate "C" not null
  generated always as (coalesce(split_part(split_part(split_part(purl, '@', 1), '?', 1), '#', 1), name)) stored;

-- when a kind of work was asked for last
create index job_by_kind on job (kind, created_at);
