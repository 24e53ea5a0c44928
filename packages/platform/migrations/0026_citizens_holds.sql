-- A citizen who names the unit by the code on its sign is asked for by a process at once, and each recorder of the unit holds
-- the footage before anybody decides. Several recorders may be sent for one thing.
ALTER TABLE recorder_errand DROP CONSTRAINT recorder_errand_pkey;
ALTER TABLE recorder_errand ADD PRIMARY KEY (thing_id, recorder_id);
--> statement-breakpoint
ALTER TABLE footage_request ADD COLUMN thing_id uuid REFERENCES process_instance (id);
--> statement-breakpoint
-- Opens the process for a unit whose verified receipt has this code; recorders are sent for a day and no longer, so that nobody
-- fills a unit's disks from outside. Returns the unit's name; no row: no such code.
CREATE FUNCTION mj_open_citizen_request(code text, said jsonb, of_title text, from_at timestamptz, to_at timestamptz, at timestamptz)
  RETURNS TABLE (unit_name text, thing uuid, sent int)
  LANGUAGE sql SECURITY DEFINER SET search_path = public, pg_temp AS $$
  WITH the_unit AS (
    SELECT u.* FROM filing f JOIN unit u ON u.id = f.unit_id WHERE f.verification_code = code AND f.status = 'verified'
  ), thing AS (
    INSERT INTO process_instance (process, state, version, jurisdiction, organisation_id, shown_to_party, unit_id, title, data,
        opened_by, opened_at, updated_at)
      SELECT 'citizen-request', 'received', 0, jurisdiction, organisation_id, false, id, of_title,
             said || jsonb_build_object('unit', jsonb_build_object('id', id, 'name', name, 'address', address)), 'public', at, at
        FROM the_unit RETURNING id, unit_id, jurisdiction
  ), errand AS (
    INSERT INTO recorder_errand (thing_id, recorder_id, unit_id, jurisdiction)
      SELECT t.id, r.id, r.unit_id, r.jurisdiction FROM thing t JOIN recorder r ON r.unit_id = t.unit_id
       WHERE r.revoked_at IS NULL AND to_at - from_at <= interval '24 hours' RETURNING recorder_id
  ), called AS (
    SELECT count(pg_notify('mingjing_recorder_call', recorder_id::text)) AS n FROM errand
  )
  SELECT u.name, t.id, c.n::int FROM the_unit u, thing t, called c
$$;
--> statement-breakpoint
-- Who has the number also learns whether the footage is held.
DROP FUNCTION mj_look_up(text);
--> statement-breakpoint
CREATE FUNCTION mj_look_up(wanted text)
  RETURNS TABLE(kind text, received_at timestamptz, state text, reason text, jurisdiction text, held_at timestamptz)
  LANGUAGE sql STABLE SECURITY DEFINER SET search_path TO 'public', 'pg_temp' AS $$
  SELECT 'camera-report', created_at, camera_report.state, NULL::text, camera_report.jurisdiction, NULL::timestamptz
    FROM camera_report WHERE number = wanted
  UNION ALL
  SELECT 'footage-request', f.created_at, coalesce(i.state, f.state), NULL::text, f.jurisdiction,
         (SELECT min((told.value ->> 'at')::timestamptz) FROM jsonb_each(coalesce(i.data -> 'held', '{}')) AS told)
    FROM footage_request f
    LEFT JOIN process_instance i ON i.process = 'citizen-request' AND i.id = f.thing_id WHERE f.number = wanted
  UNION ALL
  SELECT 'unit-registration', created_at, unit_registration.state, unit_registration.reason, unit_registration.jurisdiction, NULL
    FROM unit_registration WHERE number = wanted
$$;
--> statement-breakpoint
REVOKE ALL ON FUNCTION mj_open_citizen_request(text, jsonb, text, timestamptz, timestamptz, timestamptz), mj_look_up(text) FROM PUBLIC;
--> statement-breakpoint
GRANT EXECUTE ON FUNCTION mj_open_citizen_request(text, jsonb, text, timestamptz, timestamptz, timestamptz), mj_look_up(text)
  TO mingjing_public;
