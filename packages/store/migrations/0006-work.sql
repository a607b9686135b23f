-- SPDX-License-Identifier: Apache-2.0
-- What is to be done, what was told to whom, and what is wrong.

create table job (
  id bigint generated always as identity primary key,
  organisation_id bigint references organisation,
  kind text not null,
  payload json not null,
  -- one waiting job of a kind for each key
  dedupe_key text collate "C",
  priority smallint not null default 0,
  run_at timestamptz(3) not null,
  attempts smallint not null default 0,
  max_attempts smallint not null default 8,
  leased_by text,
  lease_until timestamptz(3),
  last_error text,
  created_at timestamptz(3) not null,
  finished_at timestamptz(3),
  -- given up on
  dead_at timestamptz(3)
);
-- A job that runs may already be out of date: the next one waits behind it.
create unique index job_once on job (kind, dedupe_key)
  where finished_at is null and dead_at is null and leased_by is null and dedupe_key is not null;
create index job_waiting on job (priority desc, run_at, id) where finished_at is null and dead_at is null;
create index job_finished on job (finished_at) where finished_at is not null;
create index job_dead on job (dead_at) where dead_at is not null;

create table webhook (
  id bigint generated always as identity primary key,
  public_id uuid not null unique,
  organisation_id bigint not null references organisation,
  product_id bigint references product,
  name text not null,
  url text not null,
  -- signs what is sent; must be readable, so it is no hash
  secret text not null,
  events text[] not null,
  is_enabled boolean not null default true,
  created_by bigint,
  created_at timestamptz(3) not null
);
create index webhook_by_organisation on webhook (organisation_id, id);

create table notification_rule (
  id bigint generated always as identity primary key,
  public_id uuid not null unique,
  organisation_id bigint not null references organisation,
  -- whose it is; null: the organisation's
  account_id bigint references account,
  name text not null,
  condition json not null,
  channel text not null check (channel in ('email', 'webhook')),
  address text,
  webhook_id bigint references webhook,
  rhythm text not null check (rhythm in ('at-once', 'daily', 'weekly')),
  is_enabled boolean not null default true,
  last_run_at timestamptz(3),
  created_at timestamptz(3) not null
);
create index notification_rule_by_organisation on notification_rule (organisation_id, id);

create table delivery (
  id bigint generated always as identity primary key,
  public_id uuid not null unique,
  organisation_id bigint not null references organisation,
  notification_rule_id bigint references notification_rule on delete set null,
  webhook_id bigint references webhook on delete set null,
  channel text not null check (channel in ('email', 'webhook')),
  address text not null,
  subject text not null,
  payload json not null,
  state text not null check (state in ('waiting', 'sent', 'failed')),
  attempts smallint not null default 0,
  status integer,
  error text,
  created_at timestamptz(3) not null,
  sent_at timestamptz(3)
);
create index delivery_by_organisation on delivery (organisation_id, id);

create table idempotency_key (
  organisation_id bigint not null references organisation,
  -- who sent it: keys of two callers are two
  caller text collate "C" not null,
  key text collate "C" not null,
  request_hash bytea not null,
  status integer,
  response json,
  created_at timestamptz(3) not null,
  primary key (organisation_id, caller, key)
);
create index idempotency_key_by_age on idempotency_key (created_at);

-- Of one organisation, or of the whole installation.
create table setting (
  organisation_id bigint references organisation,
  key text collate "C" not null,
  value json not null,
  changed_by bigint,
  changed_at timestamptz(3) not null,
  unique nulls not distinct (organisation_id, key)
);

-- What is wrong now, for the page of settings.
create table problem (
  id bigint generated always as identity primary key,
  organisation_id bigint references organisation,
  -- `feed:osv-go`, `disk`: reported again it is the same problem
  key text collate "C" not null,
  severity text not null check (severity in ('warning', 'error')),
  title text not null,
  detail text not null,
  since timestamptz(3) not null,
  last_at timestamptz(3) not null,
  count integer not null default 1,
  solved_at timestamptz(3)
);
create unique index problem_once on problem (organisation_id, key) nulls not distinct where solved_at is null;
create index problem_by_time on problem (last_at);
