-- What citizens hand in: photos, and where a number stands. Units that look alike, kept; one record out of two.
CREATE TABLE camera_report_photo (
	id uuid PRIMARY KEY DEFAULT uuidv7(),
	report_id uuid NOT NULL REFERENCES camera_report(id),
	jurisdiction text COLLATE "C" NOT NULL,
	media_type text NOT NULL,
	bytes bytea NOT NULL,
	scanned boolean NOT NULL
);
--> statement-breakpoint
CREATE INDEX camera_report_photo_of ON camera_report_photo (report_id);
--> statement-breakpoint
ALTER TABLE camera_report_photo ENABLE ROW LEVEL SECURITY;
--> statement-breakpoint
CREATE POLICY hand_in ON camera_report_photo FOR INSERT TO mingjing_public WITH CHECK (true);
--> statement-breakpoint
CREATE POLICY official_range ON camera_report_photo FOR SELECT TO mingjing_official
  USING (jurisdiction >= current_setting('mj.lo', true) AND jurisdiction < current_setting('mj.hi', true));
--> statement-breakpoint
GRANT INSERT ON camera_report_photo TO mingjing_public;
--> statement-breakpoint
GRANT SELECT ON camera_report_photo TO mingjing_official;
--> statement-breakpoint
-- Who has the number sees where the thing stands and with whom, nothing of what it says.
CREATE FUNCTION mj_look_up(wanted text) RETURNS TABLE(kind text, received_at timestamptz, state text, reason text, jurisdiction text)
  LANGUAGE sql STABLE SECURITY DEFINER SET search_path TO 'public', 'pg_temp' AS $$
  SELECT 'camera-report', created_at, camera_report.state, NULL::text, camera_report.jurisdiction FROM camera_report WHERE number = wanted
  UNION ALL
  SELECT 'footage-request', created_at, footage_request.state, NULL::text, footage_request.jurisdiction FROM footage_request WHERE number = wanted
  UNION ALL
  SELECT 'unit-registration', created_at, unit_registration.state, unit_registration.reason, unit_registration.jurisdiction
    FROM unit_registration WHERE number = wanted
$$;
--> statement-breakpoint
-- Pairs of units of one county that look alike, smaller id first; kept as units change, so that a page only reads them.
CREATE TABLE unit_likeness (
	first_unit_id uuid NOT NULL REFERENCES unit(id) ON DELETE CASCADE,
	second_unit_id uuid NOT NULL REFERENCES unit(id) ON DELETE CASCADE,
	jurisdiction text COLLATE "C" NOT NULL,
	because text NOT NULL CHECK (because IN ('credit-code', 'name-and-address', 'similar')),
	likeness real NOT NULL,
	PRIMARY KEY (first_unit_id, second_unit_id)
);
--> statement-breakpoint
CREATE INDEX unit_likeness_second ON unit_likeness (second_unit_id);
--> statement-breakpoint
CREATE INDEX unit_likeness_place ON unit_likeness (jurisdiction, likeness DESC);
--> statement-breakpoint
ALTER TABLE unit_likeness ENABLE ROW LEVEL SECURITY;
--> statement-breakpoint
CREATE POLICY official_range ON unit_likeness FOR SELECT TO mingjing_official
  USING (jurisdiction >= current_setting('mj.lo', true) AND jurisdiction < current_setting('mj.hi', true));
--> statement-breakpoint
GRANT SELECT ON unit_likeness TO mingjing_official;
--> statement-breakpoint
CREATE INDEX unit_name_folded ON unit (left(jurisdiction, 6), md5(mj_fold(name)));
--> statement-breakpoint
CREATE INDEX unit_address_folded ON unit (left(jurisdiction, 6), md5(mj_fold(address)));
--> statement-breakpoint
-- Share of pieces that two texts have in common: 1 for the same, 0 for nothing.
CREATE FUNCTION mj_likeness(a text, b text) RETURNS real LANGUAGE sql IMMUTABLE PARALLEL SAFE STRICT AS $$
  SELECT CASE WHEN a = b THEN 1 ELSE
    (SELECT count(*) FROM unnest(public.mj_grams(a)) AS x WHERE x = ANY (public.mj_grams(b)))::real
      / greatest(cardinality(public.mj_grams(a)), cardinality(public.mj_grams(b)), 1) END
$$;
--> statement-breakpoint
-- Compares units with their county: one code, or one name at similar addresses, or similar names at one address.
CREATE FUNCTION mj_compare_units(ids uuid[]) RETURNS void
  LANGUAGE sql SECURITY DEFINER SET search_path TO 'public', 'pg_temp' AS $$
  DELETE FROM unit_likeness WHERE first_unit_id = ANY (ids) OR second_unit_id = ANY (ids);
  INSERT INTO unit_likeness (first_unit_id, second_unit_id, jurisdiction, because, likeness)
    SELECT DISTINCT ON (least(a, b), greatest(a, b)) least(a, b), greatest(a, b), place, because, likeness FROM (
      SELECT n.id AS a, o.id AS b, n.jurisdiction AS place, 'credit-code' AS because, 1::real AS likeness
        FROM unit n JOIN unit o ON o.credit_code = n.credit_code AND o.id <> n.id
         AND left(o.jurisdiction, 6) = left(n.jurisdiction, 6) WHERE n.id = ANY (ids)
      UNION ALL
      SELECT n.id, o.id, n.jurisdiction, CASE WHEN l.of_address = 1 THEN 'name-and-address' ELSE 'similar' END, l.of_address
        FROM unit n JOIN unit o ON left(o.jurisdiction, 6) = left(n.jurisdiction, 6)
         AND md5(mj_fold(o.name)) = md5(mj_fold(n.name)) AND o.id <> n.id,
        LATERAL (SELECT mj_likeness(mj_fold(n.address), mj_fold(o.address)) AS of_address) AS l
       WHERE n.id = ANY (ids) AND l.of_address >= 0.5
      UNION ALL
      SELECT n.id, o.id, n.jurisdiction, 'similar', l.of_name
        FROM unit n JOIN unit o ON left(o.jurisdiction, 6) = left(n.jurisdiction, 6)
         AND md5(mj_fold(o.address)) = md5(mj_fold(n.address)) AND o.id <> n.id,
        LATERAL (SELECT mj_likeness(mj_fold(n.name), mj_fold(o.name)) AS of_name) AS l
       WHERE n.id = ANY (ids) AND l.of_name >= 0.6 AND l.of_name < 1
    ) AS pairs ORDER BY least(a, b), greatest(a, b), likeness DESC, because
    ON CONFLICT DO NOTHING
$$;
--> statement-breakpoint
CREATE FUNCTION mj_keep_likeness() RETURNS trigger
  LANGUAGE plpgsql SECURITY DEFINER SET search_path TO 'public', 'pg_temp' AS $$
DECLARE
  ids uuid[];
BEGIN
  IF TG_OP = 'INSERT' THEN
    SELECT array_agg(id) INTO ids FROM come;
  ELSE
    SELECT array_agg(c.id) INTO ids FROM come c JOIN gone g ON g.id = c.id
     WHERE (c.name, c.address, c.credit_code, c.jurisdiction) IS DISTINCT FROM (g.name, g.address, g.credit_code, g.jurisdiction);
  END IF;
  IF ids IS NOT NULL THEN PERFORM mj_compare_units(ids); END IF;
  RETURN NULL;
END $$;
--> statement-breakpoint
CREATE TRIGGER unit_likeness_insert AFTER INSERT ON unit REFERENCING NEW TABLE AS come
  FOR EACH STATEMENT EXECUTE FUNCTION mj_keep_likeness();
--> statement-breakpoint
CREATE TRIGGER unit_likeness_update AFTER UPDATE ON unit REFERENCING OLD TABLE AS gone NEW TABLE AS come
  FOR EACH STATEMENT EXECUTE FUNCTION mj_keep_likeness();
--> statement-breakpoint
SELECT mj_compare_units(array_agg(id)) FROM unit HAVING count(*) > 0;
--> statement-breakpoint
-- Two records that were one unit: what became of the one that went, whole, for who asks later.
CREATE TABLE merged_unit (
	id uuid PRIMARY KEY,
	into_unit_id uuid NOT NULL REFERENCES unit(id),
	jurisdiction text COLLATE "C" NOT NULL,
	unit jsonb NOT NULL,
	merged_by text NOT NULL,
	merged_at timestamptz NOT NULL,
	reason text NOT NULL
);
--> statement-breakpoint
CREATE INDEX merged_unit_into ON merged_unit (into_unit_id);
--> statement-breakpoint
ALTER TABLE merged_unit ENABLE ROW LEVEL SECURITY;
--> statement-breakpoint
CREATE POLICY official_range ON merged_unit FOR SELECT TO mingjing_official
  USING (jurisdiction >= current_setting('mj.lo', true) AND jurisdiction < current_setting('mj.hi', true));
--> statement-breakpoint
GRANT SELECT ON merged_unit TO mingjing_official;
--> statement-breakpoint
-- Everything of the second unit becomes the first's; the history of both stays as it was written. False: not of the range,
-- or both have a filing under way.
CREATE FUNCTION mj_merge_units(keep uuid, go uuid, person text, ground text, at timestamptz) RETURNS boolean
  LANGUAGE plpgsql SECURITY DEFINER SET search_path TO 'public', 'pg_temp' AS $$
DECLARE
  kept unit;
  going unit;
BEGIN
  SELECT * INTO kept FROM unit WHERE id = keep AND jurisdiction >= current_setting('mj.lo', true)
     AND jurisdiction < current_setting('mj.hi', true) FOR UPDATE;
  SELECT * INTO going FROM unit WHERE id = go AND jurisdiction >= current_setting('mj.lo', true)
     AND jurisdiction < current_setting('mj.hi', true) FOR UPDATE;
  IF kept.id IS NULL OR going.id IS NULL OR keep = go OR left(kept.jurisdiction, 6) <> left(going.jurisdiction, 6)
     OR (SELECT count(*) FROM filing WHERE unit_id IN (keep, go) AND status IN ('draft', 'submitted', 'accepted', 'returned')) > 1
     OR (kept.organisation_id IS NOT NULL AND going.organisation_id IS NOT NULL AND kept.organisation_id <> going.organisation_id)
    THEN RETURN false; END IF;
  INSERT INTO merged_unit (id, into_unit_id, jurisdiction, unit, merged_by, merged_at, reason)
    VALUES (go, keep, going.jurisdiction, to_jsonb(going) || jsonb_build_object(
      'cameras', (SELECT coalesce(jsonb_agg(to_jsonb(c)), '[]') FROM camera c WHERE c.unit_id = go)), person, at, ground);
  UPDATE merged_unit SET into_unit_id = keep WHERE into_unit_id = go;
  DELETE FROM camera c WHERE c.unit_id = go AND EXISTS (SELECT 1 FROM camera k WHERE k.unit_id = keep AND k.code = c.code);
  UPDATE camera SET unit_id = keep, jurisdiction = kept.jurisdiction WHERE unit_id = go;
  UPDATE video_system SET unit_id = keep, jurisdiction = kept.jurisdiction WHERE unit_id = go;
  UPDATE responsible_person SET unit_id = keep, jurisdiction = kept.jurisdiction WHERE unit_id = go;
  UPDATE filing SET unit_id = keep WHERE unit_id = go;
  UPDATE process_instance SET unit_id = keep WHERE unit_id = go;
  UPDATE recorder SET unit_id = keep WHERE unit_id = go;
  UPDATE recorder_challenge SET unit_id = keep WHERE unit_id = go;
  UPDATE recorder_finding SET unit_id = keep WHERE unit_id = go;
  UPDATE enrolment_code SET unit_id = keep WHERE unit_id = go;
  UPDATE unit_registration SET unit_id = keep WHERE unit_id = go;
  UPDATE not_duplicate SET first_unit_id = keep WHERE first_unit_id = go AND second_unit_id <> keep
     AND NOT EXISTS (SELECT 1 FROM not_duplicate n WHERE n.first_unit_id = keep AND n.second_unit_id = not_duplicate.second_unit_id);
  DELETE FROM unit WHERE id = go;
  UPDATE unit SET
    credit_code = coalesce(kept.credit_code, going.credit_code), organisation_id = coalesce(kept.organisation_id, going.organisation_id),
    longitude = coalesce(kept.longitude, going.longitude), latitude = coalesce(kept.latitude, going.latitude),
    storage_days = coalesce(kept.storage_days, going.storage_days), key_unit = kept.key_unit OR going.key_unit,
    filed_on = least(kept.filed_on, going.filed_on),
    filing_state = CASE WHEN kept.filing_state IN ('unfiled', 'notRequired') THEN going.filing_state
      WHEN going.filing_state IN ('pending', 'returned') THEN going.filing_state ELSE kept.filing_state END,
    filing_due_on = least(kept.filing_due_on, going.filing_due_on),
    camera_count = (SELECT count(*) FROM camera WHERE unit_id = keep), version = kept.version + 1, updated_at = at WHERE id = keep;
  INSERT INTO field_history (changed_at, jurisdiction, unit_id, subject, subject_id, field, before, after, changed_by, ground)
    VALUES (at, kept.jurisdiction, keep, 'unit', keep, 'merged', NULL, jsonb_build_object('id', go, 'name', going.name), person,
      'merge:' || ground);
  RETURN true;
END $$;
--> statement-breakpoint
REVOKE ALL ON FUNCTION mj_compare_units(uuid[]), mj_keep_likeness(), mj_likeness(text, text), mj_look_up(text), mj_organ_of(text),
  mj_served_places(), mj_merge_units(uuid, uuid, text, text, timestamptz) FROM PUBLIC;
--> statement-breakpoint
GRANT EXECUTE ON FUNCTION mj_look_up(text) TO mingjing_public;
--> statement-breakpoint
GRANT EXECUTE ON FUNCTION mj_organ_of(text), mj_served_places() TO mingjing_official, mingjing_unit, mingjing_public;
--> statement-breakpoint
GRANT EXECUTE ON FUNCTION mj_merge_units(uuid, uuid, text, text, timestamptz) TO mingjing_official;
