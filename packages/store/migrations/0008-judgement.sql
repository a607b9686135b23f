-- SPDX-License-Identifier: Apache-2.0
-- How a release was judged last: of these documents, and whether version ranges alone decided.

create table release_judgement (
  release_id bigint primary key references release,
  -- nothing speaks of a build, of functions, of fixes or of other people's verdicts
  is_plain boolean not null,
  -- document ids, rising: other documents, and it is to be judged anew
  documents bigint[] not null,
  judged_at timestamptz(3) not null
);
