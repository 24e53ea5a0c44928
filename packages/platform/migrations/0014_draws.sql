-- 双随机: the year's plan of an organ, and draws. What was frozen cannot be changed, a draw is held once and never deleted.
CREATE TABLE inspection_plan (
  jurisdiction text COLLATE "C" NOT NULL,
  year int NOT NULL,
  -- Visits that may be drawn in the year.
  visits int NOT NULL CHECK (visits > 0),
  focus text NOT NULL,
  set_by text NOT NULL,
  set_at timestamptz NOT NULL,
  PRIMARY KEY (jurisdiction, year)
);
--> statement-breakpoint
CREATE TABLE inspection_draw (
  id uuid PRIMARY KEY,
  jurisdiction text COLLATE "C" NOT NULL,
  year int NOT NULL,
  -- As hashed: units with weights, officers, how many to take.
  list jsonb NOT NULL,
  list_hash text NOT NULL,
  items int[] NOT NULL,
  planned_for date,
  frozen_at timestamptz NOT NULL,
  frozen_by text NOT NULL,
  -- The published record, byte for byte; null until the draw is held.
  record text,
  drawn_at timestamptz,
  CHECK ((record IS NULL) = (drawn_at IS NULL))
);
--> statement-breakpoint
CREATE INDEX inspection_draw_place ON inspection_draw (jurisdiction, year, frozen_at);
--> statement-breakpoint
CREATE FUNCTION mj_draw_once() RETURNS trigger LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
BEGIN
  IF OLD.record IS NOT NULL OR NEW.record IS NULL
     OR (to_jsonb(NEW) - 'record' - 'drawn_at') <> (to_jsonb(OLD) - 'record' - 'drawn_at') THEN
    RAISE EXCEPTION 'draw: % is frozen', OLD.id;
  END IF;
  RETURN NEW;
END $$;
--> statement-breakpoint
CREATE TRIGGER draw_once BEFORE UPDATE ON inspection_draw FOR EACH ROW EXECUTE FUNCTION mj_draw_once();
--> statement-breakpoint
-- The act that froze a list, its place in the log, and the first signed state that holds it.
CREATE FUNCTION mj_draw_seed(draw uuid) RETURNS TABLE (act jsonb, index bigint, size bigint, note text)
  LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
  SELECT to_jsonb(a), l.index, c.size, c.note
    FROM audit_record a JOIN log_entry l ON l.audit_id = a.id
    JOIN LATERAL (SELECT * FROM log_checkpoint WHERE log_checkpoint.size > l.index ORDER BY log_checkpoint.size LIMIT 1) c ON true
   WHERE a.action = 'POST /api/draws' AND a.outcome = 'done' AND a.detail ->> 'draw' = draw::text
     AND a.at = (SELECT d.frozen_at FROM inspection_draw d WHERE d.id = draw)
$$;
--> statement-breakpoint
CREATE FUNCTION mj_log_leaves(up_to bigint) RETURNS SETOF bytea
  LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
  SELECT l.leaf FROM log_entry l WHERE l.index < up_to ORDER BY l.index
$$;
--> statement-breakpoint
REVOKE ALL ON FUNCTION mj_draw_once(), mj_draw_seed(uuid), mj_log_leaves(bigint) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION mj_draw_seed(uuid), mj_log_leaves(bigint) TO mingjing_official;
GRANT SELECT, INSERT, UPDATE ON inspection_plan, inspection_draw TO mingjing_official;
--> statement-breakpoint
DO $$
DECLARE
  t text;
BEGIN
  FOREACH t IN ARRAY ARRAY['inspection_plan', 'inspection_draw'] LOOP
    EXECUTE format('ALTER TABLE %I ENABLE ROW LEVEL SECURITY', t);
    EXECUTE format('CREATE POLICY official_range ON %I TO mingjing_official
      USING (jurisdiction >= current_setting(''mj.lo'', true) AND jurisdiction < current_setting(''mj.hi'', true))
      WITH CHECK (jurisdiction >= current_setting(''mj.lo'', true) AND jurisdiction < current_setting(''mj.hi'', true))', t);
  END LOOP;
END $$;
