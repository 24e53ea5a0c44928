-- A citizen's report becomes a complaint that is worked on; one about an official reaches internal supervision only.
ALTER TABLE camera_report ADD COLUMN about text NOT NULL DEFAULT 'camera',
  ADD COLUMN thing_id uuid REFERENCES process_instance(id);
--> statement-breakpoint
CREATE POLICY about_officials ON camera_report AS RESTRICTIVE FOR SELECT TO mingjing_official
  USING (about <> 'official' OR current_setting('mj.role', true) = 'internalSupervisor');
--> statement-breakpoint
-- A photo is seen with its report.
CREATE POLICY with_report ON camera_report_photo AS RESTRICTIVE FOR SELECT TO mingjing_official
  USING (EXISTS (SELECT 1 FROM camera_report r WHERE r.id = report_id));
--> statement-breakpoint
CREATE FUNCTION mj_notify_supervisors(place text, what text, subject text, said text, at timestamptz) RETURNS void
  LANGUAGE sql SECURITY DEFINER SET search_path = public, pg_temp AS $$
  INSERT INTO notification (user_id, kind, subject_id, text, created_at)
    SELECT m.user_id, what, subject, said, at FROM member m JOIN organisation o ON o.id = m.organisation_id
     WHERE NOT m.suspended AND m.role = 'internalSupervisor' AND o.kind = 'police' AND starts_with(place, o.jurisdiction)
$$;
--> statement-breakpoint
-- Who has the number learns how far the complaint is, never by whom.
CREATE OR REPLACE FUNCTION mj_look_up(wanted text)
  RETURNS TABLE(kind text, received_at timestamptz, state text, reason text, jurisdiction text, held_at timestamptz)
  LANGUAGE sql STABLE SECURITY DEFINER SET search_path TO 'public', 'pg_temp' AS $$
  SELECT 'camera-report', r.created_at,
         CASE WHEN i.state IN ('received', 'accepted', 'inspecting', 'supervised') THEN 'in-hand' ELSE coalesce(i.state, r.state) END,
         NULL::text, r.jurisdiction, NULL::timestamptz
    FROM camera_report r LEFT JOIN process_instance i ON i.id = r.thing_id WHERE r.number = wanted
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
REVOKE ALL ON FUNCTION mj_notify_supervisors(text, text, text, text, timestamptz) FROM PUBLIC;
--> statement-breakpoint
GRANT EXECUTE ON FUNCTION mj_notify_supervisors(text, text, text, text, timestamptz) TO mingjing_public;
