-- SPDX-License-Identifier: Apache-2.0
-- What a company makes and ships. Every row belongs to an organisation; ids inside are numbers, ids in addresses are UUIDs.

create table organisation (
  id bigint generated always as identity primary key,
  public_id uuid not null unique,
  name text not null,
  created_at timestamptz(3) not null
);

create table product_line (
  id bigint generated always as identity primary key,
  public_id uuid not null unique,
  organisation_id bigint not null references organisation,
  name text collate "C" not null,
  description text,
  created_at timestamptz(3) not null,
  unique (organisation_id, name)
);

create table product (
  id bigint generated always as identity primary key,
  public_id uuid not null unique,
  organisation_id bigint not null references organisation,
  product_line_id bigint references product_line,
  name text collate "C" not null,
  description text,
  created_at timestamptz(3) not null,
  archived_at timestamptz(3),
  unique (organisation_id, name)
);
create index product_by_line on product (product_line_id);

create table variant (
  id bigint generated always as identity primary key,
  public_id uuid not null unique,
  organisation_id bigint not null references organisation,
  product_id bigint not null references product,
  name text collate "C" not null,
  description text,
  created_at timestamptz(3) not null,
  unique (product_id, name)
);

create table release (
  id bigint generated always as identity primary key,
  public_id uuid not null unique,
  organisation_id bigint not null references organisation,
  product_id bigint not null references product,
  variant_id bigint references variant,
  version text collate "C" not null,
  released_on date,
  support_start date,
  support_end date,
  -- what VEX statements and other releases may call it: purls and CPEs
  identities text[] not null default '{}',
  created_at timestamptz(3) not null,
  archived_at timestamptz(3),
  unique nulls not distinct (product_id, variant_id, version)
);
create index release_by_organisation on release (organisation_id, id);

-- A release that contains another: a device its firmware, a distribution its packages.
create table release_edge (
  parent_id bigint not null references release,
  child_id bigint not null references release,
  created_at timestamptz(3) not null,
  primary key (parent_id, child_id),
  check (parent_id <> child_id)
);
create index release_edge_by_child on release_edge (child_id);

create table build (
  id bigint generated always as identity primary key,
  public_id uuid not null unique,
  organisation_id bigint not null references organisation,
  release_id bigint not null references release,
  name text collate "C" not null,
  built_at timestamptz(3),
  builder text,
  source_commit text,
  created_at timestamptz(3) not null,
  unique (release_id, name)
);

create table deployment (
  id bigint generated always as identity primary key,
  public_id uuid not null unique,
  organisation_id bigint not null references organisation,
  release_id bigint not null references release,
  build_id bigint references build,
  name text collate "C" not null,
  place text,
  since timestamptz(3),
  until timestamptz(3),
  created_at timestamptz(3) not null,
  unique (release_id, name)
);
create index deployment_by_build on deployment (build_id);
