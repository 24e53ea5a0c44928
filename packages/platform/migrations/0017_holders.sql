-- Since when a filing is in its holder's hands; for those held already, since it was accepted.
ALTER TABLE filing ADD COLUMN held_since timestamptz;
ALTER TABLE filing DISABLE TRIGGER USER;
UPDATE filing SET held_since = accepted_at WHERE holder IS NOT NULL;
ALTER TABLE filing ENABLE TRIGGER USER;
CREATE INDEX filing_holder ON filing (holder) WHERE holder IS NOT NULL;
-- What a unit has not handed in is the unit's own: no official reads it, whatever a route forgets.
CREATE POLICY draft_is_the_units_own ON filing AS RESTRICTIVE FOR SELECT TO mingjing_official USING (status <> 'draft');
CREATE POLICY draft_is_the_units_own ON process_instance AS RESTRICTIVE FOR SELECT TO mingjing_official
  USING (process <> 'filing' OR state <> 'draft');
