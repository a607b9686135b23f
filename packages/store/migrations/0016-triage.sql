-- SPDX-License-Identifier: Apache-2.0
-- Findings of one vulnerability in one component, over all releases: judged together.

-- A group is one step of this index, however many findings it has. Priority is the vulnerability's: the same in all of a group.
create index finding_by_group on finding (organisation_id, class, priority, vulnerability_id, component_id, product_id)
  where closed_at is null;

-- Verdicts that were given by one decision are taken back by one.
alter table assessment add column decision uuid;
create index assessment_by_decision on assessment (organisation_id, decision) where decision is not null;

-- What is no longer made stays in the history.
alter table product_line add column archived_at timestamptz(3);
alter table variant add column archived_at timestamptz(3);
alter table variant add column revision integer not null default 1;
