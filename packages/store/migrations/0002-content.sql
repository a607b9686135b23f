-- SPDX-License-Identifier: Apache-2.0
-- What documents say. Content is global and kept once: a document by its SHA-256, a component by everything that identifies it,
-- a file by its path and digests. Nothing here says whose it is; `release_document` does.

create table document (
  id bigint generated always as identity primary key,
  sha256 bytea not null unique check (length(sha256) = 32),
  size bigint not null,
  -- of the reading, not of the bytes: a document that we learn to read later becomes `read`
  state text not null default 'received' check (state in ('received', 'read', 'refused')),
  format text,
  spec_version text,
  -- namespace, IRI or serial number by which other documents refer to it
  document_id text collate "C",
  -- what the reader found: `DocumentFacts`, remarks, counts
  facts json,
  -- what it refused it for: the faults of a `FormatError`
  faults json,
  components integer not null default 0,
  files integer not null default 0,
  received_at timestamptz(3) not null,
  read_at timestamptz(3),
  -- version of the reader: an older reading is read again
  reader integer not null default 0
);
create index document_by_document_id on document (document_id) where document_id is not null;

-- Four mebibytes of the document each, compressed by themselves, so that no reader needs the whole.
create table document_chunk (
  document_id bigint not null references document,
  ordinal integer not null,
  bytes bytea not null,
  primary key (document_id, ordinal)
);
alter table document_chunk alter column bytes set storage external;

-- Parts of a document that is still on its way.
create table upload (
  id bigint generated always as identity primary key,
  public_id uuid not null unique,
  organisation_id bigint not null references organisation,
  created_by bigint,
  size bigint,
  received bigint not null default 0,
  -- what the caller wants done with it
  purpose json not null,
  created_at timestamptz(3) not null,
  changed_at timestamptz(3) not null
);
create index upload_by_age on upload (changed_at);

create table upload_chunk (
  upload_id bigint not null references upload on delete cascade,
  ordinal integer not null,
  bytes bytea not null,
  primary key (upload_id, ordinal)
);
alter table upload_chunk alter column bytes set storage external;

create table component (
  id bigint generated always as identity primary key,
  identity bytea not null unique check (length(identity) = 32),
  name text collate "C" not null,
  version text,
  -- the first purl, for people
  purl text,
  -- `ComponentIdentity` of domain/matching
  facts json not null,
  first_seen timestamptz(3) not null
);
create index component_by_name on component (name, id);

-- Thin tables refer to their owners without foreign keys: checking a million of them costs more than writing them. Nothing ever
-- deletes a document, a component or a file.
create table component_key (
  key text collate "C" not null,
  component_id bigint not null,
  primary key (key, component_id)
);
create index component_key_by_component on component_key (component_id);

create table document_component (
  document_id bigint not null,
  component_id bigint not null,
  -- id of its (first) element in the document
  element text,
  occurrences integer not null default 1,
  licence text,
  supplier text,
  scope text,
  primary key (document_id, component_id)
);
create index document_component_by_component on document_component (component_id, document_id);

create table file (
  id bigint generated always as identity primary key,
  identity bytea not null unique check (length(identity) = 32),
  path text not null,
  -- last segment of the path, cut to what an index takes
  name text collate "C" not null,
  sha256 bytea,
  sha1 bytea,
  -- digests by other algorithms
  digests json
);
create index file_by_name on file (name, id);
create index file_by_sha256 on file (sha256) where sha256 is not null;
create index file_by_sha1 on file (sha1) where sha1 is not null;

create table document_file (
  document_id bigint not null,
  file_id bigint not null,
  role text not null check (role in ('source', 'header', 'object', 'archive', 'image', 'module', 'generated', 'config', 'data', 'unknown')),
  primary key (document_id, file_id)
);
create index document_file_by_file on document_file (file_id, document_id);

-- How documents hang together: see domain/inventory/links.ts.
create table document_link (
  from_id bigint not null references document,
  to_id bigint not null references document,
  how text not null check (how in ('reference', 'digest', 'identity')),
  verified text not null check (verified in ('yes', 'mismatch', 'no-digest-given', 'not-applicable')),
  algorithm text,
  count integer not null,
  note text,
  primary key (from_id, to_id, how)
);
create index document_link_by_target on document_link (to_id);

create table release_document (
  id bigint generated always as identity primary key,
  public_id uuid not null unique,
  organisation_id bigint not null references organisation,
  release_id bigint not null references release,
  document_id bigint not null references document,
  lane text not null check (lane in ('design', 'source', 'build', 'analyzed', 'deployed', 'runtime', 'vex', 'other')),
  build_id bigint references build,
  deployment_id bigint references deployment,
  -- as the uploader names it, and who made it with what and how
  name text not null,
  author text,
  tool text,
  method text,
  uploaded_by bigint,
  uploaded_at timestamptz(3) not null,
  detached_at timestamptz(3)
);
create unique index release_document_once on release_document (release_id, document_id, lane)
  where detached_at is null;
create index release_document_by_document on release_document (document_id, release_id);
create index release_document_by_release on release_document (release_id, id);
