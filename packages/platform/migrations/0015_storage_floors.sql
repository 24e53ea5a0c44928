-- The search for units knows the days that each unit must keep: `floors` are those of registry/retention-floor.ts.
CREATE OR REPLACE FUNCTION mj_find_units(words text[], most int, wanted jsonb) RETURNS SETOF uuid
  LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = public, pg_temp SET enable_seqscan = off SET jit = off AS $$
DECLARE
  lo text := greatest(coalesce(current_setting('mj.lo', true), ''), coalesce(wanted ->> 'from', '') COLLATE "C");
  hi text := coalesce(current_setting('mj.hi', true), '');
  conditions text := '';
  has_all text := '';
  word text;
  ids uuid[];
BEGIN
  IF wanted ->> 'to' IS NOT NULL THEN hi := least(hi, (wanted ->> 'to') COLLATE "C"); END IF;
  IF coalesce(current_setting('mj.lo', true), '') >= coalesce(current_setting('mj.hi', true), '') COLLATE "C"
    OR lo >= hi COLLATE "C" THEN RETURN; END IF;
  FOREACH word IN ARRAY words LOOP
    has_all := has_all || format(' AND position(%L IN mj_unit_text(u.name, u.credit_code, u.address, u.place_kind)) > 0', word);
  END LOOP;
  IF wanted ? 'placeKind' THEN conditions := conditions || format(' AND u.place_kind = %L', wanted ->> 'placeKind'); END IF;
  IF wanted ? 'placeClass' THEN conditions := conditions || format(' AND u.place_class = %L', wanted ->> 'placeClass'); END IF;
  IF wanted ? 'filingState' THEN conditions := conditions || format(' AND u.filing_state = %L', wanted ->> 'filingState'); END IF;
  IF wanted ? 'keyUnit' THEN conditions := conditions || format(' AND u.key_unit = %L', wanted ->> 'keyUnit'); END IF;
  IF wanted ? 'storageBelow' THEN conditions := conditions || format(' AND u.storage_days < %L', wanted ->> 'storageBelow'); END IF;
  IF jsonb_typeof(wanted -> 'floors') = 'array' THEN
    conditions := conditions || format(
      ' AND EXISTS (SELECT 1 FROM jsonb_to_recordset(%L::jsonb) AS f(kind text, "key" boolean, days int, counties jsonb)'
      || ' WHERE u.storage_days < f.days AND u.place_kind = f.kind AND u.key_unit = f."key"'
      || ' AND (f.counties IS NULL OR f.counties ? left(u.jurisdiction, 6)))', wanted ->> 'floors');
  END IF;
  IF wanted ? 'overdueOn' THEN
    conditions := conditions || format(' AND u.filing_state = ''unfiled'' AND u.filing_due_on < %L', wanted ->> 'overdueOn');
  END IF;
  EXECUTE 'SELECT array_agg(id) FROM (SELECT u.id FROM (SELECT * FROM unit WHERE jurisdiction >= $1 AND jurisdiction < $2'
    || ' LIMIT 4000) AS u WHERE true' || conditions || has_all || ' LIMIT $3) AS found' INTO ids USING lo, hi, most;
  IF cardinality(ids) = most THEN
    RETURN QUERY SELECT unnest(ids);
    RETURN;
  END IF;
  RETURN QUERY EXECUTE 'SELECT u.id FROM unit u WHERE mj_grams(mj_unit_text(u.name, u.credit_code, u.address, u.place_kind)) @> $1'
    || ' AND u.jurisdiction >= $2 AND u.jurisdiction < $3' || conditions || has_all || ' LIMIT $4'
    USING (SELECT array_agg(DISTINCT g) FROM unnest(words) AS w, unnest(mj_grams(w)) AS g), lo, hi, most;
END $$;
