-- A filing is a process like the others: every filing is also a thing of the engine, with the same id. Its status is
-- what the process says and nothing else; steps taken before this migration stay in filing_action.
CREATE FUNCTION mj_filing_is_process() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
  INSERT INTO process_instance (id, process, state, version, jurisdiction, organisation_id, shown_to_party, unit_id, title,
      data, opened_by, opened_at, updated_at)
    VALUES (NEW.id, 'filing', NEW.status, 0, NEW.jurisdiction, NEW.organisation_id, true, NEW.unit_id,
      coalesce((SELECT name FROM unit WHERE id = NEW.unit_id), '') || '备案', '{}', coalesce(current_setting('mj.user', true), ''),
      NEW.created_at, NEW.updated_at);
  RETURN NULL;
END $$;
--> statement-breakpoint
CREATE TRIGGER filing_is_process AFTER INSERT ON filing FOR EACH ROW EXECUTE FUNCTION mj_filing_is_process();
--> statement-breakpoint
INSERT INTO process_instance (id, process, state, version, jurisdiction, organisation_id, shown_to_party, unit_id, title,
    data, opened_by, opened_at, updated_at)
  SELECT f.id, 'filing', f.status, 0, f.jurisdiction, f.organisation_id, true, f.unit_id, u.name || '备案', '{}', '',
         f.created_at, f.updated_at FROM filing f JOIN unit u ON u.id = f.unit_id
  ON CONFLICT (id) DO NOTHING;
--> statement-breakpoint
CREATE FUNCTION mj_filing_follows_process() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
  IF NEW.status <> OLD.status AND NOT EXISTS (SELECT 1 FROM process_instance i WHERE i.id = NEW.id AND i.state = NEW.status) THEN
    RAISE EXCEPTION 'filing: % became % without a step', NEW.id, NEW.status;
  END IF;
  RETURN NEW;
END $$;
--> statement-breakpoint
CREATE TRIGGER filing_follows_process BEFORE UPDATE ON filing FOR EACH ROW EXECUTE FUNCTION mj_filing_follows_process();
--> statement-breakpoint
REVOKE ALL ON FUNCTION mj_filing_is_process(), mj_filing_follows_process() FROM PUBLIC;
