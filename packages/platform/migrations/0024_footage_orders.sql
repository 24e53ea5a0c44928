-- Things that a recorder has to collect: it is called, and the next answer to its report names them until it has.
CREATE TABLE recorder_errand (
  thing_id uuid PRIMARY KEY REFERENCES process_instance (id),
  recorder_id uuid NOT NULL REFERENCES recorder (id),
  unit_id uuid NOT NULL,
  jurisdiction text COLLATE "C" NOT NULL,
  wanted boolean NOT NULL DEFAULT true,  -- false: the recorder has what there is
  told_at timestamptz                    -- when a report was last answered with it
);
--> statement-breakpoint
CREATE INDEX recorder_errand_wanted ON recorder_errand (recorder_id) WHERE wanted;
--> statement-breakpoint
-- The sealed file that a recorder uploads for a request. Only the organ that asked can open it.
CREATE TABLE footage_bundle (
  thing_id uuid PRIMARY KEY REFERENCES process_instance (id),
  jurisdiction text COLLATE "C" NOT NULL,
  sha256 text NOT NULL,                  -- of the sealed file, hex
  size_bytes bigint NOT NULL,
  received_bytes bigint NOT NULL DEFAULT 0,
  complete_at timestamptz                -- all is here and has this hash
);
--> statement-breakpoint
CREATE TABLE footage_bundle_part (
  thing_id uuid NOT NULL REFERENCES footage_bundle (thing_id) ON DELETE CASCADE,
  byte_offset bigint NOT NULL,
  bytes bytea NOT NULL,
  PRIMARY KEY (thing_id, byte_offset)
);
--> statement-breakpoint
-- Public keys of organs, age recipients. The newest counts; earlier ones stay to tell who sealed what to whom.
CREATE TABLE organ_key (
  id uuid PRIMARY KEY DEFAULT uuidv7(),
  jurisdiction text COLLATE "C" NOT NULL,
  recipient text NOT NULL,
  set_at timestamptz NOT NULL,
  set_by text NOT NULL
);
--> statement-breakpoint
GRANT SELECT, INSERT, UPDATE (wanted, told_at) ON recorder_errand TO mingjing_official, mingjing_unit;
GRANT SELECT ON footage_bundle, footage_bundle_part TO mingjing_official;
GRANT SELECT, INSERT ON organ_key TO mingjing_official;
GRANT SELECT ON organ_key TO mingjing_unit;
DO $$
DECLARE
  t text;
BEGIN
  FOREACH t IN ARRAY ARRAY['recorder_errand', 'footage_bundle', 'footage_bundle_part', 'organ_key'] LOOP
    EXECUTE format('ALTER TABLE %I ENABLE ROW LEVEL SECURITY', t);
  END LOOP;
  FOREACH t IN ARRAY ARRAY['recorder_errand', 'footage_bundle', 'organ_key'] LOOP
    EXECUTE format('CREATE POLICY official_range ON %I TO mingjing_official
      USING (jurisdiction >= current_setting(''mj.lo'', true) AND jurisdiction < current_setting(''mj.hi'', true))
      WITH CHECK (jurisdiction >= current_setting(''mj.lo'', true) AND jurisdiction < current_setting(''mj.hi'', true))', t);
  END LOOP;
  CREATE POLICY official_range ON footage_bundle_part TO mingjing_official
    USING (thing_id IN (SELECT thing_id FROM footage_bundle));
  CREATE POLICY own_unit ON recorder_errand TO mingjing_unit
    USING (unit_id IN (SELECT id FROM unit WHERE organisation_id = nullif(current_setting('mj.org', true), '')::uuid));
END $$;
