-- The state of a unit follows from its filings, whoever writes them: a unit may not write its own state.
CREATE FUNCTION mj_filing_changes_unit() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
  newest text;
  filed date;
BEGIN
  SELECT status INTO newest FROM filing
   WHERE unit_id = NEW.unit_id AND status IN ('submitted', 'accepted', 'returned') ORDER BY updated_at DESC LIMIT 1;
  SELECT max((verified_at AT TIME ZONE 'Asia/Shanghai')::date) INTO filed FROM filing
   WHERE unit_id = NEW.unit_id AND status = 'verified';
  UPDATE unit SET
    filing_state = CASE
      WHEN newest = 'returned' THEN 'returned'
      WHEN newest IS NOT NULL THEN 'pending'
      WHEN filed IS NOT NULL THEN 'filed'
      WHEN filing_state = 'notRequired' THEN 'notRequired'
      WHEN filed_on IS NOT NULL THEN 'filed'
      ELSE 'unfiled' END,
    filed_on = coalesce(filed, filed_on)
   WHERE id = NEW.unit_id;
  RETURN NULL;
END $$;
--> statement-breakpoint
CREATE TRIGGER filing_changes_unit AFTER INSERT OR UPDATE OF status ON filing
  FOR EACH ROW EXECUTE FUNCTION mj_filing_changes_unit();
--> statement-breakpoint
-- A public hand-in is acknowledged with its number; the police organs in whose range it lies are told.
CREATE FUNCTION mj_notify_place(place text, what text, subject text, said text, at timestamptz) RETURNS void
  LANGUAGE sql SECURITY DEFINER SET search_path = public, pg_temp AS $$
  INSERT INTO notification (user_id, kind, subject_id, text, created_at)
    SELECT m.user_id, what, subject, said, at FROM member m JOIN organisation o ON o.id = m.organisation_id
     WHERE NOT m.suspended AND m.role = 'supervisionOfficer' AND o.kind = 'police' AND starts_with(place, o.jurisdiction)
$$;
--> statement-breakpoint
REVOKE ALL ON FUNCTION mj_filing_changes_unit(), mj_notify_place(text, text, text, text, timestamptz) FROM PUBLIC;
--> statement-breakpoint
GRANT EXECUTE ON FUNCTION mj_notify_place(text, text, text, text, timestamptz) TO mingjing_public;
