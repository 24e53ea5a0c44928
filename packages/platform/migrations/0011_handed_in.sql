-- The duty to file is met on the day the filing was handed in complete (D799 art. 14). The database keeps that day:
-- the first hand-in of each filing, in China; neither a return, a second hand-in nor a verification moves it.
ALTER TABLE filing ADD COLUMN handed_in_on date;
--> statement-breakpoint
UPDATE filing f SET handed_in_on = (coalesce(
    (SELECT min(a.at) FROM filing_action a WHERE a.filing_id = f.id AND a.action = 'submitted'), f.submitted_at)
    AT TIME ZONE 'Asia/Shanghai')::date;
--> statement-breakpoint
CREATE FUNCTION mj_keep_handed_in() RETURNS trigger LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
BEGIN
  IF TG_OP = 'UPDATE' AND OLD.handed_in_on IS NOT NULL THEN
    NEW.handed_in_on := OLD.handed_in_on;
  ELSE
    NEW.handed_in_on := (NEW.submitted_at AT TIME ZONE 'Asia/Shanghai')::date;
  END IF;
  RETURN NEW;
END $$;
--> statement-breakpoint
CREATE TRIGGER filing_keeps_handed_in BEFORE INSERT OR UPDATE ON filing
  FOR EACH ROW EXECUTE FUNCTION mj_keep_handed_in();
--> statement-breakpoint
-- As before, the state of a unit follows from its filings; its day is that of the earliest that still counts.
CREATE OR REPLACE FUNCTION mj_filing_changes_unit() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
  newest text;
  filed boolean;
  handed_in date;
BEGIN
  SELECT status INTO newest FROM filing
   WHERE unit_id = NEW.unit_id AND status IN ('submitted', 'accepted', 'returned') ORDER BY updated_at DESC LIMIT 1;
  SELECT bool_or(status = 'verified'), min(handed_in_on) INTO filed, handed_in FROM filing
   WHERE unit_id = NEW.unit_id AND status IN ('submitted', 'accepted', 'returned', 'verified');
  UPDATE unit u SET
    filing_state = CASE
      WHEN newest = 'returned' THEN 'returned'
      WHEN newest IS NOT NULL THEN 'pending'
      WHEN filed THEN 'filed'
      WHEN filing_state = 'notRequired' THEN 'notRequired'
      WHEN known.day IS NOT NULL THEN 'filed'
      ELSE 'unfiled' END,
    filed_on = known.day
   FROM (SELECT CASE
      -- A filing before this desk's own is known only from the unit; a change presupposes one.
      WHEN handed_in IS NULL AND NEW.status = 'withdrawn' AND NEW.kind <> 'change' AND was.filed_on = NEW.handed_in_on THEN NULL
      ELSE least(handed_in, was.filed_on) END AS day
      FROM unit was WHERE was.id = NEW.unit_id) AS known
   WHERE u.id = NEW.unit_id;
  RETURN NULL;
END $$;
--> statement-breakpoint
-- Days that a verification had overwritten are put back.
UPDATE unit u SET filed_on = known.day
  FROM (SELECT unit_id, min(handed_in_on) AS day FROM filing
         WHERE status IN ('submitted', 'accepted', 'returned', 'verified') GROUP BY unit_id) AS known
 WHERE u.id = known.unit_id AND known.day IS NOT NULL AND (u.filed_on IS NULL OR u.filed_on > known.day);
--> statement-breakpoint
REVOKE ALL ON FUNCTION mj_keep_handed_in() FROM PUBLIC;
--> statement-breakpoint
-- What was handed in and came back is not overdue: the same words as `owes` in src/registry/owed.ts.
DO $$
BEGIN
  EXECUTE replace(pg_get_functiondef('mj_find_units(text[], int, jsonb)'::regprocedure),
    'u.filing_state IN (''''unfiled'''', ''''returned'''')', 'u.filing_state = ''''unfiled''''');
END $$;
