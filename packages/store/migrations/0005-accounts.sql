-- SPDX-License-Identifier: Apache-2.0
-- Who may come in. Secrets are kept as hashes; what is shown once is never kept.

create table account (
  id bigint generated always as identity primary key,
  public_id uuid not null unique,
  name text not null,
  -- lower case
  email text collate "C" not null unique,
  password_hash text,
  -- a session or token from before this instant is void
  valid_from timestamptz(3) not null,
  created_at timestamptz(3) not null,
  disabled_at timestamptz(3),
  last_seen_at timestamptz(3)
);

create table role_grant (
  id bigint generated always as identity primary key,
  public_id uuid not null unique,
  organisation_id bigint not null references organisation,
  account_id bigint not null references account,
  role text not null check (role in ('administrator', 'manager', 'analyst', 'contributor', 'viewer', 'auditor')),
  product_id bigint references product,
  granted_by bigint,
  granted_at timestamptz(3) not null,
  unique nulls not distinct (account_id, organisation_id, product_id, role)
);
create index role_grant_by_organisation on role_grant (organisation_id, account_id);

create table identity (
  issuer text collate "C" not null,
  subject text collate "C" not null,
  account_id bigint not null references account,
  created_at timestamptz(3) not null,
  last_seen_at timestamptz(3),
  primary key (issuer, subject)
);
create index identity_by_account on identity (account_id);

create table session (
  id bigint generated always as identity primary key,
  public_id uuid not null unique,
  hash bytea not null unique check (length(hash) = 32),
  account_id bigint not null references account,
  -- which of their organisations they work in
  organisation_id bigint references organisation,
  user_agent text,
  address text,
  created_at timestamptz(3) not null,
  last_seen_at timestamptz(3) not null,
  expires_at timestamptz(3) not null,
  revoked_at timestamptz(3)
);
create index session_by_account on session (account_id);
create index session_by_expiry on session (expires_at);

create table api_token (
  id bigint generated always as identity primary key,
  public_id uuid not null unique,
  hash bytea not null unique check (length(hash) = 32),
  -- its first letters, to know it by
  prefix text not null,
  name text not null,
  account_id bigint not null references account,
  organisation_id bigint not null references organisation,
  product_id bigint references product,
  scopes text[] not null,
  created_at timestamptz(3) not null,
  expires_at timestamptz(3),
  last_used_at timestamptz(3),
  revoked_at timestamptz(3)
);
create index api_token_by_account on api_token (account_id);
create index api_token_by_organisation on api_token (organisation_id, id);

-- Invitations, the first sign-in, a forgotten password.
create table one_time_link (
  id bigint generated always as identity primary key,
  public_id uuid not null unique,
  hash bytea not null unique check (length(hash) = 32),
  purpose text not null check (purpose in ('first-administrator', 'invitation', 'password')),
  organisation_id bigint references organisation,
  account_id bigint references account,
  email text,
  role text,
  product_id bigint references product,
  created_by bigint,
  created_at timestamptz(3) not null,
  expires_at timestamptz(3) not null,
  used_at timestamptz(3)
);

-- "What changed since you looked".
create table visit (
  account_id bigint not null references account,
  organisation_id bigint not null references organisation,
  seen_at timestamptz(3) not null,
  primary key (account_id, organisation_id)
);
