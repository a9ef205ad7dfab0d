-- Who a supplier's words mean: what was decided, by which rules or by whom, and what there was to choose from.

-- match_state is linked, open, none or person. match_basis is automatic or curator, and empty before anything was decided; match_rules is the
-- version of the rules that read the words, and empty before they were read.
alter table supplier_string add column match_state text not null default 'open';
alter table supplier_string add column match_basis text not null default '';
alter table supplier_string add column match_ground text not null default 'none';
alter table supplier_string add column match_score integer not null default 0;
alter table supplier_string add column match_reason text not null default '';
alter table supplier_string add column match_rules text not null default '';
alter table supplier_string add column matched_by text not null default '';
alter table supplier_string add column matched_at text not null default '';
alter table supplier_string add column version integer not null default 1;
alter table supplier_string add column class_confidence integer not null default 0;
alter table supplier_string add column class_detail text not null default '';
-- Spellings of one name stand under one heading; legal form and codes tell apart what one decision must not settle together.
alter table supplier_string add column heading text not null default '';
alter table supplier_string add column told_apart_by text not null default '';
alter table supplier_string add column decision_key bigint;
-- Of its lines in spend files, so that the queue can begin with the most money.
alter table supplier_string add column lines bigint not null default 0;
alter table supplier_string add column pence bigint not null default 0;
update supplier_string set lines = (select count(*) from payment p where p.supplier_key = supplier_string.key), pence = (select cast(coalesce(sum(p.pence), 0) as bigint) from payment p where p.supplier_key = supplier_string.key);
create index supplier_string_by_heading on supplier_string (heading);
create index supplier_string_by_state on supplier_string (match_state, pence);
create index supplier_string_by_rules on supplier_string (match_rules);

create table match_candidate (
  supplier_key bigint not null references supplier_string (key),
  position integer not null,
  body_key bigint not null references body (key),
  score integer not null,
  explanation text not null,
  primary key (supplier_key, position)
);
create index match_candidate_by_body on match_candidate (body_key);

create table match_decision (
  key {{pk}},
  id text not null unique,
  supplier_key bigint not null references supplier_string (key),
  kind text not null,
  body_key bigint references body (key),
  reason text not null,
  decided_by text not null,
  decided_at text not null,
  undone_by text,
  undone_at text,
  undone_reason text
);
create index match_decision_by_supplier on match_decision (supplier_key);

-- What a decision replaced, so that undoing it puts that back.
create table match_before (
  decision_key bigint not null references match_decision (key),
  supplier_key bigint not null references supplier_string (key),
  body_key bigint references body (key),
  provider_class text not null,
  class_evidence text not null,
  class_confidence integer not null,
  class_detail text not null,
  match_state text not null,
  match_basis text not null,
  match_ground text not null,
  match_score integer not null,
  match_reason text not null,
  matched_by text not null,
  matched_at text not null,
  decision_key_before bigint,
  primary key (decision_key, supplier_key)
);

-- A class that holds for a time goes before one that holds for always; most bodies have none of the former.
alter table body_class add column recorded_by text not null default '';
alter table body add column dated_classes smallint not null default 0;
update body set dated_classes = 1 where key in (select body_key from body_class where from_date is not null or to_date is not null);
