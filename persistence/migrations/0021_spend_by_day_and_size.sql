-- What was paid on each day, by class, kind and size (the amount rounded down, away from its sign, to a penny, 500, 10,000, 25,000, 50,000,
-- 100,000, 250,000, 500,000 pounds, 1, 5, 10, 50 or 100 million: persistence/detail/payment_size.h), so that days from and to, and lines of at
-- least or at most such an amount, are read from what is added up. Made from the lines: no cell knows a day. Kept like the other levels (0010).
create table spend_by_day (
  paid_on {{date}} not null,
  financial_year integer not null,
  month integer not null,
  synthetic integer not null,
  provider_class text not null,
  kind text not null,
  size {{whole}} not null,
  payments {{whole}} not null,
  pence {{whole}} not null,
  credits {{whole}} not null,
  unlinked {{whole}} not null,
  primary key (paid_on, financial_year, month, synthetic, provider_class, kind, size)
) {{clustered}};
insert into spend_by_day (paid_on, financial_year, month, synthetic, provider_class, kind, size, payments, pence, credits, unlinked)
  select p.paid_on, p.financial_year, p.month, f.synthetic,
    case when pb.dated_classes = 1 then coalesce((select dc.provider_class from body_class dc where dc.body_key = pb.key
      and dc.superseded_by is null and (dc.from_date is null or dc.from_date <= p.paid_on) and (dc.to_date is null or dc.to_date >= p.paid_on)
      order by case when dc.from_date is null and dc.to_date is null then 1 else 0 end, dc.key desc limit 1), pb.provider_class)
      when coalesce(pb.provider_class, 'unclassified') = 'unclassified' then s.provider_class else pb.provider_class end,
    coalesce(nullif(pb.kind, ''), s.kind),
    case when p.pence >= 10000000000 then 10000000000 when p.pence >= 5000000000 then 5000000000 when p.pence >= 1000000000 then 1000000000
      when p.pence >= 500000000 then 500000000 when p.pence >= 100000000 then 100000000 when p.pence >= 50000000 then 50000000
      when p.pence >= 25000000 then 25000000 when p.pence >= 10000000 then 10000000 when p.pence >= 5000000 then 5000000
      when p.pence >= 2500000 then 2500000 when p.pence >= 1000000 then 1000000 when p.pence >= 50000 then 50000 when p.pence >= 1 then 1
      when p.pence = 0 then 0 when p.pence > -50000 then -1 when p.pence > -1000000 then -50000 when p.pence > -2500000 then -1000000
      when p.pence > -5000000 then -2500000 when p.pence > -10000000 then -5000000 when p.pence > -25000000 then -10000000
      when p.pence > -50000000 then -25000000 when p.pence > -100000000 then -50000000 when p.pence > -500000000 then -100000000
      when p.pence > -1000000000 then -500000000 when p.pence > -5000000000 then -1000000000 when p.pence > -10000000000 then -5000000000
      else -10000000000 end,
    count(*), sum(p.pence), sum(case when p.pence < 0 then p.pence else 0 end), sum(case when s.body_key is null then 1 else 0 end)
  from payment p join supplier_string s on s.key = p.supplier_key left join body pb on pb.key = s.body_key
    join spend_file sf on sf.key = p.spend_file_key join source_file f on f.key = sf.source_file_key
  group by 1, 2, 3, 4, 5, 6, 7;

create table spend_by_size (
  financial_year integer not null,
  month integer not null,
  synthetic integer not null,
  provider_class text not null,
  kind text not null,
  size {{whole}} not null,
  payments {{whole}} not null,
  pence {{whole}} not null,
  credits {{whole}} not null,
  unlinked {{whole}} not null,
  primary key (financial_year, month, synthetic, provider_class, kind, size)
) {{clustered}};
insert into spend_by_size (financial_year, month, synthetic, provider_class, kind, size, payments, pence, credits, unlinked)
  select financial_year, month, synthetic, provider_class, kind, size, sum(payments), sum(pence), sum(credits), sum(unlinked)
  from spend_by_day group by 1, 2, 3, 4, 5, 6;
