-- The class of a place may be settled by a person, which wins over what its words suggest.
ALTER TABLE unit ADD COLUMN place_class_by text;
--> statement-breakpoint
-- Floors name the class they are for: two places of one kind may be of two classes.
DO $$
BEGIN
  EXECUTE replace(replace(pg_get_functiondef('mj_find_units(text[], int, jsonb)'::regprocedure),
    'AS f(kind text, "key" boolean, days int, counties jsonb)', 'AS f(kind text, class text, "key" boolean, days int, counties jsonb)'),
    'AND u.place_kind = f.kind AND u.key_unit', 'AND u.place_kind = f.kind AND u.place_class = f.class AND u.key_unit');
END $$;
--> statement-breakpoint
-- 转址: a unit went from one office to another. Both offices see that it did, when, why and by whom.
CREATE TABLE unit_move (
	id uuid PRIMARY KEY DEFAULT uuidv7(),
	unit_id uuid NOT NULL,
	unit_name text NOT NULL,
	from_jurisdiction text COLLATE "C" NOT NULL,
	to_jurisdiction text COLLATE "C" NOT NULL,
	reason text NOT NULL,
	"by" text NOT NULL,
	at timestamptz NOT NULL
);
--> statement-breakpoint
CREATE INDEX unit_move_of ON unit_move (unit_id, at DESC);
--> statement-breakpoint
CREATE INDEX unit_move_from ON unit_move (from_jurisdiction, at DESC);
--> statement-breakpoint
CREATE INDEX unit_move_to ON unit_move (to_jurisdiction, at DESC);
--> statement-breakpoint
ALTER TABLE unit_move ENABLE ROW LEVEL SECURITY;
--> statement-breakpoint
CREATE POLICY either_office ON unit_move FOR SELECT TO mingjing_official
  USING ((from_jurisdiction >= current_setting('mj.lo', true) AND from_jurisdiction < current_setting('mj.hi', true))
    OR (to_jurisdiction >= current_setting('mj.lo', true) AND to_jurisdiction < current_setting('mj.hi', true)));
--> statement-breakpoint
GRANT SELECT ON unit_move TO mingjing_official;
--> statement-breakpoint
-- Everything of a unit of the range goes to another office: register, history, filings with their papers, recorders. What
-- was opened against it (inspections, cases) stays with the office that opened it. Its organisation goes too, unless it has
-- other units. False: the unit is not of the range, or is there already.
CREATE FUNCTION mj_move_unit(moved uuid, place text, new_address text, due date, person text, ground text, now timestamptz)
  RETURNS boolean LANGUAGE plpgsql SECURITY DEFINER SET search_path TO 'public', 'pg_temp' AS $$
DECLARE
  was unit;
  t text;
BEGIN
  SELECT * INTO was FROM unit WHERE id = moved AND jurisdiction >= current_setting('mj.lo', true)
    AND jurisdiction < current_setting('mj.hi', true) FOR UPDATE;
  IF was.id IS NULL OR was.jurisdiction = place THEN RETURN false; END IF;
  INSERT INTO field_history (changed_at, jurisdiction, unit_id, subject, subject_id, field, before, after, changed_by, ground)
    VALUES (now, was.jurisdiction, moved, 'unit', moved, 'jurisdiction', to_jsonb(was.jurisdiction), to_jsonb(place), person, 'move:' || ground);
  IF new_address IS NOT NULL AND new_address <> was.address THEN
    INSERT INTO field_history (changed_at, jurisdiction, unit_id, subject, subject_id, field, before, after, changed_by, ground)
      VALUES (now, was.jurisdiction, moved, 'unit', moved, 'address', to_jsonb(was.address), to_jsonb(new_address), person, 'move:' || ground);
  END IF;
  FOREACH t IN ARRAY ARRAY['video_system', 'camera', 'responsible_person', 'field_history', 'recorder', 'recorder_challenge',
    'recorder_finding', 'enrolment_code', 'unit_reminder'] LOOP
    EXECUTE format('UPDATE %I SET jurisdiction = $1 WHERE unit_id = $2', t) USING place, moved;
  END LOOP;
  UPDATE merged_unit SET jurisdiction = place WHERE into_unit_id = moved;
  UPDATE filing_action SET jurisdiction = place WHERE filing_id IN (SELECT id FROM filing WHERE unit_id = moved);
  UPDATE filing_attachment SET jurisdiction = place WHERE filing_id IN (SELECT id FROM filing WHERE unit_id = moved);
  UPDATE process_instance SET jurisdiction = place WHERE unit_id = moved AND process = 'filing';
  UPDATE filing SET jurisdiction = place, holder = NULL, held_since = NULL, updated_at = now, version = version + 1
    WHERE unit_id = moved AND status IN ('draft', 'submitted', 'accepted', 'returned');
  UPDATE filing SET jurisdiction = place WHERE unit_id = moved AND status IN ('verified', 'withdrawn');
  INSERT INTO filing_action (filing_id, organisation_id, jurisdiction, action, "by", at, reasons, form)
    SELECT id, organisation_id, place, 'moved', person, now, jsonb_build_object('from', was.jurisdiction, 'to', place, 'reason', ground), form
      FROM filing WHERE unit_id = moved AND status IN ('submitted', 'accepted', 'returned');
  UPDATE unit SET jurisdiction = place, address = coalesce(new_address, address), filing_due_on = due, version = version + 1,
    updated_at = now WHERE id = moved;
  IF was.organisation_id IS NOT NULL AND NOT EXISTS (SELECT 1 FROM unit WHERE organisation_id = was.organisation_id AND id <> moved) THEN
    UPDATE organisation SET jurisdiction = place WHERE id = was.organisation_id AND kind = 'unit';
    UPDATE member SET jurisdiction = place WHERE organisation_id = was.organisation_id;
    UPDATE invitation SET jurisdiction = place WHERE organisation_id = was.organisation_id;
  END IF;
  INSERT INTO unit_move (unit_id, unit_name, from_jurisdiction, to_jurisdiction, reason, "by", at)
    VALUES (moved, was.name, was.jurisdiction, place, ground, person, now);
  RETURN true;
END $$;
--> statement-breakpoint
REVOKE ALL ON FUNCTION mj_move_unit(uuid, text, text, date, text, text, timestamptz) FROM PUBLIC;
--> statement-breakpoint
GRANT EXECUTE ON FUNCTION mj_move_unit(uuid, text, text, date, text, text, timestamptz) TO mingjing_official;
