-- The register's first schema, for SQLite and PostgreSQL.
-- {{pk}} is a 64-bit row key given by the database, {{date}} a calendar date (TEXT ISO 8601 on SQLite, date on PostgreSQL).
-- Instants are TEXT, UTC, "2026-08-10T06:57:11Z", so that they sort as they stand. Money is BIGINT pence. Booleans are SMALLINT 0 or 1.
-- Every statement ends with a semicolon at the end of a line.

create table event (
  seq bigint primary key,
  recorded_at text not null,
  type text not null,
  subject text not null,
  version integer not null,
  actor text not null,
  body text not null
);
create index event_by_subject on event (subject, seq);

create table body (
  key {{pk}},
  id text not null unique,
  name text not null,
  normalised_name text not null,
  commissioner smallint not null default 0,
  provider smallint not null default 0,
  provider_class text not null,
  class_evidence text not null,
  class_confidence integer not null,
  class_detail text not null default '',
  postcode text not null default '',
  address text not null default '',
  opened {{date}},
  closed {{date}},
  synthetic smallint not null default 0,
  version integer not null default 1
);
create index body_by_normalised_name on body (normalised_name);

create table body_identifier (
  scheme text not null,
  id text not null,
  body_key bigint not null references body (key),
  primary key (scheme, id)
);
create index body_identifier_by_body on body_identifier (body_key);

create table body_class (
  key {{pk}},
  body_key bigint not null references body (key),
  provider_class text not null,
  evidence text not null,
  confidence integer not null,
  detail text not null default '',
  from_date {{date}},
  to_date {{date}},
  recorded_at text not null
);
create index body_class_by_body on body_class (body_key);

create table succession (
  from_code text not null,
  to_code text not null,
  on_date {{date}} not null,
  basis text not null,
  share_basis_points integer,
  version integer not null default 1,
  primary key (from_code, to_code, on_date)
);

create table source_file (
  key {{pk}},
  name text not null,
  kind text not null,
  sha256 text not null unique,
  bytes bigint not null,
  imported_at text not null,
  synthetic smallint not null default 0
);

create table refusal (
  key {{pk}},
  source_file_key bigint not null references source_file (key),
  position text not null,
  code text not null,
  reason text not null,
  words text not null default ''
);
create index refusal_by_file on refusal (source_file_key);

create table release (
  key {{pk}},
  ocid text not null,
  release_id text not null,
  published_at text not null,
  source_file_key bigint not null references source_file (key),
  pointer text not null,
  sha256 text not null,
  raw text not null,
  current smallint not null default 1,
  unique (ocid, release_id, sha256)
);
create index release_by_ocid on release (ocid, published_at);

create table procurement (
  key {{pk}},
  ocid text not null unique,
  title text not null,
  description text not null,
  reference text not null default '',
  commissioner_key bigint references body (key),
  regime text not null,
  route text not null,
  tender_class text not null,
  scope text not null,
  latest_kind text not null,
  framework smallint not null default 0,
  cpv text not null default '',
  main_cpv text not null default '',
  estimate_pence bigint,
  estimate_currency text,
  estimate_vat text,
  first_published_at text not null,
  latest_published_at text not null,
  recorded smallint not null default 0,
  synthetic smallint not null default 0,
  version integer not null default 1,
  digest text not null default ''
);
create index procurement_by_commissioner on procurement (commissioner_key);

create table notice (
  key {{pk}},
  procurement_key bigint not null references procurement (key),
  release_id text not null,
  kind text not null,
  form text not null default '',
  source text not null,
  published_at text not null,
  published_on {{date}} not null,
  regime text not null,
  route text not null,
  tender_class text not null,
  makes_award smallint not null,
  grounds text not null default '[]',
  unique (procurement_key, release_id)
);

create table award (
  key {{pk}},
  id text not null unique,
  procurement_key bigint not null references procurement (key),
  ocid text not null,
  release_id text not null default '',
  award_id text not null default '',
  state text not null,
  version integer not null default 1,
  recorded smallint not null default 0,
  synthetic smallint not null default 0,
  commissioner_key bigint references body (key),
  title text not null,
  description text not null default '',
  reference text not null default '',
  regime text not null,
  route text not null,
  tender_class text not null,
  scope text not null,
  framework smallint not null default 0,
  cpv text not null default '',
  main_cpv text not null default '',
  provider_class text not null,
  provider_names text not null default '',
  value_pence bigint,
  value_currency text,
  value_vat text,
  value_kind text,
  gross_pence bigint,
  value_placeholder smallint not null default 0,
  value_as_published text not null default '',
  awarded_on {{date}},
  signed_on {{date}},
  starts {{date}},
  ends {{date}},
  published_on {{date}},
  published_at text,
  effective_on {{date}},
  financial_year integer,
  digest text not null default ''
);
create unique index award_by_source on award (ocid, release_id, award_id);
create index award_by_procurement on award (procurement_key);
create index award_by_effective on award (effective_on, key);
create index award_by_commissioner on award (commissioner_key, effective_on);
create index award_by_class on award (tender_class, provider_class);

create table award_provider (
  award_key bigint not null references award (key),
  position integer not null,
  body_key bigint not null references body (key),
  stated_name text not null,
  share_basis_points integer,
  primary key (award_key, position)
);
create index award_provider_by_body on award_provider (body_key);

create table award_notice (
  award_key bigint not null references award (key),
  release_id text not null,
  primary key (award_key, release_id)
);

create table contract (
  key {{pk}},
  id text not null unique,
  award_key bigint not null unique references award (key),
  version integer not null default 1,
  original_pence bigint,
  current_pence bigint,
  value_currency text,
  value_vat text,
  value_kind text,
  signed_on {{date}},
  starts {{date}},
  original_end {{date}},
  ends {{date}},
  digest text not null default ''
);
create index contract_by_end on contract (ends);

create table modification (
  contract_key bigint not null references contract (key),
  number integer not null,
  modified_on {{date}} not null,
  ground text not null,
  attributable smallint,
  value_change_pence bigint,
  value_after_pence bigint,
  new_end {{date}},
  description text not null,
  release_id text not null default '',
  primary key (contract_key, number)
);

create table diagnostic_centre (
  key {{pk}},
  id text not null unique,
  name text not null unique,
  place text not null,
  region text not null default '',
  kind text not null,
  operator_class text not null,
  operator_name text not null default '',
  estate_owner_class text not null,
  funder text not null default '',
  status text not null,
  status_on {{date}},
  source text not null,
  synthetic smallint not null default 0,
  version integer not null default 1,
  digest text not null default ''
);

create table centre_status (
  centre_key bigint not null references diagnostic_centre (key),
  position integer not null,
  status text not null,
  on_date {{date}},
  source text not null default '',
  primary key (centre_key, position)
);

create table programme (
  key {{pk}},
  id text not null unique,
  name text not null unique,
  unit text not null,
  target bigint,
  target_date {{date}},
  source text not null,
  note text not null default '',
  version integer not null default 1,
  digest text not null default ''
);

create table programme_progress (
  programme_key bigint not null references programme (key),
  on_date {{date}} not null,
  quantity bigint not null,
  source text not null default '',
  primary key (programme_key, on_date)
);

create table indicator (
  key {{pk}},
  id text not null unique,
  name text not null unique,
  unit text not null,
  limit_thousandths bigint,
  limit_basis text not null default '',
  source text not null,
  version integer not null default 1,
  digest text not null default ''
);

create table indicator_value (
  indicator_key bigint not null references indicator (key),
  body text not null,
  period text not null,
  from_date {{date}},
  to_date {{date}},
  thousandths bigint not null,
  source text not null default '',
  primary key (indicator_key, body, period)
);

create table spend_file (
  key {{pk}},
  id text not null unique,
  source_file_key bigint not null unique references source_file (key),
  publisher_key bigint references body (key),
  encoding text not null default '',
  delimiter text not null default ',',
  header_row bigint not null default 0,
  day_first smallint not null default 1,
  rows_read bigint not null default 0,
  blank bigint not null default 0,
  payments bigint not null default 0,
  refused bigint not null default 0,
  total_pence bigint not null default 0,
  first_paid {{date}},
  last_paid {{date}}
);

create table supplier_string (
  key {{pk}},
  words text not null unique,
  body_key bigint references body (key),
  provider_class text not null,
  class_evidence text not null default 'none'
);
create index supplier_string_by_body on supplier_string (body_key);

create table payment (
  key {{pk}},
  spend_file_key bigint not null references spend_file (key),
  row bigint not null,
  payer_key bigint references body (key),
  supplier_key bigint not null references supplier_string (key),
  paid_on {{date}} not null,
  financial_year integer not null,
  month integer not null,
  pence bigint not null,
  entity text not null default '',
  transaction_reference text not null default '',
  expense_type text not null default '',
  expense_area text not null default '',
  unique (spend_file_key, row)
);
create index payment_by_payer on payment (payer_key, paid_on);
create index payment_by_supplier on payment (supplier_key, paid_on);
create index payment_by_date on payment (paid_on, key);

create table token (
  key {{pk}},
  id text not null unique,
  name text not null,
  role text not null,
  commissioner_id text not null default '',
  secret_sha256 text not null unique,
  created_at text not null,
  expires_at text,
  revoked_at text
);

create table reply (
  token_id text not null,
  idempotency_key text not null,
  request_sha256 text not null,
  status integer not null,
  body text not null,
  location text not null default '',
  etag text not null default '',
  kept_at text not null,
  primary key (token_id, idempotency_key)
);
