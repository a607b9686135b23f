-- SPDX-License-Identifier: Apache-2.0
-- A rule ends in one or two verdicts: which classes it is in is found by looking for one finding of each.
drop index finding_by_rule;
create index finding_by_rule on finding (organisation_id, rule, class) where closed_at is null;
