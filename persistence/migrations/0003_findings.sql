-- What the rules found, and which procurements are one.

-- What is held against the law is an award, or (award_key null) a procurement of which no award is published. Only questions and fails are
-- rows; the rest follows from the record at any time, and its counts are in law_check.
create table finding (
  key {{pk}},
  procurement_key bigint not null references procurement (key),
  award_key bigint references award (key),
  rule text not null,
  version integer not null,
  outcome text not null,
  citation text not null,
  computed text not null default '[]',
  words text not null default '[]',
  missing text not null default '[]'
);
create unique index finding_of_award on finding (award_key, rule) where award_key is not null;
create unique index finding_of_procurement on finding (procurement_key, rule) where award_key is null;
create index finding_by_subject on finding (procurement_key, award_key);
create index finding_by_rule on finding (rule, outcome, award_key);

create table law_check (
  key {{pk}},
  procurement_key bigint not null references procurement (key),
  award_key bigint references award (key),
  checked_on {{date}} not null,
  passed integer not null,
  questions integer not null,
  fails integer not null,
  not_computable integer not null,
  digest text not null
);
create index law_check_by_subject on law_check (procurement_key, award_key);
create unique index law_check_of_award on law_check (award_key) where award_key is not null;
create unique index law_check_of_procurement on law_check (procurement_key) where award_key is null;

create table procurement_link (
  earlier_key bigint not null references procurement (key),
  later_key bigint not null references procurement (key),
  basis text not null,
  evidence text not null,
  earlier_release text not null default '',
  later_release text not null default '',
  primary key (earlier_key, later_key)
);
create index procurement_link_by_later on procurement_link (later_key);

-- The notices and procurements that the words of a procurement's notices name, so that one which is read later finds those that named it.
create table procurement_quote (
  procurement_key bigint not null references procurement (key),
  quoted text not null,
  primary key (procurement_key, quoted)
);
create index procurement_quote_by_quoted on procurement_quote (quoted);

-- A procurement is looked for by its authority and near a date; a notice by its own id.
drop index procurement_by_commissioner;
create index procurement_by_commissioner on procurement (commissioner_key, first_published_at);
create index notice_by_release on notice (release_id);
