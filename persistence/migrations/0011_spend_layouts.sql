-- How a publisher's files are read where its headings alone do not tell, and what was told of each file that was read.

-- field is a column of a spend file (date, supplier, …) or header_row, sheet, day_order, delimiter, encoding; publisher is a public id.
create table spend_layout (
  publisher text not null,
  field text not null,
  choice text not null,
  primary key (publisher, field)
);

create table import_account (
  source_file_key bigint primary key references source_file (key),
  id text not null unique,
  account text not null
);
