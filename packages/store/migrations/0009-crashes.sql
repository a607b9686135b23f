-- SPDX-License-Identifier: Apache-2.0
-- A job whose process dies each time is given up on sooner than one that only fails, and one that waits stays behind the one of its key
-- that runs.

-- How often its holder fell silent while it was at it.
alter table job add column crashes smallint not null default 0;
create index job_leased on job (kind, dedupe_key) where leased_by is not null;
