-- Awards, added up: award_cell holds the sums of all awards that agree in its columns of words, award_by_kind the same without the commissioner,
-- and no row of no awards. Kept by persistence/detail/award_sums.cpp in the transaction that changes an award; `openward check --rollups` compares.
-- commissioner_key 0 is no commissioner, financial_year -9999 no date. An award of more than a thousand million pounds has a cell of its own (`large` is
-- its key): what is kept can then not leave 64 bits, and a report of more than that is refused when it is asked for, as one over rows would be.

-- What changed in this transaction. Empty whenever nothing is being written: the transaction that fills it empties it.
create table award_due (key bigint not null);

-- Each award as the cells count it now, so that what goes is known when it changes. provider_key is its one provider, 0 none, -1 several; noticed whether a
-- notice that speaks of it is held.
create table award_counted (
  award_key {{whole}} not null,
  commissioner_key {{whole}} not null,
  financial_year integer not null,
  synthetic integer not null,
  state text not null,
  regime text not null,
  route text not null,
  tender_class text not null,
  provider_class text not null,
  kind text not null,
  scope text not null,
  framework integer not null,
  recorded integer not null,
  account text not null,
  large {{whole}} not null,
  awards {{whole}} not null,
  stated {{whole}} not null,
  with_vat {{whole}} not null,
  either {{whole}} not null,
  termed {{whole}} not null,
  year_stated {{whole}} not null,
  year_with_vat {{whole}} not null,
  part_stated {{whole}} not null,
  part_with_vat {{whole}} not null,
  provider_key {{whole}} not null,
  noticed integer not null,
  primary key (award_key)
) {{clustered}};
create table award_cell (
  commissioner_key {{whole}} not null,
  financial_year integer not null,
  synthetic integer not null,
  state text not null,
  regime text not null,
  route text not null,
  tender_class text not null,
  provider_class text not null,
  kind text not null,
  scope text not null,
  framework integer not null,
  recorded integer not null,
  account text not null,
  large {{whole}} not null,
  awards {{whole}} not null,
  stated {{whole}} not null,
  with_vat {{whole}} not null,
  either {{whole}} not null,
  termed {{whole}} not null,
  year_stated {{whole}} not null,
  year_with_vat {{whole}} not null,
  part_stated {{whole}} not null,
  part_with_vat {{whole}} not null,
  primary key (commissioner_key, financial_year, synthetic, state, regime, route, tender_class, provider_class, kind, scope, framework, recorded, account, large)
) {{clustered}};
create table award_by_kind (
  financial_year integer not null,
  synthetic integer not null,
  state text not null,
  regime text not null,
  route text not null,
  tender_class text not null,
  provider_class text not null,
  kind text not null,
  scope text not null,
  framework integer not null,
  recorded integer not null,
  account text not null,
  large {{whole}} not null,
  awards {{whole}} not null,
  stated {{whole}} not null,
  with_vat {{whole}} not null,
  either {{whole}} not null,
  termed {{whole}} not null,
  year_stated {{whole}} not null,
  year_with_vat {{whole}} not null,
  part_stated {{whole}} not null,
  part_with_vat {{whole}} not null,
  primary key (financial_year, synthetic, state, regime, route, tender_class, provider_class, kind, scope, framework, recorded, account, large)
) {{clustered}};

-- Each award as it has to be counted. The account is that of the report `awards`, the value of a year that of the report `award-values`.
{{only:sqlite}} create view award_as_counted as select a.key as award_key,
  coalesce(a.commissioner_key, 0) as commissioner_key,
  coalesce(a.financial_year, -9999) as financial_year,
  a.synthetic,
  a.state,
  a.regime,
  a.route,
  a.tender_class,
  a.provider_class,
  case when a.provider_class = 'primary_care' then (select case when count(distinct kb.kind) = 1 then min(kb.kind) else '' end from award_provider kp join body kb on kb.key = kp.body_key where kp.award_key = a.key) else '' end as kind,
  a.scope,
  a.framework,
  a.recorded,
  case when a.value_placeholder = 1 or coalesce(a.value_pence, a.gross_pence) is null then 'none' when coalesce(a.value_currency, '') <> 'GBP' then 'currency' when a.value_kind = 'maximum' then 'maximum' when coalesce(a.value_kind, '') <> 'lifetime' then 'kind' when a.value_pence is null or a.value_vat = 'included' then 'gross' when a.value_vat = 'excluded' then 'net' else 'vat' end as account,
  case when coalesce(a.value_pence, 0) between -100000000000 and 100000000000 and coalesce(a.gross_pence, 0) between -100000000000 and 100000000000 then 0 else a.key end as large,
  1 as awards,
  coalesce(a.value_pence, 0) as stated,
  coalesce(coalesce(a.gross_pence, a.value_pence), 0) as with_vat,
  coalesce(a.value_pence, a.gross_pence, 0) as either,
  case when (cast(julianday(coalesce(a.ends, ct.original_end)) as integer) - cast(julianday(coalesce(a.starts, ct.starts)) as integer) + 1) > 0 then 1 else 0 end as termed,
  case when (cast(julianday(coalesce(a.ends, ct.original_end)) as integer) - cast(julianday(coalesce(a.starts, ct.starts)) as integer) + 1) > 0 and a.value_pence between -25000000000000000 and 25000000000000000 then a.value_pence * 365 / (cast(julianday(coalesce(a.ends, ct.original_end)) as integer) - cast(julianday(coalesce(a.starts, ct.starts)) as integer) + 1) else 0 end as year_stated,
  case when (cast(julianday(coalesce(a.ends, ct.original_end)) as integer) - cast(julianday(coalesce(a.starts, ct.starts)) as integer) + 1) > 0 and coalesce(a.gross_pence, a.value_pence) between -25000000000000000 and 25000000000000000 then coalesce(a.gross_pence, a.value_pence) * 365 / (cast(julianday(coalesce(a.ends, ct.original_end)) as integer) - cast(julianday(coalesce(a.starts, ct.starts)) as integer) + 1) else 0 end as year_with_vat,
  case when (cast(julianday(coalesce(a.ends, ct.original_end)) as integer) - cast(julianday(coalesce(a.starts, ct.starts)) as integer) + 1) > 0 and a.value_pence between -25000000000000000 and 25000000000000000 then a.value_pence else 0 end as part_stated,
  case when (cast(julianday(coalesce(a.ends, ct.original_end)) as integer) - cast(julianday(coalesce(a.starts, ct.starts)) as integer) + 1) > 0 and coalesce(a.gross_pence, a.value_pence) between -25000000000000000 and 25000000000000000 then coalesce(a.gross_pence, a.value_pence) else 0 end as part_with_vat,
  (select case when count(*) = 0 then 0 when count(distinct sp.body_key) = 1 then min(sp.body_key) else -1 end from award_provider sp where sp.award_key = a.key) as provider_key,
  case when exists (select 1 from award_notice an join notice n on n.procurement_key = a.procurement_key and n.release_id = an.release_id where an.award_key = a.key) then 1 else 0 end as noticed from award a left join contract ct on ct.award_key = a.key;
{{only:postgresql}} create view award_as_counted as select a.key as award_key,
  coalesce(a.commissioner_key, 0) as commissioner_key,
  coalesce(a.financial_year, -9999) as financial_year,
  a.synthetic,
  a.state,
  a.regime,
  a.route,
  a.tender_class,
  a.provider_class,
  case when a.provider_class = 'primary_care' then (select case when count(distinct kb.kind) = 1 then min(kb.kind) else '' end from award_provider kp join body kb on kb.key = kp.body_key where kp.award_key = a.key) else '' end as kind,
  a.scope,
  a.framework,
  a.recorded,
  case when a.value_placeholder = 1 or coalesce(a.value_pence, a.gross_pence) is null then 'none' when coalesce(a.value_currency, '') <> 'GBP' then 'currency' when a.value_kind = 'maximum' then 'maximum' when coalesce(a.value_kind, '') <> 'lifetime' then 'kind' when a.value_pence is null or a.value_vat = 'included' then 'gross' when a.value_vat = 'excluded' then 'net' else 'vat' end as account,
  case when coalesce(a.value_pence, 0) between -100000000000 and 100000000000 and coalesce(a.gross_pence, 0) between -100000000000 and 100000000000 then 0 else a.key end as large,
  1 as awards,
  coalesce(a.value_pence, 0) as stated,
  coalesce(coalesce(a.gross_pence, a.value_pence), 0) as with_vat,
  coalesce(a.value_pence, a.gross_pence, 0) as either,
  case when ((coalesce(a.ends, ct.original_end) - date '1970-01-01') - (coalesce(a.starts, ct.starts) - date '1970-01-01') + 1) > 0 then 1 else 0 end as termed,
  case when ((coalesce(a.ends, ct.original_end) - date '1970-01-01') - (coalesce(a.starts, ct.starts) - date '1970-01-01') + 1) > 0 and a.value_pence between -25000000000000000 and 25000000000000000 then a.value_pence * 365 / ((coalesce(a.ends, ct.original_end) - date '1970-01-01') - (coalesce(a.starts, ct.starts) - date '1970-01-01') + 1) else 0 end as year_stated,
  case when ((coalesce(a.ends, ct.original_end) - date '1970-01-01') - (coalesce(a.starts, ct.starts) - date '1970-01-01') + 1) > 0 and coalesce(a.gross_pence, a.value_pence) between -25000000000000000 and 25000000000000000 then coalesce(a.gross_pence, a.value_pence) * 365 / ((coalesce(a.ends, ct.original_end) - date '1970-01-01') - (coalesce(a.starts, ct.starts) - date '1970-01-01') + 1) else 0 end as year_with_vat,
  case when ((coalesce(a.ends, ct.original_end) - date '1970-01-01') - (coalesce(a.starts, ct.starts) - date '1970-01-01') + 1) > 0 and a.value_pence between -25000000000000000 and 25000000000000000 then a.value_pence else 0 end as part_stated,
  case when ((coalesce(a.ends, ct.original_end) - date '1970-01-01') - (coalesce(a.starts, ct.starts) - date '1970-01-01') + 1) > 0 and coalesce(a.gross_pence, a.value_pence) between -25000000000000000 and 25000000000000000 then coalesce(a.gross_pence, a.value_pence) else 0 end as part_with_vat,
  (select case when count(*) = 0 then 0 when count(distinct sp.body_key) = 1 then min(sp.body_key) else -1 end from award_provider sp where sp.award_key = a.key) as provider_key,
  case when exists (select 1 from award_notice an join notice n on n.procurement_key = a.procurement_key and n.release_id = an.release_id where an.award_key = a.key) then 1 else 0 end as noticed from award a left join contract ct on ct.award_key = a.key;

-- Whoever changes what is counted, the award is due.
{{only:sqlite}} create trigger award_due_insert after insert on award begin insert into award_due (key) values (new.key); end;
{{only:postgresql}} create function award_due_insert() returns trigger language plpgsql as $$ begin insert into award_due (key) values (new.key); return null; end $$;
{{only:postgresql}} create trigger award_due_insert after insert on award for each row execute function award_due_insert();
{{only:sqlite}} create trigger award_due_update after update of procurement_key, commissioner_key, financial_year, synthetic, state, regime, route, tender_class, provider_class, scope, framework, recorded, value_pence, value_currency, value_vat, value_kind, gross_pence, value_placeholder, starts, ends on award when old.procurement_key is not new.procurement_key or old.commissioner_key is not new.commissioner_key or old.financial_year is not new.financial_year or old.synthetic is not new.synthetic or old.state is not new.state or old.regime is not new.regime or old.route is not new.route or old.tender_class is not new.tender_class or old.provider_class is not new.provider_class or old.scope is not new.scope or old.framework is not new.framework or old.recorded is not new.recorded or old.value_pence is not new.value_pence or old.value_currency is not new.value_currency or old.value_vat is not new.value_vat or old.value_kind is not new.value_kind or old.gross_pence is not new.gross_pence or old.value_placeholder is not new.value_placeholder or old.starts is not new.starts or old.ends is not new.ends begin insert into award_due (key) values (new.key); end;
{{only:postgresql}} create function award_due_update() returns trigger language plpgsql as $$ begin insert into award_due (key) values (new.key); return null; end $$;
{{only:postgresql}} create trigger award_due_update after update of procurement_key, commissioner_key, financial_year, synthetic, state, regime, route, tender_class, provider_class, scope, framework, recorded, value_pence, value_currency, value_vat, value_kind, gross_pence, value_placeholder, starts, ends on award for each row when (old.procurement_key is distinct from new.procurement_key or old.commissioner_key is distinct from new.commissioner_key or old.financial_year is distinct from new.financial_year or old.synthetic is distinct from new.synthetic or old.state is distinct from new.state or old.regime is distinct from new.regime or old.route is distinct from new.route or old.tender_class is distinct from new.tender_class or old.provider_class is distinct from new.provider_class or old.scope is distinct from new.scope or old.framework is distinct from new.framework or old.recorded is distinct from new.recorded or old.value_pence is distinct from new.value_pence or old.value_currency is distinct from new.value_currency or old.value_vat is distinct from new.value_vat or old.value_kind is distinct from new.value_kind or old.gross_pence is distinct from new.gross_pence or old.value_placeholder is distinct from new.value_placeholder or old.starts is distinct from new.starts or old.ends is distinct from new.ends) execute function award_due_update();
{{only:sqlite}} create trigger award_due_delete after delete on award begin insert into award_due (key) values (old.key); end;
{{only:postgresql}} create function award_due_delete() returns trigger language plpgsql as $$ begin insert into award_due (key) values (old.key); return null; end $$;
{{only:postgresql}} create trigger award_due_delete after delete on award for each row execute function award_due_delete();
{{only:sqlite}} create trigger award_due_contract_insert after insert on contract begin insert into award_due (key) values (new.award_key); end;
{{only:postgresql}} create function award_due_contract_insert() returns trigger language plpgsql as $$ begin insert into award_due (key) values (new.award_key); return null; end $$;
{{only:postgresql}} create trigger award_due_contract_insert after insert on contract for each row execute function award_due_contract_insert();
{{only:sqlite}} create trigger award_due_contract_update after update of award_key, starts, original_end on contract when old.award_key is not new.award_key or old.starts is not new.starts or old.original_end is not new.original_end begin insert into award_due (key) values (old.award_key); insert into award_due (key) values (new.award_key); end;
{{only:postgresql}} create function award_due_contract_update() returns trigger language plpgsql as $$ begin insert into award_due (key) values (old.award_key); insert into award_due (key) values (new.award_key); return null; end $$;
{{only:postgresql}} create trigger award_due_contract_update after update of award_key, starts, original_end on contract for each row when (old.award_key is distinct from new.award_key or old.starts is distinct from new.starts or old.original_end is distinct from new.original_end) execute function award_due_contract_update();
{{only:sqlite}} create trigger award_due_contract_delete after delete on contract begin insert into award_due (key) values (old.award_key); end;
{{only:postgresql}} create function award_due_contract_delete() returns trigger language plpgsql as $$ begin insert into award_due (key) values (old.award_key); return null; end $$;
{{only:postgresql}} create trigger award_due_contract_delete after delete on contract for each row execute function award_due_contract_delete();
{{only:sqlite}} create trigger award_due_provider_insert after insert on award_provider begin insert into award_due (key) values (new.award_key); end;
{{only:postgresql}} create function award_due_provider_insert() returns trigger language plpgsql as $$ begin insert into award_due (key) values (new.award_key); return null; end $$;
{{only:postgresql}} create trigger award_due_provider_insert after insert on award_provider for each row execute function award_due_provider_insert();
{{only:sqlite}} create trigger award_due_provider_update after update of award_key, body_key on award_provider when old.award_key is not new.award_key or old.body_key is not new.body_key begin insert into award_due (key) values (old.award_key); insert into award_due (key) values (new.award_key); end;
{{only:postgresql}} create function award_due_provider_update() returns trigger language plpgsql as $$ begin insert into award_due (key) values (old.award_key); insert into award_due (key) values (new.award_key); return null; end $$;
{{only:postgresql}} create trigger award_due_provider_update after update of award_key, body_key on award_provider for each row when (old.award_key is distinct from new.award_key or old.body_key is distinct from new.body_key) execute function award_due_provider_update();
{{only:sqlite}} create trigger award_due_provider_delete after delete on award_provider begin insert into award_due (key) values (old.award_key); end;
{{only:postgresql}} create function award_due_provider_delete() returns trigger language plpgsql as $$ begin insert into award_due (key) values (old.award_key); return null; end $$;
{{only:postgresql}} create trigger award_due_provider_delete after delete on award_provider for each row execute function award_due_provider_delete();
{{only:sqlite}} create trigger award_due_award_notice_insert after insert on award_notice begin insert into award_due (key) values (new.award_key); end;
{{only:postgresql}} create function award_due_award_notice_insert() returns trigger language plpgsql as $$ begin insert into award_due (key) values (new.award_key); return null; end $$;
{{only:postgresql}} create trigger award_due_award_notice_insert after insert on award_notice for each row execute function award_due_award_notice_insert();
{{only:sqlite}} create trigger award_due_award_notice_delete after delete on award_notice begin insert into award_due (key) values (old.award_key); end;
{{only:postgresql}} create function award_due_award_notice_delete() returns trigger language plpgsql as $$ begin insert into award_due (key) values (old.award_key); return null; end $$;
{{only:postgresql}} create trigger award_due_award_notice_delete after delete on award_notice for each row execute function award_due_award_notice_delete();
{{only:sqlite}} create trigger award_due_notice_insert after insert on notice begin insert into award_due (key) select a.key from award a where a.procurement_key = new.procurement_key; end;
{{only:postgresql}} create function award_due_notice_insert() returns trigger language plpgsql as $$ begin insert into award_due (key) select a.key from award a where a.procurement_key = new.procurement_key; return null; end $$;
{{only:postgresql}} create trigger award_due_notice_insert after insert on notice for each row execute function award_due_notice_insert();
{{only:sqlite}} create trigger award_due_notice_update after update of procurement_key, release_id on notice when old.procurement_key is not new.procurement_key or old.release_id is not new.release_id begin insert into award_due (key) select a.key from award a where a.procurement_key = old.procurement_key; insert into award_due (key) select a.key from award a where a.procurement_key = new.procurement_key; end;
{{only:postgresql}} create function award_due_notice_update() returns trigger language plpgsql as $$ begin insert into award_due (key) select a.key from award a where a.procurement_key = old.procurement_key; insert into award_due (key) select a.key from award a where a.procurement_key = new.procurement_key; return null; end $$;
{{only:postgresql}} create trigger award_due_notice_update after update of procurement_key, release_id on notice for each row when (old.procurement_key is distinct from new.procurement_key or old.release_id is distinct from new.release_id) execute function award_due_notice_update();
{{only:sqlite}} create trigger award_due_notice_delete after delete on notice begin insert into award_due (key) select a.key from award a where a.procurement_key = old.procurement_key; end;
{{only:postgresql}} create function award_due_notice_delete() returns trigger language plpgsql as $$ begin insert into award_due (key) select a.key from award a where a.procurement_key = old.procurement_key; return null; end $$;
{{only:postgresql}} create trigger award_due_notice_delete after delete on notice for each row execute function award_due_notice_delete();
{{only:sqlite}} create trigger award_due_body after update of kind on body when old.kind is not new.kind begin insert into award_due (key) select p.award_key from award_provider p where p.body_key = new.key; end;
{{only:postgresql}} create function award_due_body() returns trigger language plpgsql as $$ begin insert into award_due (key) select p.award_key from award_provider p where p.body_key = new.key; return null; end $$;
{{only:postgresql}} create trigger award_due_body after update of kind on body for each row when (old.kind is distinct from new.kind) execute function award_due_body();

insert into award_counted (award_key, commissioner_key, financial_year, synthetic, state, regime, route, tender_class, provider_class, kind, scope, framework, recorded, account, large, awards, stated, with_vat, either, termed, year_stated, year_with_vat, part_stated, part_with_vat, provider_key, noticed) select award_key, commissioner_key, financial_year, synthetic, state, regime, route, tender_class, provider_class, kind, scope, framework, recorded, account, large, awards, stated, with_vat, either, termed, year_stated, year_with_vat, part_stated, part_with_vat, provider_key, noticed from award_as_counted;
insert into award_cell (commissioner_key, financial_year, synthetic, state, regime, route, tender_class, provider_class, kind, scope, framework, recorded, account, large, awards, stated, with_vat, either, termed, year_stated, year_with_vat, part_stated, part_with_vat) select commissioner_key, financial_year, synthetic, state, regime, route, tender_class, provider_class, kind, scope, framework, recorded, account, large, sum(awards), sum(stated), sum(with_vat), sum(either), sum(termed), sum(year_stated), sum(year_with_vat), sum(part_stated), sum(part_with_vat) from award_counted group by commissioner_key, financial_year, synthetic, state, regime, route, tender_class, provider_class, kind, scope, framework, recorded, account, large;
insert into award_by_kind (financial_year, synthetic, state, regime, route, tender_class, provider_class, kind, scope, framework, recorded, account, large, awards, stated, with_vat, either, termed, year_stated, year_with_vat, part_stated, part_with_vat) select financial_year, synthetic, state, regime, route, tender_class, provider_class, kind, scope, framework, recorded, account, large, sum(awards), sum(stated), sum(with_vat), sum(either), sum(termed), sum(year_stated), sum(year_with_vat), sum(part_stated), sum(part_with_vat) from award_cell group by financial_year, synthetic, state, regime, route, tender_class, provider_class, kind, scope, framework, recorded, account, large;

-- Who was awarded by whom, for what is missing.
create index award_counted_by_pair on award_counted (commissioner_key, provider_key, state, synthetic, noticed);
-- The newest awards are those of the newest notices.
create index award_by_published on award (published_on, key);
