-- A line of a spend file is known by its file and its row: its key is made of both (file * 4294967296 + row), so that the lines of a file are
-- one range of keys and need no index of their own. Its references are checked by `openward check` and not line by line: each of them is read
-- in the transaction that writes the line, nothing they name is ever deleted, and looking them up again costs more than the line.
alter table payment rename to payment_before;
create table payment (
  key {{pk}},
  spend_file_key bigint not null,
  row bigint not null,
  payer_key bigint,
  supplier_key bigint not null,
  paid_on {{date}} not null,
  financial_year integer not null,
  month integer not null,
  pence bigint not null,
  entity text not null default '',
  transaction_reference text not null default '',
  expense_type text not null default '',
  expense_area text not null default ''
);
insert into payment (key, spend_file_key, row, payer_key, supplier_key, paid_on, financial_year, month, pence, entity, transaction_reference, expense_type, expense_area) {{given_key}} select spend_file_key * 4294967296 + row, spend_file_key, row, payer_key, supplier_key, paid_on, financial_year, month, pence, entity, transaction_reference, expense_type, expense_area from payment_before order by spend_file_key, row;
drop table payment_before;
create index payment_by_payer on payment (payer_key, paid_on);
create index payment_by_supplier on payment (supplier_key, paid_on);
create index payment_by_date on payment (paid_on, key);

-- The sheet of a workbook, and what the file's own total row says.
alter table spend_file add column sheet text not null default '';
alter table spend_file add column stated_total_pence bigint;
alter table spend_file add column stated_total_row bigint not null default 0;
