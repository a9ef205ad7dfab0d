-- What a lens may tell apart inside a provider class: general_practice, dental, optical or pharmacy of primary_care. Empty is not known.

alter table body add column kind text not null default '';
alter table supplier_string add column kind text not null default '';
