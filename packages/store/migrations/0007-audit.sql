-- SPDX-License-Identifier: Apache-2.0
-- Who changed what. Each organisation has a chain; what concerns the whole installation has one of its own.

create table audit_chain (
  id bigint generated always as identity primary key,
  organisation_id bigint references organisation,
  length bigint not null default 0,
  -- of the last event
  hash bytea not null,
  unique nulls not distinct (organisation_id)
);

create table audit_event (
  chain_id bigint not null references audit_chain,
  number bigint not null,
  at timestamptz(3) not null,
  actor text collate "C" not null,
  action text collate "C" not null,
  subject text collate "C" not null,
  -- the event in canonical JSON (RFC 8785); the columns beside it are copies to look up by
  body text not null,
  -- SHA-256 of the hash before it and the body
  hash bytea not null,
  primary key (chain_id, number)
);
create index audit_event_by_subject on audit_event (chain_id, subject, number);
create index audit_event_by_actor on audit_event (chain_id, actor, number);

create function refuse_change() returns trigger language plpgsql as $$
begin
  raise exception '% is append-only', tg_table_name using errcode = 'restrict_violation';
end
$$;
create trigger append_only before update or delete or truncate on audit_event
  for each statement execute function refuse_change();
create trigger append_only before update or delete or truncate on finding_event
  for each statement execute function refuse_change();
