-- SPDX-License-Identifier: Apache-2.0
-- What the documents of a release together make of a component of one of them stands with the release, as what overlays make of it does.
alter table release_component add column is_overlaid boolean not null default true;
alter table release_component alter column is_overlaid drop default;
-- which components of a document a release sees otherwise
create index release_component_by_replaced on release_component (release_id, document_id, replaces_id);

-- What a feed says of a record of which another feed's word stands: it is heard again when the other one has it no more.
create table advisory_beside (
  feed_id bigint not null references feed on delete cascade,
  name text collate "C" not null,
  hash bytea not null,
  record json not null,
  primary key (name, feed_id)
);

-- What becomes of a release: lists say whether it waits, and why it could not be judged.
create index job_by_key on job (kind, dedupe_key) where finished_at is null;
