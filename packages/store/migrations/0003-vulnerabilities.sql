-- SPDX-License-Identifier: Apache-2.0
-- What the world says. Global: advisories are the same for everybody.

create table feed (
  id bigint generated always as identity primary key,
  public_id uuid not null unique,
  name text collate "C" not null unique,
  kind text not null check (kind in ('osv', 'cve', 'kev', 'eukev', 'epss', 'overlay')),
  url text,
  schedule text,
  is_enabled boolean not null default true,
  state text not null default 'idle' check (state in ('idle', 'running', 'failed')),
  etag text,
  last_modified text,
  -- where a delta goes on: of the feed's own kind
  position json,
  records bigint not null default 0,
  started_at timestamptz(3),
  succeeded_at timestamptz(3),
  failed_at timestamptz(3),
  error text,
  created_at timestamptz(3) not null
);

create table advisory (
  id bigint generated always as identity primary key,
  feed_id bigint not null references feed,
  -- the record's own id; where two feeds hold it, the one that was modified last stands
  name text collate "C" not null unique,
  kind text not null check (kind in ('osv', 'cve')),
  source text not null,
  -- of `record`: an unchanged one is not written again
  hash bytea not null,
  -- `Advisory` of domain/matching
  record json not null,
  modified_at timestamptz(3),
  is_withdrawn boolean not null default false,
  changed_at timestamptz(3) not null
);
create index advisory_by_feed on advisory (feed_id);

create table advisory_key (
  key text collate "C" not null,
  advisory_id bigint not null references advisory on delete cascade,
  primary key (key, advisory_id)
);
create index advisory_key_by_advisory on advisory_key (advisory_id);

create table vulnerability (
  id bigint generated always as identity primary key,
  -- the CVE id where there is one
  name text collate "C" not null unique,
  title text,
  -- base score times ten; -1 where nobody rates it
  severity smallint not null default -1 check (severity between -1 and 100),
  vector text,
  severity_source text,
  published_at timestamptz(3),
  modified_at timestamptz(3),
  is_exploited boolean not null default false,
  epss real,
  epss_percentile real,
  first_seen timestamptz(3) not null,
  changed_at timestamptz(3) not null
);

-- Names of a vulnerability, its own among them. A notice may stand for several.
create table vulnerability_alias (
  alias text collate "C" not null,
  vulnerability_id bigint not null references vulnerability,
  primary key (alias, vulnerability_id)
);
create index vulnerability_alias_by_vulnerability on vulnerability_alias (vulnerability_id);

create table kev_entry (
  catalogue text not null check (catalogue in ('CISA KEV', 'EU KEV')),
  vulnerability text collate "C" not null,
  since date,
  due_on date,
  record json not null,
  primary key (vulnerability, catalogue)
);

create table epss_score (
  vulnerability text collate "C" primary key,
  probability real not null,
  percentile real not null
);

-- Matched once for each distinct component, for everybody who has it.
create table component_match (
  component_id bigint not null references component,
  vulnerability_id bigint not null references vulnerability,
  range text not null check (range in ('in', 'unknown')),
  reason text,
  -- which advisories say so, what speaks against it, versions that fix it, places
  evidence json not null,
  hash bytea not null,
  first_seen timestamptz(3) not null,
  changed_at timestamptz(3) not null,
  primary key (component_id, vulnerability_id)
);
create index component_match_by_vulnerability on component_match (vulnerability_id);

-- When a component was last matched, and by which generation of the matcher.
create table component_matching (
  component_id bigint primary key references component,
  matcher integer not null,
  matched_at timestamptz(3) not null
);
