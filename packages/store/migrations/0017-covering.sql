-- SPDX-License-Identifier: Apache-2.0
-- Lists of one vulnerability, of one component and of what has a text in its name are sorted from these indexes alone: what is sorted
-- by stands in them, severity and EPSS in the priority.

drop index finding_by_vulnerability;
create index finding_by_vulnerability on finding (vulnerability_id, release_id, class)
  include (organisation_id, product_id, component_id, id, priority, first_seen, changed_at) where closed_at is null;
drop index finding_by_component;
create index finding_by_component on finding (component_id, release_id, class)
  include (organisation_id, product_id, vulnerability_id, id, priority, first_seen, changed_at) where closed_at is null;
