-- SPDX-License-Identifier: Apache-2.0
-- Lists of one product are sorted from its index alone, as those of a vulnerability and of a component are.

drop index finding_by_product;
create index finding_by_product on finding (product_id, release_id, class)
  include (organisation_id, component_id, vulnerability_id, id, priority, first_seen, changed_at) where closed_at is null;
