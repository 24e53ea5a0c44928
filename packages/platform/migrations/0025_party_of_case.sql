-- Whom a case is against, by name, so that earlier fines are found without reading every case. A column of its own: a
-- policy of the rows lets no index be used on what is read out of a document.
ALTER TABLE process_instance ADD COLUMN party_name text GENERATED ALWAYS AS (data -> 'party' ->> 'name') STORED;
CREATE INDEX process_instance_party_name ON process_instance (party_name, process) WHERE party_name IS NOT NULL;
