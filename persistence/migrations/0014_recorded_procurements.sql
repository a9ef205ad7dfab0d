-- The procurements that were recorded here are few beside those that were read; a page of their releases goes by their keys.
create index procurement_recorded on procurement (key) where recorded = 1;
