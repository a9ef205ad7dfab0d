-- What else is known of a diagnostic centre: its code, whose building, for whom, which tests, and the awards that it rests on.

alter table diagnostic_centre add column code text not null default '';
alter table diagnostic_centre add column estate_owner_name text not null default '';
alter table diagnostic_centre add column host_commissioner text not null default '';
alter table diagnostic_centre add column opened_on {{date}};
update diagnostic_centre set opened_on = (select min(h.on_date) from centre_status h where h.centre_key = diagnostic_centre.key and h.status = 'open');

create table centre_test (
  centre_key bigint not null references diagnostic_centre (key),
  position integer not null,
  test text not null,
  primary key (centre_key, position)
);

-- The id is kept, not the key: a list may name an award that is read later.
create table centre_award (
  centre_key bigint not null references diagnostic_centre (key),
  award_id text not null,
  primary key (centre_key, award_id)
);
create index centre_award_by_award on centre_award (award_id);
