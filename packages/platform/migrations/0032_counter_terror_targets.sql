-- A place may be designated as a key target of counter-terrorism, which decides how long it keeps (Counter-Terrorism Law
-- art. 32). Beside the key unit it is the other thing that no word of a unit's row says and a person finds.
ALTER TABLE unit ADD COLUMN counter_terror_key_target boolean DEFAULT false NOT NULL;
--> statement-breakpoint
CREATE INDEX unit_counter_terror ON unit (jurisdiction, id) WHERE counter_terror_key_target;
--> statement-breakpoint
DO $$
DECLARE
  found text := pg_get_functiondef('mj_find_units(text[], int, jsonb)'::regprocedure);
BEGIN
  found := replace(found, 'class text, "key" boolean, days int', 'class text, "key" boolean, target boolean, days int');
  found := replace(found, 'AND u.key_unit = f."key"', 'AND u.key_unit = f."key" AND u.counter_terror_key_target = f.target');
  EXECUTE replace(found, '  IF wanted ? ''storageBelow'' THEN',
    '  IF wanted ? ''counterTerrorKeyTarget'' THEN
    conditions := conditions || format('' AND u.counter_terror_key_target = %L'', wanted ->> ''counterTerrorKeyTarget'');
  END IF;
  IF wanted ? ''storageBelow'' THEN');
  EXECUTE replace(pg_get_functiondef('mj_merge_units(uuid, uuid, text, text, timestamptz)'::regprocedure),
    'key_unit = kept.key_unit OR going.key_unit', 'key_unit = kept.key_unit OR going.key_unit,
    counter_terror_key_target = kept.counter_terror_key_target OR going.counter_terror_key_target');
END $$;
