-- Every write that was asked for, done or refused: by whose token (never the token), what, when and how it ended. Nothing here is ever
-- changed or deleted by the program.
create table audit (
  seq bigint primary key,
  recorded_at text not null,
  token_id text not null,
  token_name text not null,
  role text not null,
  operation text not null,
  method text not null,
  path text not null,
  outcome text not null,
  status integer not null,
  problem text not null,
  record text not null,
  request_id text not null
);
create index audit_by_token on audit (token_id, seq);
create index audit_by_request on audit (request_id, seq);

-- Kept answers are forgotten by their age.
create index reply_by_age on reply (kept_at);
