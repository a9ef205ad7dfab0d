-- What the register said before: a copy of each published or drafted award as it stood before a transaction that changed it, with the events from which (since_seq)
-- and up to which (until_seq, not itself) it stood. The trigger makes the copy and leaves until_seq empty; the repositories fill it in under the lock of the
-- feed, when the transaction has its numbers. An award whose event is not written yet is new in this transaction: nobody saw it, and nothing is copied.
create table award_was (
  key {{pk}},
  award_key bigint not null references award (key),
  since_seq bigint not null,
  until_seq bigint,
  id text not null,
  procurement_key bigint not null,
  ocid text not null,
  release_id text not null default '',
  award_id text not null default '',
  state text not null,
  version integer not null default 1,
  recorded smallint not null default 0,
  synthetic smallint not null default 0,
  commissioner_key bigint,
  title text not null,
  description text not null default '',
  reference text not null default '',
  regime text not null,
  route text not null,
  tender_class text not null,
  scope text not null,
  framework smallint not null default 0,
  cpv text not null default '',
  provider_class text not null,
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
  effective_on {{date}},
  financial_year integer
);
create index award_was_by_award on award_was (award_key, until_seq);
create index award_was_by_end on award_was (until_seq);
create table award_provider_was (
  copy_key bigint not null references award_was (key),
  position integer not null,
  body_key bigint not null references body (key),
  stated_name text not null,
  share_basis_points integer,
  primary key (copy_key, position)
);
create index award_provider_was_by_body on award_provider_was (body_key);
create table award_notice_was (
  copy_key bigint not null references award_was (key),
  release_id text not null,
  primary key (copy_key, release_id)
);

-- The events of one transaction come to be at once: its numbers are one moment, which the last of them names. The first row is where the copies begin.
create table register_moment (
  last_seq bigint primary key,
  first_seq bigint not null,
  recorded_at text
);
insert into register_moment (last_seq, first_seq, recorded_at) select coalesce(max(e.seq), 0), 0, max(e.recorded_at) from event e where e.seq = (select max(l.seq) from event l);

-- A body that is merged with another is one body on every day, so a row that is led to it is not a change of what was said.
{{only:sqlite}} create trigger award_was_kept before update on award when old.id is not new.id or old.procurement_key is not new.procurement_key or old.ocid is not new.ocid or old.release_id is not new.release_id or old.award_id is not new.award_id or old.state is not new.state or old.version is not new.version or old.recorded is not new.recorded or old.synthetic is not new.synthetic or old.title is not new.title or old.description is not new.description or old.reference is not new.reference or old.regime is not new.regime or old.route is not new.route or old.tender_class is not new.tender_class or old.scope is not new.scope or old.framework is not new.framework or old.cpv is not new.cpv or old.provider_class is not new.provider_class or old.value_pence is not new.value_pence or old.value_currency is not new.value_currency or old.value_vat is not new.value_vat or old.value_kind is not new.value_kind or old.gross_pence is not new.gross_pence or old.value_placeholder is not new.value_placeholder or old.value_as_published is not new.value_as_published or old.awarded_on is not new.awarded_on or old.signed_on is not new.signed_on or old.starts is not new.starts or old.ends is not new.ends or old.published_on is not new.published_on or old.effective_on is not new.effective_on or old.financial_year is not new.financial_year begin insert into award_was (award_key, since_seq, id, procurement_key, ocid, release_id, award_id, state, version, recorded, synthetic, commissioner_key, title, description, reference, regime, route, tender_class, scope, framework, cpv, provider_class, value_pence, value_currency, value_vat, value_kind, gross_pence, value_placeholder, value_as_published, awarded_on, signed_on, starts, ends, published_on, effective_on, financial_year) select old.key, coalesce((select max(x.until_seq) from award_was x where x.award_key = old.key), (select min(e.seq) from event e where e.subject = old.id)), old.id, old.procurement_key, old.ocid, old.release_id, old.award_id, old.state, old.version, old.recorded, old.synthetic, old.commissioner_key, old.title, old.description, old.reference, old.regime, old.route, old.tender_class, old.scope, old.framework, old.cpv, old.provider_class, old.value_pence, old.value_currency, old.value_vat, old.value_kind, old.gross_pence, old.value_placeholder, old.value_as_published, old.awarded_on, old.signed_on, old.starts, old.ends, old.published_on, old.effective_on, old.financial_year where exists (select 1 from event e where e.subject = old.id) and not exists (select 1 from award_was x where x.award_key = old.key and x.until_seq is null); insert into award_provider_was (copy_key, position, body_key, stated_name, share_basis_points) select x.key, p.position, p.body_key, p.stated_name, p.share_basis_points from award_was x join award_provider p on p.award_key = x.award_key where x.award_key = old.key and x.until_seq is null and not exists (select 1 from award_provider_was k where k.copy_key = x.key); insert into award_notice_was (copy_key, release_id) select x.key, n.release_id from award_was x join award_notice n on n.award_key = x.award_key where x.award_key = old.key and x.until_seq is null and not exists (select 1 from award_notice_was k where k.copy_key = x.key); end;
{{only:postgresql}} create function award_was_kept() returns trigger language plpgsql as $$ begin insert into award_was (award_key, since_seq, id, procurement_key, ocid, release_id, award_id, state, version, recorded, synthetic, commissioner_key, title, description, reference, regime, route, tender_class, scope, framework, cpv, provider_class, value_pence, value_currency, value_vat, value_kind, gross_pence, value_placeholder, value_as_published, awarded_on, signed_on, starts, ends, published_on, effective_on, financial_year) select old.key, coalesce((select max(x.until_seq) from award_was x where x.award_key = old.key), (select min(e.seq) from event e where e.subject = old.id)), old.id, old.procurement_key, old.ocid, old.release_id, old.award_id, old.state, old.version, old.recorded, old.synthetic, old.commissioner_key, old.title, old.description, old.reference, old.regime, old.route, old.tender_class, old.scope, old.framework, old.cpv, old.provider_class, old.value_pence, old.value_currency, old.value_vat, old.value_kind, old.gross_pence, old.value_placeholder, old.value_as_published, old.awarded_on, old.signed_on, old.starts, old.ends, old.published_on, old.effective_on, old.financial_year where exists (select 1 from event e where e.subject = old.id) and not exists (select 1 from award_was x where x.award_key = old.key and x.until_seq is null); insert into award_provider_was (copy_key, position, body_key, stated_name, share_basis_points) select x.key, p.position, p.body_key, p.stated_name, p.share_basis_points from award_was x join award_provider p on p.award_key = x.award_key where x.award_key = old.key and x.until_seq is null and not exists (select 1 from award_provider_was k where k.copy_key = x.key); insert into award_notice_was (copy_key, release_id) select x.key, n.release_id from award_was x join award_notice n on n.award_key = x.award_key where x.award_key = old.key and x.until_seq is null and not exists (select 1 from award_notice_was k where k.copy_key = x.key); return new; end $$;
{{only:postgresql}} create trigger award_was_kept before update on award for each row when ((old.id, old.procurement_key, old.ocid, old.release_id, old.award_id, old.state, old.version, old.recorded, old.synthetic, old.title, old.description, old.reference, old.regime, old.route, old.tender_class, old.scope, old.framework, old.cpv, old.provider_class, old.value_pence, old.value_currency, old.value_vat, old.value_kind, old.gross_pence, old.value_placeholder, old.value_as_published, old.awarded_on, old.signed_on, old.starts, old.ends, old.published_on, old.effective_on, old.financial_year) is distinct from (new.id, new.procurement_key, new.ocid, new.release_id, new.award_id, new.state, new.version, new.recorded, new.synthetic, new.title, new.description, new.reference, new.regime, new.route, new.tender_class, new.scope, new.framework, new.cpv, new.provider_class, new.value_pence, new.value_currency, new.value_vat, new.value_kind, new.gross_pence, new.value_placeholder, new.value_as_published, new.awarded_on, new.signed_on, new.starts, new.ends, new.published_on, new.effective_on, new.financial_year)) execute function award_was_kept();
