-- What was already told of a deadline, so that it is told once: subject is a unit or a county.
CREATE TABLE reminder (
	"subject" text NOT NULL,
	"kind" text NOT NULL,
	"due_on" date NOT NULL,
	"at" timestamp with time zone NOT NULL,
	CONSTRAINT reminder_once PRIMARY KEY (subject, kind, due_on)
);
--> statement-breakpoint
ALTER TABLE reminder ENABLE ROW LEVEL SECURITY;
--> statement-breakpoint
-- The number of the national filing site is the one thing a unit adds to a verified filing.
CREATE FUNCTION mj_carry_national_receipt(of_filing uuid, number text) RETURNS boolean
  LANGUAGE sql SECURITY DEFINER SET search_path = public, pg_temp AS $$
  WITH carried AS (
    UPDATE filing SET national_receipt_number = number, version = version + 1
     WHERE id = of_filing AND status = 'verified'
       AND organisation_id = nullif(current_setting('mj.org', true), '')::uuid RETURNING 1
  ) SELECT EXISTS (SELECT 1 FROM carried)
$$;
--> statement-breakpoint
REVOKE EXECUTE ON FUNCTION mj_carry_national_receipt(uuid, text) FROM PUBLIC;
--> statement-breakpoint
GRANT EXECUTE ON FUNCTION mj_carry_national_receipt(uuid, text) TO mingjing_unit;
