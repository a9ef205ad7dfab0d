-- What each payer paid to each supplier in a year: a commissioner's providers are read from these few rows, and not from the months and
-- expense areas of spend_cell. Kept like the other levels (see 0010).
create table spend_by_payer_supplier (
  payer_key {{whole}} not null,
  supplier_key {{whole}} not null,
  financial_year integer not null,
  synthetic integer not null,
  provider_class text not null,
  kind text not null,
  payments {{whole}} not null,
  pence {{whole}} not null,
  credits {{whole}} not null,
  unlinked {{whole}} not null,
  primary key (payer_key, supplier_key, financial_year, synthetic, provider_class, kind)
) {{clustered}};
insert into spend_by_payer_supplier (payer_key, supplier_key, financial_year, synthetic, provider_class, kind, payments, pence, credits, unlinked)
  select payer_key, supplier_key, financial_year, synthetic, provider_class, kind, sum(payments), sum(pence), sum(credits), sum(unlinked)
  from spend_cell group by 1, 2, 3, 4, 5, 6;
create index spend_by_payer_supplier_by_supplier on spend_by_payer_supplier (supplier_key);
