-- The region in which a body lies, as a word of domain/region.h; `unknown` where no source states it.
alter table body add column region text not null default 'unknown';

-- The cells tell expense areas apart too, so that spend by area is added up like spend by anything else. They are worked out again from the
-- lines: what they held says nothing of areas.
drop table spend_cell;
create table spend_cell (
  payer_key {{whole}} not null,
  supplier_key {{whole}} not null,
  financial_year integer not null,
  month integer not null,
  synthetic integer not null,
  provider_class text not null,
  kind text not null,
  expense_area text not null,
  payments {{whole}} not null,
  pence {{whole}} not null,
  credits {{whole}} not null,
  unlinked {{whole}} not null,
  primary key (payer_key, supplier_key, financial_year, month, synthetic, provider_class, kind, expense_area)
) {{clustered}};
insert into spend_cell (payer_key, supplier_key, financial_year, month, synthetic, provider_class, kind, expense_area, payments, pence, credits, unlinked)
  select coalesce(p.payer_key, 0), p.supplier_key, p.financial_year, p.month, f.synthetic,
    case when pb.dated_classes = 1 then coalesce((select dc.provider_class from body_class dc where dc.body_key = pb.key
      and dc.superseded_by is null and (dc.from_date is null or dc.from_date <= p.paid_on) and (dc.to_date is null or dc.to_date >= p.paid_on)
      order by case when dc.from_date is null and dc.to_date is null then 1 else 0 end, dc.key desc limit 1), pb.provider_class)
      when coalesce(pb.provider_class, 'unclassified') = 'unclassified' then s.provider_class else pb.provider_class end,
    coalesce(nullif(pb.kind, ''), s.kind), p.expense_area, count(*), sum(p.pence), sum(case when p.pence < 0 then p.pence else 0 end),
    sum(case when s.body_key is null then 1 else 0 end)
  from payment p join supplier_string s on s.key = p.supplier_key left join body pb on pb.key = s.body_key
    join spend_file sf on sf.key = p.spend_file_key join source_file f on f.key = sf.source_file_key
  group by 1, 2, 3, 4, 5, 6, 7, 8;
create index spend_cell_by_supplier on spend_cell (supplier_key);

create table spend_by_area (
  payer_key {{whole}} not null,
  expense_area text not null,
  financial_year integer not null,
  synthetic integer not null,
  provider_class text not null,
  kind text not null,
  payments {{whole}} not null,
  pence {{whole}} not null,
  credits {{whole}} not null,
  unlinked {{whole}} not null,
  primary key (payer_key, expense_area, financial_year, synthetic, provider_class, kind)
) {{clustered}};
insert into spend_by_area (payer_key, expense_area, financial_year, synthetic, provider_class, kind, payments, pence, credits, unlinked)
  select payer_key, expense_area, financial_year, synthetic, provider_class, kind, sum(payments), sum(pence), sum(credits), sum(unlinked)
  from spend_cell group by 1, 2, 3, 4, 5, 6;
