-- A letter leads to the page it is about: what it is about and for whom, from which the sender makes the link. A short
-- message waits in the same queue.
ALTER TABLE letter ADD COLUMN kind text, ADD COLUMN subject_id text,
  ADD COLUMN audience text CHECK (audience IN ('official', 'unit')),
  ADD COLUMN way text NOT NULL DEFAULT 'letter' CHECK (way IN ('letter', 'sms'));
--> statement-breakpoint
CREATE OR REPLACE FUNCTION mj_notify(org uuid, place text, to_role text, what text, subject text, said text, at timestamptz)
  RETURNS void LANGUAGE sql SECURITY DEFINER SET search_path = public, pg_temp AS $$
  WITH people AS (
    SELECT m.user_id, m.email, CASE o.kind WHEN 'police' THEN 'official' ELSE 'unit' END AS audience
      FROM member m JOIN organisation o ON o.id = m.organisation_id
     WHERE NOT m.suspended AND (
       m.organisation_id = org
       OR (to_role IS NOT NULL AND m.role = to_role AND o.kind = 'police' AND starts_with(place, o.jurisdiction)))
  ), told AS (
    INSERT INTO notification (user_id, kind, subject_id, text, created_at)
      SELECT user_id, what, subject, said, at FROM people
  )
  INSERT INTO letter ("to", subject, text, created_at, next_attempt_at, kind, subject_id, audience)
    SELECT email, '明镜：' || left(said, 60), said, at, at, what, subject, audience FROM people
$$;
--> statement-breakpoint
CREATE OR REPLACE FUNCTION mj_tell_person(person text, what text, subject text, said text, at timestamptz) RETURNS void
  LANGUAGE sql SECURITY DEFINER SET search_path TO 'public', 'pg_temp' AS $$
  WITH found AS (SELECT m.user_id, m.email, CASE o.kind WHEN 'police' THEN 'official' ELSE 'unit' END AS audience
    FROM member m JOIN organisation o ON o.id = m.organisation_id WHERE m.user_id = person
    AND m.jurisdiction >= current_setting('mj.lo', true) AND m.jurisdiction < current_setting('mj.hi', true)), told AS (
    INSERT INTO notification (user_id, kind, subject_id, text, created_at) SELECT user_id, what, subject, said, at FROM found
  )
  INSERT INTO letter ("to", subject, text, created_at, next_attempt_at, kind, subject_id, audience)
    SELECT email, '明镜：提醒', said, at, at, what, subject, audience FROM found WHERE email NOT LIKE '%.invalid'
$$;
--> statement-breakpoint
-- A short message to a number, when the office has named a gateway.
CREATE FUNCTION mj_post_sms(number text, said text, at timestamptz) RETURNS void
  LANGUAGE sql SECURITY DEFINER SET search_path TO 'public', 'pg_temp' AS $$
  INSERT INTO letter ("to", subject, text, created_at, next_attempt_at, way) VALUES (number, '', said, at, at, 'sms')
$$;
--> statement-breakpoint
REVOKE ALL ON FUNCTION mj_post_sms(text, text, timestamptz) FROM PUBLIC;
--> statement-breakpoint
GRANT EXECUTE ON FUNCTION mj_post_sms(text, text, timestamptz) TO mingjing_official;
--> statement-breakpoint
-- A unit was reminded (催办): by whom, of what, on which ways. Written once, never changed.
CREATE TABLE unit_reminder (
	id uuid PRIMARY KEY DEFAULT uuidv7(),
	unit_id uuid NOT NULL,
	jurisdiction text COLLATE "C" NOT NULL,
	at timestamptz NOT NULL,
	"by" text NOT NULL,
	about text NOT NULL CHECK (about IN ('invitation', 'returned', 'overdue', 'due')),
	ways text[] NOT NULL,
	text text NOT NULL
);
--> statement-breakpoint
CREATE INDEX unit_reminder_of ON unit_reminder (unit_id, at DESC);
--> statement-breakpoint
ALTER TABLE unit_reminder ENABLE ROW LEVEL SECURITY;
--> statement-breakpoint
CREATE POLICY official_range ON unit_reminder TO mingjing_official
  USING (jurisdiction >= current_setting('mj.lo', true) AND jurisdiction < current_setting('mj.hi', true))
  WITH CHECK (jurisdiction >= current_setting('mj.lo', true) AND jurisdiction < current_setting('mj.hi', true)
    AND "by" = current_setting('mj.user', true));
--> statement-breakpoint
GRANT SELECT, INSERT ON unit_reminder TO mingjing_official;
--> statement-breakpoint
-- What the desk has told by itself of a unit of the range: kind, the day it was about, when.
CREATE FUNCTION mj_told_of_unit(of_unit uuid) RETURNS TABLE(kind text, due_on date, at timestamptz)
  LANGUAGE sql STABLE SECURITY DEFINER SET search_path TO 'public', 'pg_temp' AS $$
  SELECT r.kind, r.due_on, r.at FROM reminder r JOIN unit u ON u.id::text = r.subject
   WHERE u.id = of_unit AND u.jurisdiction >= current_setting('mj.lo', true) AND u.jurisdiction < current_setting('mj.hi', true)
   ORDER BY r.at DESC LIMIT 200
$$;
--> statement-breakpoint
REVOKE ALL ON FUNCTION mj_told_of_unit(uuid) FROM PUBLIC;
--> statement-breakpoint
GRANT EXECUTE ON FUNCTION mj_told_of_unit(uuid) TO mingjing_official;
--> statement-breakpoint
CREATE INDEX invitation_organisation ON invitation (organisation_id);
--> statement-breakpoint
-- An officer who reminds a unit of its invitation ends the old link with the new one; only of people of units.
CREATE POLICY renew ON invitation FOR UPDATE TO mingjing_official
  USING (jurisdiction >= current_setting('mj.lo', true) AND jurisdiction < current_setting('mj.hi', true)
    AND current_setting('mj.role', true) = 'supervisionOfficer' AND role IN ('unitManager', 'unitStaff', 'firm'));
