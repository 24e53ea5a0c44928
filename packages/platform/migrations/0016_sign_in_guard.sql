-- Wrong attempts, counted in the database so that several processes count together. A key is a hash of account and
-- address, of the account, of the address, or of the account whose codes are guessed.
CREATE TABLE sign_in_guard (
  key text PRIMARY KEY,
  wrong integer NOT NULL,
  last_at timestamptz NOT NULL,
  locked_until timestamptz
);
-- Calls of one key to one operation in the present minute. Lost with a crash of the server, which harms nobody.
CREATE UNLOGGED TABLE rate_window (
  key text PRIMARY KEY,
  began_at timestamptz NOT NULL,
  calls integer NOT NULL
);
-- Passwords that somebody else has seen: they open nothing but the page that changes them, and only for a while.
CREATE TABLE one_time_password (
  user_id text PRIMARY KEY,
  made_at timestamptz NOT NULL,
  expires_at timestamptz NOT NULL
);
-- A reset takes two administrators: one asks, another approves, neither is the person.
CREATE TABLE account_reset (
  id uuid PRIMARY KEY DEFAULT uuidv7(),
  user_id text NOT NULL,
  jurisdiction text COLLATE "C" NOT NULL,
  what text NOT NULL CHECK (what IN ('password', 'second-factor')),
  reason text NOT NULL,
  asked_by text NOT NULL,
  asked_at timestamptz NOT NULL,
  expires_at timestamptz NOT NULL,
  decided_by text,
  decided_at timestamptz,
  approved boolean,
  CHECK (asked_by <> user_id),
  CHECK (NOT coalesce(approved, false) OR (decided_by <> asked_by AND decided_by <> user_id))
);
CREATE UNIQUE INDEX account_reset_open ON account_reset (user_id, what) WHERE decided_at IS NULL;
ALTER TABLE sign_in_guard ENABLE ROW LEVEL SECURITY;
ALTER TABLE rate_window ENABLE ROW LEVEL SECURITY;
ALTER TABLE one_time_password ENABLE ROW LEVEL SECURITY;
ALTER TABLE account_reset ENABLE ROW LEVEL SECURITY;
GRANT SELECT, INSERT, UPDATE, DELETE ON sign_in_guard, rate_window, one_time_password TO mingjing_app;
CREATE POLICY gate ON sign_in_guard TO mingjing_app USING (true) WITH CHECK (true);
CREATE POLICY gate ON rate_window TO mingjing_app USING (true) WITH CHECK (true);
CREATE POLICY gate ON one_time_password TO mingjing_app USING (true) WITH CHECK (true);
GRANT SELECT, INSERT, UPDATE ON account_reset TO mingjing_official;
CREATE POLICY administrator_range ON account_reset TO mingjing_official
  USING (jurisdiction >= current_setting('mj.lo', true) AND jurisdiction < current_setting('mj.hi', true)
    AND current_setting('mj.role', true) = 'administrator')
  WITH CHECK (jurisdiction >= current_setting('mj.lo', true) AND jurisdiction < current_setting('mj.hi', true)
    AND current_setting('mj.role', true) = 'administrator');
-- A police organ is registered, moved or renamed by an administrator of an organ above it and by nobody else.
CREATE POLICY organ_from_above_made ON organisation AS RESTRICTIVE FOR INSERT TO mingjing_official
  WITH CHECK (kind <> 'police' OR (current_setting('mj.role', true) = 'administrator'
    AND length(jurisdiction) > length(current_setting('mj.lo', true))));
CREATE POLICY organ_from_above_changed ON organisation AS RESTRICTIVE FOR UPDATE TO mingjing_official
  USING (kind <> 'police' OR (current_setting('mj.role', true) = 'administrator'
    AND length(jurisdiction) > length(current_setting('mj.lo', true))))
  WITH CHECK (kind <> 'police' OR (current_setting('mj.role', true) = 'administrator'
    AND length(jurisdiction) > length(current_setting('mj.lo', true))));
-- A notice to oneself, with its letter: a lock, a reset, a backup code that was used.
CREATE FUNCTION mj_tell_self(what text, said text, at timestamptz) RETURNS void
LANGUAGE sql SECURITY DEFINER SET search_path = public, pg_temp AS $$
  WITH person AS (SELECT user_id, email FROM member WHERE user_id = current_setting('mj.user', true)), told AS (
    INSERT INTO notification (user_id, kind, subject_id, text, created_at) SELECT user_id, what, user_id, said, at FROM person
  )
  INSERT INTO letter ("to", subject, text, created_at, next_attempt_at)
    SELECT email, '明镜：账号提醒', said, at, at FROM person WHERE email NOT LIKE '%.invalid'
$$;
REVOKE ALL ON FUNCTION mj_tell_self(text, text, timestamptz) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION mj_tell_self(text, text, timestamptz) TO mingjing_official, mingjing_unit;
-- A notice to another person within one's range: from the administrator who reset an account, say.
CREATE FUNCTION mj_tell_person(person text, what text, subject text, said text, at timestamptz) RETURNS void
LANGUAGE sql SECURITY DEFINER SET search_path = public, pg_temp AS $$
  WITH found AS (SELECT user_id, email FROM member WHERE user_id = person
    AND jurisdiction >= current_setting('mj.lo', true) AND jurisdiction < current_setting('mj.hi', true)), told AS (
    INSERT INTO notification (user_id, kind, subject_id, text, created_at) SELECT user_id, what, subject, said, at FROM found
  )
  INSERT INTO letter ("to", subject, text, created_at, next_attempt_at)
    SELECT email, '明镜：提醒', said, at, at FROM found WHERE email NOT LIKE '%.invalid'
$$;
REVOKE ALL ON FUNCTION mj_tell_person(text, text, text, text, timestamptz) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION mj_tell_person(text, text, text, text, timestamptz) TO mingjing_official;
