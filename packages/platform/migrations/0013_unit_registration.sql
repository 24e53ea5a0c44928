-- A unit that is registered nowhere writes itself down; the police of its county look at the seal letter and decide.
CREATE TABLE unit_registration (
	id uuid PRIMARY KEY DEFAULT uuidv7(),
	number text NOT NULL UNIQUE,
	jurisdiction text COLLATE "C" NOT NULL,
	name text NOT NULL,
	credit_code text NOT NULL,
	place_kind text NOT NULL,
	address text NOT NULL,
	contact text NOT NULL,
	phone text NOT NULL,
	email text NOT NULL,
	letter bytea NOT NULL,
	letter_type text NOT NULL,
	state text NOT NULL DEFAULT 'received' CHECK (state IN ('received', 'accepted', 'refused')),
	reason text,
	decided_by text,
	decided_at timestamptz,
	unit_id uuid REFERENCES unit(id),
	created_at timestamptz NOT NULL
);
--> statement-breakpoint
CREATE INDEX unit_registration_place ON unit_registration (jurisdiction, created_at);
--> statement-breakpoint
ALTER TABLE unit_registration ENABLE ROW LEVEL SECURITY;
--> statement-breakpoint
CREATE POLICY official_range ON unit_registration TO mingjing_official
  USING (jurisdiction >= current_setting('mj.lo', true) AND jurisdiction < current_setting('mj.hi', true))
  WITH CHECK (jurisdiction >= current_setting('mj.lo', true) AND jurisdiction < current_setting('mj.hi', true));
--> statement-breakpoint
CREATE POLICY hand_in ON unit_registration FOR INSERT TO mingjing_public
  WITH CHECK (state = 'received' AND unit_id IS NULL AND decided_by IS NULL);
--> statement-breakpoint
GRANT INSERT ON unit_registration TO mingjing_public;
--> statement-breakpoint
GRANT SELECT, UPDATE ON unit_registration TO mingjing_official;
