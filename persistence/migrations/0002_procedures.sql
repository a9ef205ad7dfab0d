-- Procurements that are run in the register: the steps as they were taken. The domain leads them through its tables again on reading.

alter table procurement add column state text not null default 'published';

-- Until now a procurement that was recorded here showed what its award did. One that nobody but its recorder saw stays so.
update procurement set state = 'draft' where recorded = 1 and not exists
  (select 1 from award a where a.procurement_key = procurement.key and a.published_at is not null);

create table procedure (
  key {{pk}},
  id text not null unique,
  procurement_key bigint not null references procurement (key),
  position integer not null,
  process text not null,
  choice text not null,
  began {{date}} not null,
  switched_from text,
  contract_key bigint references contract (key), -- that a modification modifies
  state text not null,
  unique (procurement_key, position)
);

create table procedure_step (
  procedure_key bigint not null references procedure (key),
  position integer not null,
  step text not null,
  on_date {{date}} not null,
  party text not null default '',
  reference text not null default '',
  note text not null default '',
  undone smallint not null default 0,
  recorded_at text not null,
  primary key (procedure_key, position)
);
create index procedure_step_by_step on procedure_step (step, on_date);
