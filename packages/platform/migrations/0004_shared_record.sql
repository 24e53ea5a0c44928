-- What another department's data already holds is filled in and not asked (Decree 799 art. 14): one record per
-- credit code and county, with the department it came from and the day it was true.
CREATE TABLE shared_record (
	"id" uuid PRIMARY KEY DEFAULT uuidv7() NOT NULL,
	"jurisdiction" text COLLATE "C" NOT NULL,
	"credit_code" text NOT NULL,
	"name" text NOT NULL,
	"address" text NOT NULL,
	"place_kind" text,
	"source" text NOT NULL,
	"as_of" date NOT NULL
);
--> statement-breakpoint
CREATE UNIQUE INDEX shared_record_code ON shared_record USING btree (credit_code, jurisdiction);
--> statement-breakpoint
ALTER TABLE shared_record ENABLE ROW LEVEL SECURITY;
--> statement-breakpoint
CREATE POLICY official_range ON shared_record TO mingjing_official
  USING (jurisdiction >= current_setting('mj.lo', true) AND jurisdiction < current_setting('mj.hi', true))
  WITH CHECK (jurisdiction >= current_setting('mj.lo', true) AND jurisdiction < current_setting('mj.hi', true));
--> statement-breakpoint
GRANT SELECT, INSERT, UPDATE ON shared_record TO mingjing_official;
