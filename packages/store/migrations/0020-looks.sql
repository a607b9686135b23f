-- SPDX-License-Identifier: Apache-2.0
-- The look before the last one: a page that is loaded again shows what changed since then, as it did at first.
alter table visit add column before_at timestamptz(3);
