-- Recorders of units. Written by the program itself (src/uplink/recorder-desk.ts), which nobody signs in to: a recorder
-- shows who it is by its key. Officials read what lies in their range, a unit its own.
CREATE TABLE recorder (
  id uuid PRIMARY KEY DEFAULT uuidv7(),
  unit_id uuid NOT NULL REFERENCES unit (id),
  jurisdiction text COLLATE "C" NOT NULL,
  origin text NOT NULL UNIQUE,
  vkey text NOT NULL,
  fingerprint text NOT NULL,
  enrolled_at timestamptz NOT NULL,
  revoked_at timestamptz,
  revoked_reason text,
  sequence bigint NOT NULL DEFAULT 0,    -- of the last report taken
  size bigint NOT NULL DEFAULT 0,        -- entries of its log that are witnessed
  root bytea,                            -- 32 bytes; NULL while size is 0
  reported_at timestamptz,               -- when the last report came in
  facts jsonb                            -- of the last report whose clock can be believed
);
--> statement-breakpoint
CREATE INDEX recorder_unit ON recorder (unit_id);
CREATE INDEX recorder_reported ON recorder (reported_at) WHERE revoked_at IS NULL;
--> statement-breakpoint
CREATE TABLE enrolment_code (
  hash text PRIMARY KEY,                 -- SHA-256 of the code, hex
  unit_id uuid NOT NULL REFERENCES unit (id),
  jurisdiction text COLLATE "C" NOT NULL,
  issued_by text NOT NULL,
  issued_at timestamptz NOT NULL,
  expires_at timestamptz NOT NULL,
  used_at timestamptz,
  recorder_id uuid REFERENCES recorder (id)
);
--> statement-breakpoint
-- One row per report taken: what makes a report sent twice be taken once, and the tree that was witnessed with it.
CREATE TABLE recorder_report (
  recorder_id uuid NOT NULL REFERENCES recorder (id),
  sequence bigint NOT NULL,
  digest text NOT NULL,                  -- of what does not change when it is sent again
  received_at timestamptz NOT NULL,
  made_at timestamptz NOT NULL,
  size bigint NOT NULL,
  note text NOT NULL,                    -- checkpoint with our line under it
  PRIMARY KEY (recorder_id, sequence)
);
CREATE INDEX recorder_report_size ON recorder_report (recorder_id, size);
--> statement-breakpoint
CREATE TABLE recorder_finding (
  id uuid PRIMARY KEY DEFAULT uuidv7(),
  recorder_id uuid NOT NULL REFERENCES recorder (id),
  unit_id uuid NOT NULL,
  jurisdiction text COLLATE "C" NOT NULL,
  kind text NOT NULL,
  noticed_by text NOT NULL,
  weight text NOT NULL CHECK (weight IN ('finding', 'contained')),
  first_at timestamptz NOT NULL,
  last_at timestamptz NOT NULL,
  times int NOT NULL DEFAULT 1,
  detail jsonb NOT NULL,
  UNIQUE (recorder_id, kind, noticed_by)
);
--> statement-breakpoint
CREATE TABLE recorder_challenge (
  id uuid PRIMARY KEY DEFAULT uuidv7(),
  recorder_id uuid NOT NULL REFERENCES recorder (id),
  unit_id uuid NOT NULL,
  jurisdiction text COLLATE "C" NOT NULL,
  ordered_by text NOT NULL,
  ground text NOT NULL,
  ordered_at timestamptz NOT NULL,
  samples int NOT NULL,
  attempt int NOT NULL DEFAULT 0,
  state text NOT NULL CHECK (state IN ('ordered', 'open', 'answered', 'contained')),
  due_at timestamptz,
  challenge jsonb,
  answers jsonb,
  answered_at timestamptz,
  verdict jsonb
);
CREATE INDEX recorder_challenge_waiting ON recorder_challenge (recorder_id) WHERE state IN ('ordered', 'open');
--> statement-breakpoint
GRANT SELECT ON recorder, recorder_finding, recorder_challenge TO mingjing_official, mingjing_unit;
GRANT UPDATE (revoked_at, revoked_reason) ON recorder TO mingjing_official;
GRANT INSERT ON enrolment_code TO mingjing_official, mingjing_unit;
GRANT INSERT ON recorder_challenge TO mingjing_official;
DO $$
DECLARE
  t text;
BEGIN
  FOREACH t IN ARRAY ARRAY['recorder', 'enrolment_code', 'recorder_report', 'recorder_finding', 'recorder_challenge'] LOOP
    EXECUTE format('ALTER TABLE %I ENABLE ROW LEVEL SECURITY', t);
  END LOOP;
  FOREACH t IN ARRAY ARRAY['recorder', 'enrolment_code', 'recorder_finding', 'recorder_challenge'] LOOP
    EXECUTE format('CREATE POLICY official_range ON %I TO mingjing_official
      USING (jurisdiction >= current_setting(''mj.lo'', true) AND jurisdiction < current_setting(''mj.hi'', true))
      WITH CHECK (jurisdiction >= current_setting(''mj.lo'', true) AND jurisdiction < current_setting(''mj.hi'', true))', t);
  END LOOP;
  FOREACH t IN ARRAY ARRAY['recorder', 'recorder_finding', 'recorder_challenge'] LOOP
    EXECUTE format('CREATE POLICY own_unit ON %I FOR SELECT TO mingjing_unit
      USING (unit_id IN (SELECT id FROM unit WHERE organisation_id = nullif(current_setting(''mj.org'', true), '''')::uuid))', t);
  END LOOP;
  CREATE POLICY own_code ON enrolment_code FOR INSERT TO mingjing_unit
    WITH CHECK (unit_id IN (SELECT id FROM unit WHERE organisation_id = nullif(current_setting('mj.org', true), '')::uuid));
END $$;
