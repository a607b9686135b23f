-- SPDX-License-Identifier: Apache-2.0
-- Verdicts, computed when something comes in and kept with their reasons. Sorted and filtered on stored keys only.

create table finding (
  id bigint generated always as identity primary key,
  organisation_id bigint not null references organisation,
  product_id bigint not null references product,
  release_id bigint not null references release,
  component_id bigint not null references component,
  vulnerability_id bigint not null references vulnerability,
  verdict text not null check (verdict in ('affected', 'not_affected', 'fixed', 'unknown')),
  decided_by text not null check (decided_by in ('rule', 'supplier', 'person')),
  rule text not null,
  -- of everything that its last event says: reason and evidence are there
  hash bytea not null,
  -- copies of the vulnerability's and the component's, to sort by
  severity smallint not null,
  is_exploited boolean not null,
  -- per mille: finer steps would rewrite half the table every day
  epss smallint not null,
  -- exploited, then severity, then EPSS
  priority integer not null generated always as (is_exploited::integer * 200000 + (severity + 1) * 1002 + epss + 1) stored,
  -- verdict, exploitation and severity as one number of forty: a list that is filtered by any of them and sorted by anything
  -- is a merge of few ranges of one index
  class smallint not null generated always as (
    case verdict when 'affected' then 0 when 'unknown' then 10 when 'fixed' then 20 else 30 end + is_exploited::integer * 5
    + case when severity >= 90 then 4 when severity >= 70 then 3 when severity >= 40 then 2 when severity >= 0 then 1 else 0 end
  ) stored,
  vulnerability text collate "C" not null,
  component text collate "C" not null,
  first_seen timestamptz(3) not null,
  changed_at timestamptz(3) not null,
  -- no document or no advisory says so any more
  closed_at timestamptz(3),
  unique (release_id, component_id, vulnerability_id)
);

create index finding_by_vulnerability on finding (vulnerability_id);
create index finding_by_component on finding (component_id);
create index finding_by_product on finding (product_id) where closed_at is null;
create index finding_by_rule on finding (organisation_id, rule) where closed_at is null;
create index finding_closed on finding (organisation_id, closed_at, id) where closed_at is not null;
create index finding_by_others on finding (organisation_id, decided_by, id) where closed_at is null and decided_by <> 'rule';
create index finding_by_priority on finding (organisation_id, class, priority, id) where closed_at is null;
create index finding_by_severity on finding (organisation_id, class, severity, id) where closed_at is null;
create index finding_by_epss on finding (organisation_id, class, epss, id) where closed_at is null;
create index finding_by_first_seen on finding (organisation_id, class, first_seen, id) where closed_at is null;
create index finding_by_changed_at on finding (organisation_id, class, changed_at, id) where closed_at is null;
create index finding_by_vulnerability_name on finding (organisation_id, class, vulnerability, id) where closed_at is null;
create index finding_by_component_name on finding (organisation_id, class, component, id) where closed_at is null;

-- Append-only: what we knew, when, and why.
create table finding_event (
  id bigint generated always as identity primary key,
  finding_id bigint not null,
  release_id bigint not null,
  kind text not null check (kind in ('opened', 'changed', 'closed', 'reopened')),
  at timestamptz(3) not null,
  verdict text not null check (verdict in ('affected', 'not_affected', 'fixed', 'unknown')),
  decided_by text not null check (decided_by in ('rule', 'supplier', 'person')),
  rule text not null,
  justification text,
  reason text not null,
  evidence json,
  -- what set it off: `{document}`, `{advisories}`, `{assessment}`, ...
  cause json
);
create index finding_event_by_finding on finding_event (finding_id, id);
create index finding_event_by_release on finding_event (release_id, at);
-- events come in the order of time, so that a few pages of this index are enough
create index finding_event_by_time on finding_event using brin (at) with (pages_per_range = 32);

-- Counters of a release, written with the findings. Severities count what is affected or unknown.
create table release_counter (
  release_id bigint primary key references release,
  affected integer not null default 0,
  unknown integer not null default 0,
  not_affected integer not null default 0,
  fixed integer not null default 0,
  exploited integer not null default 0,
  critical integer not null default 0,
  high integer not null default 0,
  medium integer not null default 0,
  low integer not null default 0,
  unrated integer not null default 0,
  changed_at timestamptz(3) not null,
  -- last time that its findings were computed, whether or not they changed
  judged_at timestamptz(3)
);

-- Kept by the database itself, whoever changes findings and why: the portfolio adds them up and never counts.
create function count_new_findings() returns trigger language plpgsql as $$
begin
  insert into release_counter as c
    (release_id, affected, unknown, not_affected, fixed, exploited, critical, high, medium, low, unrated, changed_at)
  select release_id,
    coalesce(sum(sign) filter (where verdict = 'affected'), 0),
    coalesce(sum(sign) filter (where verdict = 'unknown'), 0),
    coalesce(sum(sign) filter (where verdict = 'not_affected'), 0),
    coalesce(sum(sign) filter (where verdict = 'fixed'), 0),
    coalesce(sum(sign) filter (where is_exploited and verdict in ('affected', 'unknown')), 0),
    coalesce(sum(sign) filter (where severity >= 90 and verdict in ('affected', 'unknown')), 0),
    coalesce(sum(sign) filter (where severity between 70 and 89 and verdict in ('affected', 'unknown')), 0),
    coalesce(sum(sign) filter (where severity between 40 and 69 and verdict in ('affected', 'unknown')), 0),
    coalesce(sum(sign) filter (where severity between 0 and 39 and verdict in ('affected', 'unknown')), 0),
    coalesce(sum(sign) filter (where severity = -1 and verdict in ('affected', 'unknown')), 0),
    max(changed_at)
  from (select 1 as sign, a.* from after a) rows
  where closed_at is null
  group by release_id
  on conflict (release_id) do update set
    affected = c.affected + excluded.affected,
    unknown = c.unknown + excluded.unknown,
    not_affected = c.not_affected + excluded.not_affected,
    fixed = c.fixed + excluded.fixed,
    exploited = c.exploited + excluded.exploited,
    critical = c.critical + excluded.critical,
    high = c.high + excluded.high,
    medium = c.medium + excluded.medium,
    low = c.low + excluded.low,
    unrated = c.unrated + excluded.unrated,
    changed_at = greatest(c.changed_at, excluded.changed_at);
  return null;
end
$$;
create function count_changed_findings() returns trigger language plpgsql as $$
begin
  insert into release_counter as c
    (release_id, affected, unknown, not_affected, fixed, exploited, critical, high, medium, low, unrated, changed_at)
  select release_id,
    coalesce(sum(sign) filter (where verdict = 'affected'), 0),
    coalesce(sum(sign) filter (where verdict = 'unknown'), 0),
    coalesce(sum(sign) filter (where verdict = 'not_affected'), 0),
    coalesce(sum(sign) filter (where verdict = 'fixed'), 0),
    coalesce(sum(sign) filter (where is_exploited and verdict in ('affected', 'unknown')), 0),
    coalesce(sum(sign) filter (where severity >= 90 and verdict in ('affected', 'unknown')), 0),
    coalesce(sum(sign) filter (where severity between 70 and 89 and verdict in ('affected', 'unknown')), 0),
    coalesce(sum(sign) filter (where severity between 40 and 69 and verdict in ('affected', 'unknown')), 0),
    coalesce(sum(sign) filter (where severity between 0 and 39 and verdict in ('affected', 'unknown')), 0),
    coalesce(sum(sign) filter (where severity = -1 and verdict in ('affected', 'unknown')), 0),
    max(changed_at)
  from (select 1 as sign, a.* from after a union all select -1, b.* from before b) rows
  where closed_at is null
  group by release_id
  on conflict (release_id) do update set
    affected = c.affected + excluded.affected,
    unknown = c.unknown + excluded.unknown,
    not_affected = c.not_affected + excluded.not_affected,
    fixed = c.fixed + excluded.fixed,
    exploited = c.exploited + excluded.exploited,
    critical = c.critical + excluded.critical,
    high = c.high + excluded.high,
    medium = c.medium + excluded.medium,
    low = c.low + excluded.low,
    unrated = c.unrated + excluded.unrated,
    changed_at = greatest(c.changed_at, excluded.changed_at);
  return null;
end
$$;
create trigger count_new after insert on finding referencing new table as after
  for each statement execute function count_new_findings();
create trigger count_changed after update on finding referencing old table as before new table as after
  for each statement execute function count_changed_findings();

-- The same as it stood at the end of each day on which it changed.
create table release_counter_day (
  release_id bigint not null references release,
  day date not null,
  affected integer not null,
  unknown integer not null,
  not_affected integer not null,
  fixed integer not null,
  exploited integer not null,
  critical integer not null,
  high integer not null,
  medium integer not null,
  low integer not null,
  unrated integer not null,
  primary key (release_id, day)
);

-- Judgement by people.
create table assessment (
  id bigint generated always as identity primary key,
  public_id uuid not null unique,
  organisation_id bigint not null references organisation,
  scope text not null check (scope in ('release', 'product', 'document', 'organisation')),
  release_id bigint references release,
  product_id bigint references product,
  -- every release that has this document
  document_id bigint references document,
  component_id bigint references component,
  vulnerability_id bigint not null references vulnerability,
  verdict text not null check (verdict in ('affected', 'not_affected', 'fixed', 'unknown')),
  justification text,
  reason text not null,
  -- what users of the release should do
  response text,
  state text not null check (state in ('proposed', 'active', 'rejected', 'withdrawn', 'replaced', 'expired')),
  author_id bigint not null,
  created_at timestamptz(3) not null,
  expires_at timestamptz(3),
  approved_by bigint,
  approved_at timestamptz(3),
  ended_by bigint,
  ended_at timestamptz(3),
  end_reason text,
  replaces_id bigint references assessment,
  check (approved_by is null or approved_by <> author_id),
  check (case scope when 'release' then release_id is not null when 'product' then product_id is not null
    when 'document' then document_id is not null else true end)
);
create index assessment_by_vulnerability on assessment (vulnerability_id, organisation_id);
create index assessment_by_organisation on assessment (organisation_id, state, id);
create index assessment_by_expiry on assessment (expires_at) where state = 'active' and expires_at is not null;

-- What one lane shows and another does not.
create table drift (
  id bigint generated always as identity primary key,
  organisation_id bigint not null references organisation,
  product_id bigint not null references product,
  release_id bigint not null references release,
  deployment_id bigint references deployment,
  from_lane text not null,
  to_lane text not null,
  kind text not null check (kind in ('added', 'removed', 'changed')),
  component_id bigint references component,
  file_id bigint references file,
  detail text not null,
  first_seen timestamptz(3) not null,
  closed_at timestamptz(3)
);
create index drift_by_release on drift (release_id, id) where closed_at is null;
create index drift_by_organisation on drift (organisation_id, id) where closed_at is null;
