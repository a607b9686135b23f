-- SPDX-License-Identifier: Apache-2.0
-- Counters that pages would otherwise count: what each rule leaves unknown in a release, and how products stood at the end of a day.

create table release_unknown (
  release_id bigint not null references release,
  rule text collate "C" not null,
  count integer not null,
  primary key (release_id, rule)
);
insert into release_unknown
  select release_id, rule, count(*) from finding where verdict = 'unknown' and closed_at is null group by 1, 2;

-- Kept by the database itself, as `release_counter` is. Most changes leave the sums as they are, and write nothing.
create function count_new_unknown() returns trigger language plpgsql as $$
begin
  insert into release_unknown as u (release_id, rule, count)
  select release_id, rule, count(*) from after where verdict = 'unknown' and closed_at is null
  group by 1, 2 order by 1, 2
  on conflict (release_id, rule) do update set count = u.count + excluded.count;
  return null;
end
$$;
create function count_changed_unknown() returns trigger language plpgsql as $$
begin
  insert into release_unknown as u (release_id, rule, count)
  select release_id, rule, sum(sign) from (
    select 1 as sign, release_id, rule, verdict, closed_at from after
    union all select -1, release_id, rule, verdict, closed_at from before
  ) rows
  where verdict = 'unknown' and closed_at is null
  group by 1, 2 having sum(sign) <> 0 order by 1, 2
  on conflict (release_id, rule) do update set count = u.count + excluded.count;
  return null;
end
$$;
create trigger count_new_unknown after insert on finding referencing new table as after
  for each statement execute function count_new_unknown();
create trigger count_changed_unknown after update on finding referencing old table as before new table as after
  for each statement execute function count_changed_unknown();

-- What a product and everything in it had at the end of each day on which that changed, as far as the day has gone.
create table product_counter_day (
  product_id bigint not null references product,
  day date not null,
  affected integer not null,
  unknown integer not null,
  not_affected integer not null,
  fixed integer not null,
  exploited integer not null,
  primary key (product_id, day)
);
insert into product_counter_day (product_id, day, affected, unknown, not_affected, fixed, exploited)
  select product_id, day, sum(affected) over w, sum(unknown) over w, sum(not_affected) over w, sum(fixed) over w,
    sum(exploited) over w
  from (
    select product_id, day, sum(affected) as affected, sum(unknown) as unknown, sum(not_affected) as not_affected,
      sum(fixed) as fixed, sum(exploited) as exploited
    from (
      select r.product_id, d.day,
        d.affected - coalesce(lag(d.affected) over w, 0) as affected, d.unknown - coalesce(lag(d.unknown) over w, 0) as unknown,
        d.not_affected - coalesce(lag(d.not_affected) over w, 0) as not_affected,
        d.fixed - coalesce(lag(d.fixed) over w, 0) as fixed, d.exploited - coalesce(lag(d.exploited) over w, 0) as exploited
      from release_counter_day d join release r on r.id = d.release_id where r.archived_at is null
      window w as (partition by d.release_id order by d.day)
    ) moved group by product_id, day
  ) summed
  window w as (partition by product_id order by day);

-- The youngest of each product, and those whose support ends soon.
create index release_by_product on release (product_id, id);
create index release_by_support_end on release (organisation_id, support_end, id) where support_end is not null;
