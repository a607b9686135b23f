-- SPDX-License-Identifier: Apache-2.0
-- Builds and deployments as nouns of their own, verdicts that hold for a build or a product line, differences between lanes that
-- somebody answers for, and what a release is judged with beside its documents.

-- How often a row was changed: who changes it says which state they saw.
alter table product_line add column revision integer not null default 1;
-- Whether a person's word that takes a finding away needs a second person's; empty: as the organisation says.
alter table product_line add column needs_second_pair boolean;
alter table product add column revision integer not null default 1;
alter table release add column revision integer not null default 1;
alter table release add column description text;
alter table build add column revision integer not null default 1;
alter table build add column tool text;
alter table deployment add column revision integer not null default 1;
-- how many of them are there
alter table deployment add column count integer;

-- What came out of a build, by digest: releases that ship the same image share its verdicts.
create table build_image (
  build_id bigint not null references build,
  sha256 bytea not null check (length(sha256) = 32),
  name text not null,
  primary key (build_id, sha256)
);
create index build_image_by_digest on build_image (sha256);
create index release_document_by_build on release_document (build_id) where build_id is not null;

-- A verdict of a build holds wherever the same build documents hold the component, or the same images are shipped.
alter table assessment drop constraint assessment_scope_check;
alter table assessment add column product_line_id bigint references product_line;
alter table assessment add column documents bigint[];
alter table assessment add column images text[];
update assessment set scope = 'build', documents = array[document_id] where scope = 'document';
alter table assessment drop column document_id;
alter table assessment add constraint assessment_scope_check
  check (scope in ('release', 'build', 'product', 'line', 'organisation'));
alter table assessment add constraint assessment_place_check
  check (case scope when 'release' then release_id is not null when 'product' then product_id is not null
    when 'line' then product_line_id is not null when 'build'
    then coalesce(cardinality(documents), 0) + coalesce(cardinality(images), 0) > 0 else true end);
create index assessment_by_release on assessment (release_id, id) where release_id is not null;

-- Somebody knows why, and until when that is good enough.
alter table drift add column accepted_by bigint;
alter table drift add column accepted_at timestamptz(3);
alter table drift add column accepted_until timestamptz(3);
alter table drift add column accepted_reason text;
create index drift_accepted on drift (release_id, id) where accepted_at is not null;
create index drift_of_release on drift (release_id, id);

-- What a release, or every release of a product, is judged with beside its documents.
create table overlay (
  id bigint generated always as identity primary key,
  public_id uuid not null unique,
  organisation_id bigint not null references organisation,
  product_id bigint not null references product,
  release_id bigint references release,
  kind text not null check (kind in ('identify', 'locations', 'settings')),
  name text not null,
  document_id bigint not null references document,
  -- `NAME=purl` or `NAME=cpe`: who a component is
  identities text[] not null default '{}',
  created_by bigint,
  created_at timestamptz(3) not null,
  removed_at timestamptz(3)
);
create index overlay_by_product on overlay (product_id, id) where removed_at is null;

-- Whom an overlay makes of a component of a document. It holds for this release alone: the document is everybody's.
create table release_component (
  release_id bigint not null,
  document_id bigint not null,
  component_id bigint not null,
  replaces_id bigint not null,
  primary key (release_id, document_id, component_id, replaces_id)
);
create index release_component_by_component on release_component (component_id, release_id);

-- what was odd about it
alter table release_judgement add column remarks text[] not null default '{}';
