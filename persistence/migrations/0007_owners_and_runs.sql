-- Every owner of a body, directly or through others, with the days on which it was one (both included). Worked out from ownership whenever
-- that changes, beside body_group, which knows the last owner alone: whoever asks for an owner in the middle finds what stands below it too.
create table body_owner (
  body_key bigint not null references body (key),
  owner_key bigint not null references body (key),
  first_day {{date}} not null,
  last_day {{date}} not null,
  primary key (body_key, owner_key, first_day)
);
create index body_owner_by_owner on body_owner (owner_key);

-- As detail/body_lines.cpp does it.
insert into body_owner (body_key, owner_key, first_day, last_day)
  with recursive above (body_key, owner_key, first_day, last_day) as (
    select o.child_key, o.parent_key, coalesce(o.from_date, cast('1900-01-01' as {{date}})), coalesce(o.to_date, cast('2199-12-31' as {{date}}))
      from ownership o
    union
    select a.body_key, o.parent_key, case when o.from_date is null or o.from_date < a.first_day then a.first_day else o.from_date end,
        case when o.to_date is null or o.to_date > a.last_day then a.last_day else o.to_date end
      from above a join ownership o on o.child_key = a.owner_key
      where (o.from_date is null or o.from_date <= a.last_day) and (o.to_date is null or o.to_date >= a.first_day))
  select body_key, owner_key, first_day, max(last_day) from above where owner_key <> body_key group by body_key, owner_key, first_day;

-- A reading of all supplier strings, which is done in batches: where it is, so that one that was ended half way goes on from there.
create table match_run (
  key {{pk}},
  rules text not null,
  known text not null,
  started_at text not null,
  after_key bigint not null default 0,
  strings_read bigint not null default 0,
  strings_changed bigint not null default 0,
  finished_at text
);
