-- What became of bodies and what they were called: names over time, merges that can be taken back, who followed whom, who owned whom.

-- A body that is another one keeps its row and its id; everything that led to it leads to the other (see merged_row).
alter table body add column merged_into bigint references body (key);
create index body_by_merged_into on body (merged_into);

create table body_name (
  key {{pk}},
  body_key bigint not null references body (key),
  name text not null,
  normalised_name text not null,
  kind text not null,
  from_date {{date}},
  to_date {{date}},
  source text not null default '',
  unique (body_key, normalised_name, kind)
);
create index body_name_by_name on body_name (normalised_name);
insert into body_name (body_key, name, normalised_name, kind, source)
  select key, name, normalised_name, 'current', 'as first recorded' from body;

create index succession_by_to on succession (to_code);

create table body_merge (
  key {{pk}},
  id text not null unique,
  from_key bigint not null references body (key),
  into_key bigint not null references body (key),
  into_commissioner smallint not null,
  into_provider smallint not null,
  merged_at text not null,
  actor text not null,
  reason text not null,
  reversed_at text
);
create index body_merge_by_from on body_merge (from_key);

-- Each row that a merge led elsewhere, so that its reversal leads these back and no others.
create table merged_row (
  merge_key bigint not null references body_merge (key),
  kind text not null,
  row_key bigint not null,
  position integer not null default 0,
  words text not null default '',
  primary key (merge_key, kind, row_key, position, words)
);

create table ownership (
  key {{pk}},
  child_key bigint not null references body (key),
  parent_key bigint not null references body (key),
  from_date {{date}},
  to_date {{date}},
  source text not null
);
create index ownership_by_child on ownership (child_key);
create index ownership_by_parent on ownership (parent_key);

-- Worked out from succession and from ownership whenever these change: where a body's rows stand on a day, both days included.
create table body_successor (
  body_key bigint not null references body (key),
  now_key bigint not null references body (key),
  divided smallint not null,
  first_day {{date}} not null,
  last_day {{date}} not null,
  primary key (body_key, first_day)
);
create index body_successor_by_now on body_successor (now_key);

create table body_group (
  body_key bigint not null references body (key),
  group_key bigint not null references body (key),
  first_day {{date}} not null,
  last_day {{date}} not null,
  primary key (body_key, first_day)
);
create index body_group_by_group on body_group (group_key);
