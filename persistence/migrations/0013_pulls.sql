-- Spans of time that were asked of a source which publishes by the hour, so that a later run knows what is covered and where a walk stopped.
-- source is the address of the interface. state is open, whole, doubtful, split or failed; next_address is the page that an open one waits for.
create table pull_window (
  key {{pk}},
  source text not null,
  covers_from text not null,
  covers_to text not null,
  asked_from text not null,
  state text not null,
  reason text not null default '',
  next_address text not null default '',
  pages integer not null default 0,
  releases bigint not null default 0,
  began_at text not null,
  ended_at text
);
create index pull_window_by_source on pull_window (source, covers_from);

-- Every request of a walk and what came of it. A page that was taken names the file it became; status 0 is no answer.
create table pull_request (
  key {{pk}},
  window_key bigint not null references pull_window (key),
  page integer not null,
  address text not null,
  asked_at text not null,
  answered_at text not null,
  status integer not null,
  outcome text not null,
  bytes bigint not null,
  sha256 text not null default '',
  source_file_key bigint references source_file (key),
  releases bigint not null default 0
);
create index pull_request_by_window on pull_request (window_key);
create index pull_request_by_time on pull_request (answered_at);
