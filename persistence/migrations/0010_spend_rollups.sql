-- What was paid, added up: every level holds the sums of the lines of payment that agree in its columns of words, and no row of no lines.
-- Kept by persistence/detail/rollups.cpp in the transaction that changes a line or what it counts under; `openward check --rollups` compares.
-- {{whole}} is a 64-bit number; {{clustered}} keeps the rows in the order of their key, and refuses a sum that left 64 bits, on SQLite.
-- payer_key 0 is no payer. The class is that of the day of payment, so that one supplier may have two in a month.

create table spend_cell (
  payer_key {{whole}} not null,
  supplier_key {{whole}} not null,
  financial_year integer not null,
  month integer not null,
  synthetic integer not null,
  provider_class text not null,
  kind text not null,
  payments {{whole}} not null,
  pence {{whole}} not null,
  credits {{whole}} not null,
  unlinked {{whole}} not null,
  primary key (payer_key, supplier_key, financial_year, month, synthetic, provider_class, kind)
) {{clustered}};

create table spend_by_supplier (
  supplier_key {{whole}} not null,
  financial_year integer not null,
  synthetic integer not null,
  provider_class text not null,
  kind text not null,
  payments {{whole}} not null,
  pence {{whole}} not null,
  credits {{whole}} not null,
  unlinked {{whole}} not null,
  primary key (supplier_key, financial_year, synthetic, provider_class, kind)
) {{clustered}};

create table spend_by_payer_month (
  payer_key {{whole}} not null,
  financial_year integer not null,
  month integer not null,
  synthetic integer not null,
  provider_class text not null,
  kind text not null,
  payments {{whole}} not null,
  pence {{whole}} not null,
  credits {{whole}} not null,
  unlinked {{whole}} not null,
  primary key (payer_key, financial_year, month, synthetic, provider_class, kind)
) {{clustered}};

create table spend_by_payer (
  payer_key {{whole}} not null,
  financial_year integer not null,
  synthetic integer not null,
  provider_class text not null,
  kind text not null,
  payments {{whole}} not null,
  pence {{whole}} not null,
  credits {{whole}} not null,
  unlinked {{whole}} not null,
  primary key (payer_key, financial_year, synthetic, provider_class, kind)
) {{clustered}};

create table spend_by_month (
  financial_year integer not null,
  month integer not null,
  synthetic integer not null,
  provider_class text not null,
  kind text not null,
  payments {{whole}} not null,
  pence {{whole}} not null,
  credits {{whole}} not null,
  unlinked {{whole}} not null,
  primary key (financial_year, month, synthetic, provider_class, kind)
) {{clustered}};

create table spend_by_year (
  financial_year integer not null,
  synthetic integer not null,
  provider_class text not null,
  kind text not null,
  payments {{whole}} not null,
  pence {{whole}} not null,
  credits {{whole}} not null,
  unlinked {{whole}} not null,
  primary key (financial_year, synthetic, provider_class, kind)
) {{clustered}};

insert into spend_cell (payer_key, supplier_key, financial_year, month, synthetic, provider_class, kind, payments, pence, credits, unlinked)
  select coalesce(p.payer_key, 0), p.supplier_key, p.financial_year, p.month, f.synthetic,
    case when pb.dated_classes = 1 then coalesce((select dc.provider_class from body_class dc where dc.body_key = pb.key
      and dc.superseded_by is null and (dc.from_date is null or dc.from_date <= p.paid_on) and (dc.to_date is null or dc.to_date >= p.paid_on)
      order by case when dc.from_date is null and dc.to_date is null then 1 else 0 end, dc.key desc limit 1), pb.provider_class)
      when coalesce(pb.provider_class, 'unclassified') = 'unclassified' then s.provider_class else pb.provider_class end,
    coalesce(nullif(pb.kind, ''), s.kind), count(*), sum(p.pence), sum(case when p.pence < 0 then p.pence else 0 end),
    sum(case when s.body_key is null then 1 else 0 end)
  from payment p join supplier_string s on s.key = p.supplier_key left join body pb on pb.key = s.body_key
    join spend_file sf on sf.key = p.spend_file_key join source_file f on f.key = sf.source_file_key
  group by 1, 2, 3, 4, 5, 6, 7;
create index spend_cell_by_supplier on spend_cell (supplier_key);

insert into spend_by_supplier (supplier_key, financial_year, synthetic, provider_class, kind, payments, pence, credits, unlinked)
  select supplier_key, financial_year, synthetic, provider_class, kind, sum(payments), sum(pence), sum(credits), sum(unlinked)
  from spend_cell group by 1, 2, 3, 4, 5;
insert into spend_by_payer_month (payer_key, financial_year, month, synthetic, provider_class, kind, payments, pence, credits, unlinked)
  select payer_key, financial_year, month, synthetic, provider_class, kind, sum(payments), sum(pence), sum(credits), sum(unlinked)
  from spend_cell group by 1, 2, 3, 4, 5, 6;
insert into spend_by_month (financial_year, month, synthetic, provider_class, kind, payments, pence, credits, unlinked)
  select financial_year, month, synthetic, provider_class, kind, sum(payments), sum(pence), sum(credits), sum(unlinked)
  from spend_by_payer_month group by 1, 2, 3, 4, 5;
insert into spend_by_payer (payer_key, financial_year, synthetic, provider_class, kind, payments, pence, credits, unlinked)
  select payer_key, financial_year, synthetic, provider_class, kind, sum(payments), sum(pence), sum(credits), sum(unlinked)
  from spend_by_payer_month group by 1, 2, 3, 4, 5;
insert into spend_by_year (financial_year, synthetic, provider_class, kind, payments, pence, credits, unlinked)
  select financial_year, synthetic, provider_class, kind, sum(payments), sum(pence), sum(credits), sum(unlinked)
  from spend_by_month group by 1, 2, 3, 4;
