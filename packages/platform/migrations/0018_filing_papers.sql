-- What was known when a form was begun, the declaration of truth, what is attached, and an organ's own name.
ALTER TABLE filing ADD COLUMN known jsonb, ADD COLUMN declared_by text, ADD COLUMN declared_at timestamptz, ADD COLUMN organ text;
--> statement-breakpoint
CREATE TABLE filing_attachment (
	id uuid PRIMARY KEY DEFAULT uuidv7(),
	filing_id uuid NOT NULL REFERENCES filing(id),
	organisation_id uuid NOT NULL,
	jurisdiction text COLLATE "C" NOT NULL,
	kind text NOT NULL CHECK (kind IN ('seal-letter', 'photo', 'other')),
	file_name text NOT NULL,
	media_type text NOT NULL,
	size_bytes int NOT NULL,
	sha256 text NOT NULL,
	bytes bytea NOT NULL,
	thumbnail bytea,
	scanned boolean NOT NULL,
	"by" text NOT NULL,
	at timestamptz NOT NULL
);
--> statement-breakpoint
CREATE INDEX filing_attachment_of ON filing_attachment (filing_id, at);
--> statement-breakpoint
ALTER TABLE filing_attachment ENABLE ROW LEVEL SECURITY;
--> statement-breakpoint
CREATE POLICY official_range ON filing_attachment FOR SELECT TO mingjing_official
  USING (jurisdiction >= current_setting('mj.lo', true) AND jurisdiction < current_setting('mj.hi', true));
--> statement-breakpoint
CREATE POLICY own_read ON filing_attachment FOR SELECT TO mingjing_unit
  USING (organisation_id = nullif(current_setting('mj.org', true), '')::uuid);
--> statement-breakpoint
CREATE POLICY own_make ON filing_attachment FOR INSERT TO mingjing_unit
  WITH CHECK (EXISTS (SELECT 1 FROM filing f WHERE f.id = filing_id AND f.organisation_id = filing_attachment.organisation_id
    AND f.jurisdiction = filing_attachment.jurisdiction AND f.status IN ('draft', 'returned')));
--> statement-breakpoint
CREATE POLICY own_remove ON filing_attachment FOR DELETE TO mingjing_unit
  USING (EXISTS (SELECT 1 FROM filing f WHERE f.id = filing_id AND f.status IN ('draft', 'returned')));
--> statement-breakpoint
GRANT SELECT ON filing_attachment TO mingjing_official;
--> statement-breakpoint
GRANT SELECT, INSERT, DELETE ON filing_attachment TO mingjing_unit;
--> statement-breakpoint
-- The organ that decides in a place: the police organ of the longest code the place begins with. Its name is public.
CREATE FUNCTION mj_organ_of(place text) RETURNS TABLE(name text, jurisdiction text)
  LANGUAGE sql STABLE SECURITY DEFINER SET search_path TO 'public', 'pg_temp' AS $$
  SELECT o.name, o.jurisdiction FROM organisation o WHERE o.kind = 'police' AND starts_with(place, o.jurisdiction)
   ORDER BY length(o.jurisdiction) DESC, o.created_at, o.id LIMIT 1
$$;
--> statement-breakpoint
-- Where something may be handed in: every organ that has none below it.
CREATE FUNCTION mj_served_places() RETURNS TABLE(code text, name text)
  LANGUAGE sql STABLE SECURITY DEFINER SET search_path TO 'public', 'pg_temp' AS $$
  SELECT DISTINCT ON (o.jurisdiction) o.jurisdiction, o.name FROM organisation o
   WHERE o.kind = 'police' AND length(o.jurisdiction) >= 4 AND NOT EXISTS (SELECT 1 FROM organisation below WHERE below.kind = 'police'
     AND below.jurisdiction <> o.jurisdiction AND starts_with(below.jurisdiction, o.jurisdiction))
   ORDER BY o.jurisdiction, o.created_at, o.id
$$;
