-- One mechanism for every process: a thing in a state, the steps that brought it there, its clocks, papers, evidence
-- and people. The table of allowed steps is data of the law package, copied here at every start (process_row) so that
-- the database itself refuses a step that the table does not have, whatever a route forgets.
CREATE TABLE process_row (
	"process" text NOT NULL,
	"action" text NOT NULL,
	"from_state" text NOT NULL,
	"to_state" text NOT NULL,
	"roles" text[] NOT NULL,
	PRIMARY KEY (process, action, from_state)
);
--> statement-breakpoint
CREATE TABLE process_instance (
	"id" uuid PRIMARY KEY DEFAULT uuidv7() NOT NULL,
	"process" text NOT NULL,
	"state" text NOT NULL,
	-- Number of steps taken; a person who saw another number gets a conflict.
	"version" integer NOT NULL,
	"jurisdiction" text COLLATE "C" NOT NULL,
	-- The party: its people may see the thing once something was told to it.
	"organisation_id" uuid,
	"shown_to_party" boolean DEFAULT false NOT NULL,
	"unit_id" uuid REFERENCES unit(id),
	-- Only this role sees it; empty: every official of the range.
	"restricted_to" text DEFAULT '' NOT NULL,
	"title" text NOT NULL,
	-- What it came from: another process and its id.
	"origin_process" text,
	"origin_id" uuid,
	-- Facts of this process as the steps left them; the steps keep what each of them was given.
	"data" jsonb NOT NULL,
	"opened_by" text NOT NULL,
	"opened_at" timestamp with time zone NOT NULL,
	"updated_at" timestamp with time zone NOT NULL
);
--> statement-breakpoint
CREATE INDEX process_instance_queue ON process_instance USING btree (process, state, jurisdiction, updated_at);
--> statement-breakpoint
CREATE INDEX process_instance_unit ON process_instance USING btree (unit_id, process);
--> statement-breakpoint
CREATE INDEX process_instance_party ON process_instance USING btree (organisation_id, process);
--> statement-breakpoint
CREATE INDEX process_instance_origin ON process_instance USING btree (origin_id);
--> statement-breakpoint
CREATE INDEX process_instance_place ON process_instance USING btree (jurisdiction, process, updated_at);
--> statement-breakpoint
-- Append only.
CREATE TABLE process_step (
	"instance_id" uuid NOT NULL REFERENCES process_instance(id),
	-- 1, 2, 3 …: the version that the step made.
	"seq" integer NOT NULL,
	"action" text NOT NULL,
	"from_state" text NOT NULL,
	"to_state" text NOT NULL,
	-- Empty: nobody, a clock ran out.
	"by" text NOT NULL,
	"role" text NOT NULL,
	"at" timestamp with time zone NOT NULL,
	-- The day on which it happened, which starts the clocks.
	"on_day" date NOT NULL,
	"reason" text,
	-- What the person gave with it.
	"input" jsonb NOT NULL,
	"papers" text[] NOT NULL,
	"approves_as" text,
	-- Earlier actions that no longer count.
	"undoes" text[] NOT NULL,
	PRIMARY KEY (instance_id, seq)
);
--> statement-breakpoint
-- What the first call with this id was answered.
CREATE TABLE process_request (
	"request_id" uuid NOT NULL,
	"instance_id" uuid NOT NULL REFERENCES process_instance(id),
	"user_id" text NOT NULL,
	"action" text NOT NULL,
	"answer" jsonb NOT NULL,
	PRIMARY KEY (request_id, user_id)
);
--> statement-breakpoint
CREATE TABLE process_clock (
	"instance_id" uuid NOT NULL REFERENCES process_instance(id),
	"clock" text NOT NULL,
	-- Counts how often it was started or moved; the last one counts, the others stay.
	"run" integer NOT NULL,
	"started_on" date NOT NULL,
	"due_on" date NOT NULL,
	-- Other ways to count that give another day, with their provisions.
	"readings" jsonb NOT NULL,
	-- The yearly notices of holidays do not reach it yet.
	"provisional" boolean NOT NULL,
	"paused_since" date,
	"paused_by" text,
	-- The action that follows by itself on the day after.
	"on_expiry" text,
	"ended_on" date,
	-- `expired`, `moved`, `left`, `undone`, or the action that ended it.
	"ended_by" text,
	PRIMARY KEY (instance_id, clock, run)
);
--> statement-breakpoint
CREATE INDEX process_clock_due ON process_clock USING btree (due_on) WHERE ended_on IS NULL AND paused_since IS NULL;
--> statement-breakpoint
CREATE TABLE process_person (
	"instance_id" uuid NOT NULL REFERENCES process_instance(id),
	-- The need the person answers: two-officers, hearing-chair …
	"duty" text NOT NULL,
	"user_id" text NOT NULL,
	"role" text NOT NULL,
	"since_seq" integer NOT NULL,
	"until_seq" integer,
	PRIMARY KEY (instance_id, duty, user_id, since_seq)
);
--> statement-breakpoint
CREATE TABLE process_document (
	"id" uuid PRIMARY KEY DEFAULT uuidv7() NOT NULL,
	"instance_id" uuid NOT NULL REFERENCES process_instance(id),
	"kind" text NOT NULL,
	-- Numbered per organ, kind and year without gaps; null for papers that carry none.
	"number" text,
	"seq" integer NOT NULL,
	"issued_at" timestamp with time zone NOT NULL,
	-- What the public page asks for; null for papers that stay in the file.
	"verification_code" text UNIQUE,
	-- The paper as blocks: the same blocks give the same bytes.
	"paper" jsonb NOT NULL,
	"data" jsonb NOT NULL,
	-- Cites a text that nobody compared with the gazette.
	"draft" boolean NOT NULL,
	"withdrawn_seq" integer,
	-- `withdrawn` or `superseded`.
	"withdrawn_as" text
);
--> statement-breakpoint
CREATE INDEX process_document_of ON process_document USING btree (instance_id, seq);
--> statement-breakpoint
CREATE TABLE process_evidence (
	"id" uuid PRIMARY KEY DEFAULT uuidv7() NOT NULL,
	"instance_id" uuid NOT NULL REFERENCES process_instance(id),
	-- A paper's name (expert-opinion, test-report …) or what it shows.
	"kind" text NOT NULL,
	"file_name" text NOT NULL,
	"media_type" text NOT NULL,
	"size_bytes" integer NOT NULL,
	"sha256" text NOT NULL,
	"bytes" bytea NOT NULL,
	"by" text NOT NULL,
	"at" timestamp with time zone NOT NULL,
	"note" text
);
--> statement-breakpoint
CREATE INDEX process_evidence_of ON process_evidence USING btree (instance_id);
--> statement-breakpoint
CREATE TABLE document_counter (
	"jurisdiction" text COLLATE "C" NOT NULL,
	"kind" text NOT NULL,
	"year" integer NOT NULL,
	"last" integer NOT NULL,
	PRIMARY KEY (jurisdiction, kind, year)
);
--> statement-breakpoint
-- The next number; the row stays locked until the step commits, so a step that fails leaves no gap.
CREATE FUNCTION mj_next_document(place text, of_kind text, of_year int) RETURNS int
  LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
  n int;
BEGIN
  IF place < coalesce(current_setting('mj.lo', true), '') OR place >= coalesce(current_setting('mj.hi', true), '') COLLATE "C" THEN
    RAISE EXCEPTION 'no number outside the range';
  END IF;
  INSERT INTO document_counter (jurisdiction, kind, year, last) VALUES (place, of_kind, of_year, 1)
    ON CONFLICT (jurisdiction, kind, year) DO UPDATE SET last = document_counter.last + 1 RETURNING last INTO n;
  RETURN n;
END $$;
--> statement-breakpoint
-- A step must be a row of the table, taken by the role that the session has; a clock's step needs a clock that ran out.
CREATE FUNCTION mj_step_allowed() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
  at process_instance;
BEGIN
  SELECT * INTO at FROM process_instance WHERE id = NEW.instance_id FOR UPDATE;
  IF at.state IS DISTINCT FROM NEW.from_state OR at.version + 1 IS DISTINCT FROM NEW.seq THEN
    RAISE EXCEPTION 'process_step: % is in % at version %', at.id, at.state, at.version;
  END IF;
  IF NOT EXISTS (SELECT 1 FROM process_row r WHERE r.process = at.process AND r.action = NEW.action
      AND r.from_state = NEW.from_state AND r.to_state = NEW.to_state AND NEW.role = ANY (r.roles)) THEN
    RAISE EXCEPTION 'process_step: % has no % from % by %', at.process, NEW.action, NEW.from_state, NEW.role;
  END IF;
  IF NEW.role = 'clock' THEN
    IF NOT EXISTS (SELECT 1 FROM process_clock c WHERE c.instance_id = NEW.instance_id AND c.on_expiry = NEW.action
        AND c.ended_on IS NULL AND c.paused_since IS NULL AND c.due_on < NEW.on_day) THEN
      RAISE EXCEPTION 'process_step: no clock of % ran out for %', at.id, NEW.action;
    END IF;
  ELSIF coalesce(current_setting('mj.role', true), '') <> '' AND
      (NEW.role <> current_setting('mj.role', true) OR NEW."by" <> current_setting('mj.user', true)) THEN
    RAISE EXCEPTION 'process_step: taken for somebody else';
  END IF;
  RETURN NEW;
END $$;
--> statement-breakpoint
CREATE TRIGGER step_allowed BEFORE INSERT ON process_step FOR EACH ROW EXECUTE FUNCTION mj_step_allowed();
--> statement-breakpoint
-- The state follows from a step and from nothing else.
CREATE FUNCTION mj_state_follows() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
  IF (NEW.state, NEW.version) IS NOT DISTINCT FROM (OLD.state, OLD.version) THEN RETURN NEW; END IF;
  IF NEW.version <> OLD.version + 1 OR NOT EXISTS (SELECT 1 FROM process_step s WHERE s.instance_id = NEW.id
      AND s.seq = NEW.version AND s.from_state = OLD.state AND s.to_state = NEW.state) THEN
    RAISE EXCEPTION 'process_instance: % moved from % to % without a step', NEW.id, OLD.state, NEW.state;
  END IF;
  RETURN NEW;
END $$;
--> statement-breakpoint
CREATE TRIGGER state_follows BEFORE UPDATE ON process_instance FOR EACH ROW EXECUTE FUNCTION mj_state_follows();
--> statement-breakpoint
-- After this only one role sees the thing, also not who handed it over.
CREATE FUNCTION mj_restrict(of_instance uuid, to_role text) RETURNS void
  LANGUAGE sql SECURITY DEFINER SET search_path = public, pg_temp AS $$
  UPDATE process_instance SET restricted_to = to_role WHERE id = of_instance
    AND jurisdiction >= current_setting('mj.lo', true) AND jurisdiction < current_setting('mj.hi', true)
$$;
--> statement-breakpoint
-- What the public page says of a paper.
CREATE FUNCTION mj_verify_document(code text)
  RETURNS TABLE (kind text, number text, issued_at timestamptz, jurisdiction text, draft boolean, withdrawn_as text, title text)
  LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
  SELECT d.kind, d.number, d.issued_at, i.jurisdiction, d.draft, d.withdrawn_as, d.paper ->> 'title'
    FROM process_document d JOIN process_instance i ON i.id = d.instance_id WHERE d.verification_code = code
$$;
--> statement-breakpoint
REVOKE ALL ON FUNCTION mj_next_document(text, text, int), mj_step_allowed(), mj_state_follows(), mj_restrict(uuid, text), mj_verify_document(text) FROM PUBLIC;
--> statement-breakpoint
GRANT EXECUTE ON FUNCTION mj_next_document(text, text, int), mj_restrict(uuid, text) TO mingjing_official;
GRANT EXECUTE ON FUNCTION mj_verify_document(text) TO mingjing_public;
GRANT SELECT, INSERT, UPDATE ON process_instance TO mingjing_official, mingjing_unit;
GRANT SELECT, INSERT ON process_step, process_request TO mingjing_official, mingjing_unit;
GRANT SELECT, INSERT, UPDATE ON process_clock, process_person, process_document TO mingjing_official, mingjing_unit;
GRANT SELECT, INSERT ON process_evidence TO mingjing_official, mingjing_unit;
--> statement-breakpoint
DO $$
DECLARE
  t text;
BEGIN
  FOREACH t IN ARRAY ARRAY['process_row', 'process_instance', 'process_step', 'process_request', 'process_clock',
    'process_person', 'process_document', 'process_evidence', 'document_counter'] LOOP
    EXECUTE format('ALTER TABLE %I ENABLE ROW LEVEL SECURITY', t);
  END LOOP;
  CREATE POLICY official_range ON process_instance TO mingjing_official
    USING (jurisdiction >= current_setting('mj.lo', true) AND jurisdiction < current_setting('mj.hi', true)
      AND (restricted_to = '' OR restricted_to = current_setting('mj.role', true)))
    WITH CHECK (jurisdiction >= current_setting('mj.lo', true) AND jurisdiction < current_setting('mj.hi', true));
  CREATE POLICY own_read ON process_instance FOR SELECT TO mingjing_unit
    USING (organisation_id = nullif(current_setting('mj.org', true), '')::uuid AND shown_to_party);
  CREATE POLICY own_step ON process_instance FOR UPDATE TO mingjing_unit
    USING (organisation_id = nullif(current_setting('mj.org', true), '')::uuid AND shown_to_party)
    WITH CHECK (organisation_id = nullif(current_setting('mj.org', true), '')::uuid AND shown_to_party);
  CREATE POLICY own_open ON process_instance FOR INSERT TO mingjing_unit
    WITH CHECK (organisation_id = nullif(current_setting('mj.org', true), '')::uuid AND shown_to_party
      AND version = 0 AND process IN ('filing', 'project', 'practitioner-filing'));
  -- Parts are seen with their thing: the subquery passes the policies above.
  FOREACH t IN ARRAY ARRAY['process_step', 'process_clock', 'process_person', 'process_document', 'process_evidence'] LOOP
    EXECUTE format('CREATE POLICY with_instance ON %I TO mingjing_official, mingjing_unit
      USING (EXISTS (SELECT 1 FROM process_instance i WHERE i.id = instance_id))
      WITH CHECK (EXISTS (SELECT 1 FROM process_instance i WHERE i.id = instance_id))', t);
  END LOOP;
  CREATE POLICY own_requests ON process_request TO mingjing_official, mingjing_unit
    USING (user_id = current_setting('mj.user', true)) WITH CHECK (user_id = current_setting('mj.user', true));
END $$;
