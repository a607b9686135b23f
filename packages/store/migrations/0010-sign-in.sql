-- SPDX-License-Identifier: Apache-2.0
-- Providers of OpenID Connect, and uploads that come in pieces.

create table oidc_provider (
  id bigint generated always as identity primary key,
  public_id uuid not null unique,
  -- whose people it vouches for: it says nothing in any other organisation
  organisation_id bigint not null references organisation,
  name text not null,
  issuer text collate "C" not null,
  client_id text not null,
  -- sealed; null: a public client
  client_secret text,
  scopes text[] not null,
  -- lower case; none: any
  email_domains text[] not null,
  group_claim text,
  -- [{"group", "role", "product"?}]
  group_roles json not null,
  -- whom it lets in who has no account: nobody, or everybody who gets a role
  admits text not null check (admits in ('invited', 'anyone')),
  -- of who is let in and whose groups say nothing
  default_role text check (default_role in ('administrator', 'manager', 'analyst', 'contributor', 'viewer', 'auditor')),
  is_enabled boolean not null default true,
  created_by bigint,
  created_at timestamptz(3) not null,
  changed_at timestamptz(3) not null,
  unique (organisation_id, name)
);

-- Null: not in pieces that its sender sends (a feed's file).
alter table upload add column state text check (state in ('open', 'complete', 'done', 'refused'));
alter table upload add column release_id bigint references release on delete cascade;
-- what became of it: a receipt or a problem
alter table upload add column result json;
create index upload_by_organisation on upload (organisation_id, id);
