-- Who sees what. Roles are made before migrations run (src/database/roles.ts):
--   mingjing_app       what requests connect as; owns nothing, inherits nothing, bound by everything below
--   mingjing_official  SET LOCAL ROLE for people of a police organ
--   mingjing_unit      … for people of a managing unit or a firm
--   mingjing_public    … for nobody in particular
-- Settings of the transaction: mj.user, mj.role, mj.lo, mj.hi (half-open range of codes), mj.org.
-- On a fresh connection a setting is NULL, on a reused one '': both compare to no row, so all fails closed.

-- Partitions by year; `mj_ensure_partitions` is called at every start. No grants on partitions: policies of the
-- parent do not bind somebody who names the partition.
CREATE FUNCTION mj_ensure_partitions(from_year int, to_year int) RETURNS void LANGUAGE plpgsql AS $$
DECLARE
  parent text;
  y int;
BEGIN
  FOREACH parent IN ARRAY ARRAY['field_history', 'audit_record'] LOOP
    EXECUTE format('CREATE TABLE IF NOT EXISTS %I PARTITION OF %I DEFAULT', parent || '_rest', parent);
    FOR y IN from_year..to_year LOOP
      EXECUTE format('CREATE TABLE IF NOT EXISTS %I PARTITION OF %I FOR VALUES FROM (%L) TO (%L)',
        parent || '_' || y, parent, make_date(y, 1, 1)::text || ' 00:00:00+00', make_date(y + 1, 1, 1)::text || ' 00:00:00+00');
    END LOOP;
  END LOOP;
END $$;
--> statement-breakpoint
SELECT mj_ensure_partitions(2025, 2028);
--> statement-breakpoint
-- Pieces a text can be found by: every Chinese character, every pair of them, and pairs and triples of letters
-- and digits. A search takes the pieces of its words and asks the inverted index for texts that have them all.
CREATE FUNCTION mj_grams(t text) RETURNS text[] LANGUAGE sql IMMUTABLE PARALLEL SAFE STRICT AS $$
  SELECT coalesce(array_agg(DISTINCT g), '{}') FROM (
    SELECT unnest(CASE
      WHEN c[i] >= '⺀' THEN CASE WHEN c[i + 1] >= '⺀' THEN ARRAY[c[i], c[i] || c[i + 1]] ELSE ARRAY[c[i]] END
      WHEN c[i] ~ '[a-z0-9]' AND c[i + 1] ~ '[a-z0-9]' THEN
        CASE WHEN c[i + 2] ~ '[a-z0-9]' THEN ARRAY[c[i] || c[i + 1], c[i] || c[i + 1] || c[i + 2]] ELSE ARRAY[c[i] || c[i + 1]] END
      ELSE '{}'::text[] END) AS g
    FROM (SELECT string_to_array(lower(t) COLLATE "C", NULL) AS c) AS s, generate_subscripts(s.c, 1) AS i
  ) AS pieces
$$;
--> statement-breakpoint
CREATE FUNCTION mj_unit_text(name text, credit_code text, address text, place_kind text) RETURNS text
  LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
  SELECT lower(name || ' ' || coalesce(credit_code, '') || ' ' || address || ' ' || place_kind)
$$;
--> statement-breakpoint
CREATE INDEX unit_grams ON unit USING gin (mj_grams(mj_unit_text(name, credit_code, address, place_kind)))
  WITH (fastupdate = off);
--> statement-breakpoint
-- Finds at most `most` units that contain every word, in no order. It runs as the owner because a row policy
-- keeps the planner from using an inverted index (its operators are not leakproof), so it repeats the policy's
-- range itself; a test compares both.
CREATE FUNCTION mj_search_units(words text[], most int) RETURNS SETOF uuid
  LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
  lo text := coalesce(current_setting('mj.lo', true), '');
  hi text := coalesce(current_setting('mj.hi', true), '');
BEGIN
  IF lo >= hi COLLATE "C" THEN RETURN; END IF;
  RETURN QUERY EXECUTE
    'SELECT u.id FROM unit u
      WHERE mj_grams(mj_unit_text(u.name, u.credit_code, u.address, u.place_kind)) @> $1
        AND u.jurisdiction >= $2 AND u.jurisdiction < $3
        AND (SELECT bool_and(position(w IN mj_unit_text(u.name, u.credit_code, u.address, u.place_kind)) > 0)
               FROM unnest($4) AS w)
      LIMIT $5'
    USING (SELECT array_agg(DISTINCT g) FROM unnest(words) AS w, unnest(mj_grams(w)) AS g), lo, hi, words, most;
END $$;
--> statement-breakpoint
-- Numbers per county: a trigger per statement appends differences, a start compacts them.
CREATE FUNCTION mj_count_units() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
  IF TG_OP IN ('UPDATE', 'DELETE') THEN
    INSERT INTO unit_count (jurisdiction, place_kind, place_class, filing_state, key_unit, units, cameras)
      SELECT jurisdiction, place_kind, place_class, filing_state, key_unit, -count(*), -sum(camera_count)
        FROM gone GROUP BY 1, 2, 3, 4, 5;
  END IF;
  IF TG_OP IN ('UPDATE', 'INSERT') THEN
    INSERT INTO unit_count (jurisdiction, place_kind, place_class, filing_state, key_unit, units, cameras)
      SELECT jurisdiction, place_kind, place_class, filing_state, key_unit, count(*), sum(camera_count)
        FROM come GROUP BY 1, 2, 3, 4, 5;
  END IF;
  RETURN NULL;
END $$;
--> statement-breakpoint
CREATE TRIGGER unit_counted_insert AFTER INSERT ON unit REFERENCING NEW TABLE AS come
  FOR EACH STATEMENT EXECUTE FUNCTION mj_count_units();
--> statement-breakpoint
CREATE TRIGGER unit_counted_update AFTER UPDATE ON unit REFERENCING OLD TABLE AS gone NEW TABLE AS come
  FOR EACH STATEMENT EXECUTE FUNCTION mj_count_units();
--> statement-breakpoint
CREATE TRIGGER unit_counted_delete AFTER DELETE ON unit REFERENCING OLD TABLE AS gone
  FOR EACH STATEMENT EXECUTE FUNCTION mj_count_units();
--> statement-breakpoint
CREATE FUNCTION mj_compact_counts() RETURNS void LANGUAGE sql AS $$
  WITH gone AS (DELETE FROM unit_count RETURNING *)
  INSERT INTO unit_count (jurisdiction, place_kind, place_class, filing_state, key_unit, units, cameras)
    SELECT jurisdiction, place_kind, place_class, filing_state, key_unit, sum(units), sum(cameras)
      FROM gone GROUP BY 1, 2, 3, 4, 5 HAVING sum(units) <> 0
$$;
--> statement-breakpoint
-- A public page checks a receipt by its code and learns this much and no more.
CREATE FUNCTION mj_verify_receipt(code text)
  RETURNS TABLE (receipt_number text, unit_name text, kind text, verified_at timestamptz, jurisdiction text, superseded boolean)
  LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
  SELECT f.receipt_number, f.form ->> 'name', f.kind, f.verified_at, f.jurisdiction,
         EXISTS (SELECT 1 FROM filing later WHERE later.unit_id = f.unit_id AND later.status = 'verified'
                   AND later.verified_at > f.verified_at)
    FROM filing f WHERE f.verification_code = code AND f.status = 'verified'
$$;
--> statement-breakpoint
CREATE FUNCTION mj_next_receipt(code text, of_year int, today date) RETURNS int
  LANGUAGE sql SECURITY DEFINER SET search_path = public, pg_temp AS $$
  INSERT INTO receipt_counter AS c (jurisdiction, year, last, first_on) VALUES (code, of_year, 1, today)
    ON CONFLICT (jurisdiction, year) DO UPDATE SET last = c.last + 1 RETURNING last
$$;
--> statement-breakpoint
-- Tells people: those of one organisation, or those of a role in whose range a place lies.
CREATE FUNCTION mj_notify(org uuid, place text, to_role text, what text, subject text, said text, at timestamptz)
  RETURNS void LANGUAGE sql SECURITY DEFINER SET search_path = public, pg_temp AS $$
  WITH people AS (
    SELECT m.user_id, m.email FROM member m JOIN organisation o ON o.id = m.organisation_id
     WHERE NOT m.suspended AND (
       m.organisation_id = org
       OR (to_role IS NOT NULL AND m.role = to_role AND o.kind = 'police' AND starts_with(place, o.jurisdiction)))
  ), told AS (
    INSERT INTO notification (user_id, kind, subject_id, text, created_at)
      SELECT user_id, what, subject, said, at FROM people
  )
  INSERT INTO letter ("to", subject, text, created_at, next_attempt_at) SELECT email, '明镜：' || left(said, 60), said, at, at FROM people
$$;
--> statement-breakpoint
-- An invitation is looked at and used by somebody who is not signed in and knows the token.
CREATE FUNCTION mj_find_invitation(hash text, now timestamptz)
  RETURNS TABLE (id uuid, email text, display_name text, role text, organisation_name text)
  LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
  SELECT i.id, i.email, i.display_name, i.role, o.name FROM invitation i JOIN organisation o ON o.id = i.organisation_id
   WHERE i.token_hash = hash AND i.accepted_at IS NULL AND i.revoked_at IS NULL AND i.expires_at > now
$$;
--> statement-breakpoint
CREATE FUNCTION mj_use_invitation(hash text, new_user text, now timestamptz) RETURNS boolean
  LANGUAGE sql SECURITY DEFINER SET search_path = public, pg_temp AS $$
  WITH used AS (
    UPDATE invitation SET accepted_at = now
     WHERE token_hash = hash AND accepted_at IS NULL AND revoked_at IS NULL AND expires_at > now RETURNING *
  ), made AS (
    INSERT INTO member (user_id, organisation_id, jurisdiction, role, display_name, email)
      SELECT new_user, organisation_id, jurisdiction, role, display_name, email FROM used RETURNING 1
  )
  SELECT count(*) = 1 FROM made
$$;
--> statement-breakpoint
REVOKE ALL ON ALL FUNCTIONS IN SCHEMA public FROM PUBLIC;
--> statement-breakpoint
GRANT EXECUTE ON FUNCTION mj_grams(text), mj_unit_text(text, text, text, text) TO mingjing_official, mingjing_unit;
GRANT EXECUTE ON FUNCTION mj_search_units(text[], int) TO mingjing_official;
GRANT EXECUTE ON FUNCTION mj_next_receipt(text, int, date) TO mingjing_official;
GRANT EXECUTE ON FUNCTION mj_notify(uuid, text, text, text, text, text, timestamptz) TO mingjing_official, mingjing_unit;
GRANT EXECUTE ON FUNCTION mj_verify_receipt(text) TO mingjing_public;
GRANT EXECUTE ON FUNCTION mj_find_invitation(text, timestamptz), mj_use_invitation(text, text, timestamptz) TO mingjing_public;
--> statement-breakpoint
GRANT USAGE ON SCHEMA public TO mingjing_app, mingjing_official, mingjing_unit, mingjing_public;
GRANT USAGE ON SCHEMA auth TO mingjing_app;
GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA auth TO mingjing_app;
GRANT SELECT, INSERT, UPDATE, DELETE ON session_assurance TO mingjing_app;
GRANT SELECT ON member, organisation TO mingjing_app;
GRANT SELECT, INSERT, UPDATE ON organisation, member, invitation TO mingjing_official;
GRANT SELECT ON organisation, member TO mingjing_unit;
GRANT SELECT, INSERT, UPDATE ON unit, video_system, camera, responsible_person TO mingjing_official;
GRANT DELETE ON video_system, camera, responsible_person TO mingjing_official;
GRANT SELECT ON unit, video_system, camera, responsible_person, field_history TO mingjing_unit;
GRANT SELECT, INSERT ON field_history, not_duplicate TO mingjing_official;
GRANT SELECT, INSERT, UPDATE, DELETE ON saved_view, import_batch TO mingjing_official;
GRANT SELECT ON unit_count TO mingjing_official;
GRANT SELECT, INSERT, UPDATE ON filing TO mingjing_official, mingjing_unit;
GRANT SELECT, INSERT ON filing_action TO mingjing_official, mingjing_unit;
GRANT INSERT ON audit_record TO mingjing_official, mingjing_unit;
GRANT SELECT ON audit_record TO mingjing_official;
GRANT SELECT, UPDATE ON notification TO mingjing_official, mingjing_unit;
GRANT INSERT ON camera_report, footage_request TO mingjing_public;
GRANT SELECT, UPDATE ON camera_report, footage_request TO mingjing_official;
--> statement-breakpoint
DO $$
DECLARE
  t text;
BEGIN
  FOREACH t IN ARRAY ARRAY['organisation', 'member', 'invitation', 'session_assurance', 'unit', 'video_system', 'camera',
    'responsible_person', 'field_history', 'saved_view', 'import_batch', 'not_duplicate', 'unit_count', 'filing',
    'filing_action', 'receipt_counter', 'audit_record', 'log_entry', 'log_checkpoint', 'camera_report',
    'footage_request', 'notification', 'letter'] LOOP
    EXECUTE format('ALTER TABLE %I ENABLE ROW LEVEL SECURITY', t);
  END LOOP;
  -- What lies in an official's range, for reading and writing alike.
  FOREACH t IN ARRAY ARRAY['organisation', 'unit', 'video_system', 'camera', 'responsible_person', 'field_history',
    'not_duplicate', 'unit_count', 'filing', 'filing_action', 'camera_report', 'footage_request'] LOOP
    EXECUTE format('CREATE POLICY official_range ON %I TO mingjing_official
      USING (jurisdiction >= current_setting(''mj.lo'', true) AND jurisdiction < current_setting(''mj.hi'', true))
      WITH CHECK (jurisdiction >= current_setting(''mj.lo'', true) AND jurisdiction < current_setting(''mj.hi'', true))', t);
  END LOOP;
  -- People and invitations: read in range, written by administrators in range.
  FOREACH t IN ARRAY ARRAY['member', 'invitation'] LOOP
    EXECUTE format('CREATE POLICY official_read ON %I FOR SELECT TO mingjing_official
      USING (jurisdiction >= current_setting(''mj.lo'', true) AND jurisdiction < current_setting(''mj.hi'', true))', t);
    EXECUTE format('CREATE POLICY administrator_change ON %I FOR UPDATE TO mingjing_official
      USING (jurisdiction >= current_setting(''mj.lo'', true) AND jurisdiction < current_setting(''mj.hi'', true)
             AND current_setting(''mj.role'', true) = ''administrator'')', t);
  END LOOP;
  CREATE POLICY invite ON invitation FOR INSERT TO mingjing_official
    WITH CHECK (jurisdiction >= current_setting('mj.lo', true) AND jurisdiction < current_setting('mj.hi', true)
      AND (current_setting('mj.role', true) = 'administrator'
        OR (current_setting('mj.role', true) = 'supervisionOfficer' AND role IN ('unitManager', 'unitStaff', 'firm'))));
  -- The gate, before anybody's scope is known, finds the one person who signed in.
  CREATE POLICY self ON member FOR SELECT TO mingjing_app USING (user_id = current_setting('mj.user', true));
  CREATE POLICY own_organisation ON organisation FOR SELECT TO mingjing_app
    USING (id = nullif(current_setting('mj.org', true), '')::uuid);
  CREATE POLICY gate ON session_assurance TO mingjing_app USING (true) WITH CHECK (true);
  -- A unit sees itself.
  CREATE POLICY own_organisation_unit ON organisation FOR SELECT TO mingjing_unit
    USING (id = nullif(current_setting('mj.org', true), '')::uuid);
  CREATE POLICY own_members ON member FOR SELECT TO mingjing_unit
    USING (organisation_id = nullif(current_setting('mj.org', true), '')::uuid);
  CREATE POLICY own_unit ON unit FOR SELECT TO mingjing_unit
    USING (organisation_id = nullif(current_setting('mj.org', true), '')::uuid);
  FOREACH t IN ARRAY ARRAY['video_system', 'camera', 'responsible_person', 'field_history'] LOOP
    EXECUTE format('CREATE POLICY own_unit ON %I FOR SELECT TO mingjing_unit
      USING (unit_id IN (SELECT id FROM unit WHERE organisation_id = nullif(current_setting(''mj.org'', true), '''')::uuid))', t);
  END LOOP;
  CREATE POLICY own_read ON filing FOR SELECT TO mingjing_unit
    USING (organisation_id = nullif(current_setting('mj.org', true), '')::uuid);
  -- A unit writes drafts, submits and withdraws; it cannot write a verified filing, whatever a route forgets.
  CREATE POLICY own_make ON filing FOR INSERT TO mingjing_unit
    WITH CHECK (organisation_id = nullif(current_setting('mj.org', true), '')::uuid AND status IN ('draft', 'submitted')
      AND receipt_number IS NULL AND verified_at IS NULL);
  CREATE POLICY own_change ON filing FOR UPDATE TO mingjing_unit
    USING (organisation_id = nullif(current_setting('mj.org', true), '')::uuid AND status IN ('draft', 'returned', 'submitted'))
    WITH CHECK (organisation_id = nullif(current_setting('mj.org', true), '')::uuid
      AND status IN ('draft', 'submitted', 'withdrawn', 'returned') AND receipt_number IS NULL);
  CREATE POLICY own_actions ON filing_action FOR SELECT TO mingjing_unit
    USING (organisation_id = nullif(current_setting('mj.org', true), '')::uuid);
  CREATE POLICY own_act ON filing_action FOR INSERT TO mingjing_unit
    WITH CHECK (organisation_id = nullif(current_setting('mj.org', true), '')::uuid AND "by" = current_setting('mj.user', true));
  -- Everybody's own.
  FOREACH t IN ARRAY ARRAY['saved_view', 'import_batch'] LOOP
    EXECUTE format('CREATE POLICY mine ON %I TO mingjing_official
      USING (user_id = current_setting(''mj.user'', true)) WITH CHECK (user_id = current_setting(''mj.user'', true))', t);
  END LOOP;
  CREATE POLICY mine ON notification TO mingjing_official, mingjing_unit USING (user_id = current_setting('mj.user', true));
  -- Acts are written down by whoever acts; read by the internal supervisor over the people of the range.
  CREATE POLICY write_own ON audit_record FOR INSERT TO mingjing_official, mingjing_unit
    WITH CHECK (user_id = current_setting('mj.user', true));
  CREATE POLICY supervise ON audit_record FOR SELECT TO mingjing_official
    USING (jurisdiction >= current_setting('mj.lo', true) AND jurisdiction < current_setting('mj.hi', true)
      AND current_setting('mj.role', true) = 'internalSupervisor');
  CREATE POLICY hand_in ON camera_report FOR INSERT TO mingjing_public WITH CHECK (true);
  CREATE POLICY hand_in ON footage_request FOR INSERT TO mingjing_public WITH CHECK (true);
END $$;
