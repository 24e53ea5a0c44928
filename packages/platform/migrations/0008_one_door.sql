-- Requests have the scoped door only: what they took from the owner before is given to them here, as far as they need it.

-- A letter is written in the transaction that causes it. Officials invite; everything else is told by mj_notify.
CREATE FUNCTION mj_post_letter(address text, title text, said text, at timestamptz) RETURNS void
  LANGUAGE sql SECURITY DEFINER SET search_path = public, pg_temp AS $$
  INSERT INTO letter ("to", subject, text, created_at, next_attempt_at) VALUES (address, title, said, at, at)
$$;
REVOKE ALL ON FUNCTION mj_post_letter(text, text, text, timestamptz) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION mj_post_letter(text, text, text, timestamptz) TO mingjing_official;

-- The internal supervisor sees where an act stands in the log, and the log's newest signed state.
GRANT SELECT (index, audit_id) ON log_entry TO mingjing_official;
GRANT SELECT ON log_checkpoint TO mingjing_official;
CREATE POLICY supervise ON log_entry FOR SELECT TO mingjing_official
  USING (current_setting('mj.role', true) = 'internalSupervisor'
     AND EXISTS (SELECT 1 FROM audit_record a WHERE a.id = audit_id));
CREATE POLICY supervise ON log_checkpoint FOR SELECT TO mingjing_official
  USING (current_setting('mj.role', true) = 'internalSupervisor');

-- One letter is sent by one process: the sender holds the row while it sends.
CREATE INDEX letter_due ON letter (next_attempt_at) WHERE sent_at IS NULL;
