-- What the desk tells of a deadline by itself goes out as a short message too, where a gateway is named.
ALTER TABLE reminder ADD COLUMN texted boolean NOT NULL DEFAULT false;
--> statement-breakpoint
DROP FUNCTION mj_told_of_unit(uuid);
--> statement-breakpoint
CREATE FUNCTION mj_told_of_unit(of_unit uuid) RETURNS TABLE(kind text, due_on date, at timestamptz, texted boolean)
  LANGUAGE sql STABLE SECURITY DEFINER SET search_path TO 'public', 'pg_temp' AS $$
  SELECT r.kind, r.due_on, r.at, r.texted FROM reminder r JOIN unit u ON u.id::text = r.subject
   WHERE u.id = of_unit AND u.jurisdiction >= current_setting('mj.lo', true) AND u.jurisdiction < current_setting('mj.hi', true)
   ORDER BY r.at DESC LIMIT 200
$$;
--> statement-breakpoint
REVOKE ALL ON FUNCTION mj_told_of_unit(uuid) FROM PUBLIC;
--> statement-breakpoint
GRANT EXECUTE ON FUNCTION mj_told_of_unit(uuid) TO mingjing_official;
--> statement-breakpoint
-- Who checks a receipt sees the day that counts, and who checked.
DROP FUNCTION mj_verify_receipt(text);
--> statement-breakpoint
CREATE FUNCTION mj_verify_receipt(code text)
  RETURNS TABLE(receipt_number text, unit_name text, kind text, handed_in_on text, verified_at timestamptz, organ text,
                jurisdiction text, superseded boolean)
  LANGUAGE sql STABLE SECURITY DEFINER SET search_path TO 'public', 'pg_temp' AS $$
  SELECT f.receipt_number, f.form ->> 'name', f.kind, f.handed_in_on::text, f.verified_at, f.organ, f.jurisdiction,
         EXISTS (SELECT 1 FROM filing later WHERE later.unit_id = f.unit_id AND later.status = 'verified'
                   AND later.verified_at > f.verified_at)
    FROM filing f WHERE f.verification_code = code AND f.status = 'verified'
$$;
--> statement-breakpoint
REVOKE ALL ON FUNCTION mj_verify_receipt(text) FROM PUBLIC;
--> statement-breakpoint
GRANT EXECUTE ON FUNCTION mj_verify_receipt(text) TO mingjing_public;
