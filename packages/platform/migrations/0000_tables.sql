CREATE SCHEMA IF NOT EXISTS "auth";
--> statement-breakpoint
CREATE TABLE "audit_record" (
	"id" uuid DEFAULT uuidv7() NOT NULL,
	"at" timestamp with time zone NOT NULL,
	"jurisdiction" text COLLATE "C" NOT NULL,
	"user_id" text NOT NULL,
	"role" text NOT NULL,
	"action" text NOT NULL,
	"kind" text NOT NULL,
	"subject" text,
	"subject_ids" text[] NOT NULL,
	"purpose" text,
	"detail" jsonb,
	"outcome" text NOT NULL,
	"salt" text NOT NULL
) PARTITION BY RANGE ("at");
--> statement-breakpoint
CREATE TABLE "log_checkpoint" (
	"size" bigint PRIMARY KEY NOT NULL,
	"at" timestamp with time zone NOT NULL,
	"root" "bytea" NOT NULL,
	"note" text NOT NULL
);
--> statement-breakpoint
CREATE TABLE "log_entry" (
	"index" bigint PRIMARY KEY NOT NULL,
	"audit_id" uuid NOT NULL,
	"entry" text NOT NULL,
	"leaf" "bytea" NOT NULL
);
--> statement-breakpoint
CREATE TABLE "filing" (
	"id" uuid PRIMARY KEY DEFAULT uuidv7() NOT NULL,
	"unit_id" uuid NOT NULL,
	"organisation_id" uuid NOT NULL,
	"jurisdiction" text COLLATE "C" NOT NULL,
	"kind" text NOT NULL,
	"status" text NOT NULL,
	"form" jsonb NOT NULL,
	"version" integer DEFAULT 1 NOT NULL,
	"holder" text,
	"reasons" jsonb,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"updated_at" timestamp with time zone DEFAULT now() NOT NULL,
	"submitted_at" timestamp with time zone,
	"accepted_at" timestamp with time zone,
	"verified_at" timestamp with time zone,
	"receipt_number" text,
	"verification_code" text,
	"national_receipt_number" text
);
--> statement-breakpoint
CREATE TABLE "filing_action" (
	"id" uuid PRIMARY KEY DEFAULT uuidv7() NOT NULL,
	"filing_id" uuid NOT NULL,
	"organisation_id" uuid NOT NULL,
	"jurisdiction" text COLLATE "C" NOT NULL,
	"action" text NOT NULL,
	"by" text NOT NULL,
	"at" timestamp with time zone NOT NULL,
	"reasons" jsonb,
	"form" jsonb NOT NULL
);
--> statement-breakpoint
CREATE TABLE "receipt_counter" (
	"jurisdiction" text COLLATE "C" NOT NULL,
	"year" integer NOT NULL,
	"last" integer NOT NULL,
	"first_on" date NOT NULL
);
--> statement-breakpoint
CREATE TABLE "letter" (
	"id" uuid PRIMARY KEY DEFAULT uuidv7() NOT NULL,
	"to" text NOT NULL,
	"subject" text NOT NULL,
	"text" text NOT NULL,
	"created_at" timestamp with time zone NOT NULL,
	"attempts" integer DEFAULT 0 NOT NULL,
	"next_attempt_at" timestamp with time zone NOT NULL,
	"sent_at" timestamp with time zone,
	"last_error" text
);
--> statement-breakpoint
CREATE TABLE "notification" (
	"id" uuid PRIMARY KEY DEFAULT uuidv7() NOT NULL,
	"user_id" text NOT NULL,
	"kind" text NOT NULL,
	"subject_id" text NOT NULL,
	"text" text NOT NULL,
	"created_at" timestamp with time zone NOT NULL,
	"read_at" timestamp with time zone
);
--> statement-breakpoint
CREATE TABLE "invitation" (
	"id" uuid PRIMARY KEY DEFAULT uuidv7() NOT NULL,
	"token_hash" text NOT NULL,
	"email" text NOT NULL,
	"display_name" text NOT NULL,
	"role" text NOT NULL,
	"organisation_id" uuid NOT NULL,
	"jurisdiction" text COLLATE "C" NOT NULL,
	"invited_by" text NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"expires_at" timestamp with time zone NOT NULL,
	"accepted_at" timestamp with time zone,
	"revoked_at" timestamp with time zone
);
--> statement-breakpoint
CREATE TABLE "member" (
	"user_id" text PRIMARY KEY NOT NULL,
	"organisation_id" uuid NOT NULL,
	"jurisdiction" text COLLATE "C" NOT NULL,
	"role" text NOT NULL,
	"display_name" text NOT NULL,
	"email" text NOT NULL,
	"suspended" boolean DEFAULT false NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
CREATE TABLE "organisation" (
	"id" uuid PRIMARY KEY DEFAULT uuidv7() NOT NULL,
	"kind" text NOT NULL,
	"name" text NOT NULL,
	"jurisdiction" text COLLATE "C" NOT NULL,
	"credit_code" text,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
CREATE TABLE "session_assurance" (
	"session_id" text PRIMARY KEY NOT NULL,
	"user_id" text NOT NULL,
	"methods" text[] NOT NULL,
	"second_factor" boolean NOT NULL,
	"provider" text NOT NULL,
	"at" timestamp with time zone NOT NULL,
	"hours" integer DEFAULT 8 NOT NULL
);
--> statement-breakpoint
CREATE TABLE "camera_report" (
	"id" uuid PRIMARY KEY DEFAULT uuidv7() NOT NULL,
	"number" text NOT NULL,
	"jurisdiction" text COLLATE "C" NOT NULL,
	"place" text NOT NULL,
	"description" text NOT NULL,
	"longitude" double precision,
	"latitude" double precision,
	"contact" text,
	"state" text DEFAULT 'received' NOT NULL,
	"created_at" timestamp with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "footage_request" (
	"id" uuid PRIMARY KEY DEFAULT uuidv7() NOT NULL,
	"number" text NOT NULL,
	"jurisdiction" text COLLATE "C" NOT NULL,
	"place" text NOT NULL,
	"from_at" timestamp with time zone NOT NULL,
	"to_at" timestamp with time zone NOT NULL,
	"relation" text NOT NULL,
	"reason" text NOT NULL,
	"name" text NOT NULL,
	"contact" text NOT NULL,
	"state" text DEFAULT 'received' NOT NULL,
	"created_at" timestamp with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "camera" (
	"id" uuid PRIMARY KEY DEFAULT uuidv7() NOT NULL,
	"unit_id" uuid NOT NULL,
	"system_id" uuid,
	"jurisdiction" text COLLATE "C" NOT NULL,
	"code" text NOT NULL,
	"place" text NOT NULL,
	"kind" text NOT NULL,
	"azimuth_degrees" integer,
	"range_metres" integer,
	"serial_number" text,
	"no_forbidden_area" boolean,
	"near_secret_unit" boolean,
	"secret_unit_consent" text,
	"longitude" double precision,
	"latitude" double precision
);
--> statement-breakpoint
CREATE TABLE "field_history" (
	"id" uuid DEFAULT uuidv7() NOT NULL,
	"changed_at" timestamp with time zone NOT NULL,
	"jurisdiction" text COLLATE "C" NOT NULL,
	"unit_id" uuid NOT NULL,
	"subject" text NOT NULL,
	"subject_id" uuid NOT NULL,
	"field" text NOT NULL,
	"before" jsonb,
	"after" jsonb,
	"changed_by" text NOT NULL,
	"ground" text NOT NULL
) PARTITION BY RANGE ("changed_at");
--> statement-breakpoint
CREATE TABLE "import_batch" (
	"id" uuid PRIMARY KEY DEFAULT uuidv7() NOT NULL,
	"user_id" text NOT NULL,
	"jurisdiction" text COLLATE "C" NOT NULL,
	"kind" text NOT NULL,
	"file_name" text NOT NULL,
	"rows" jsonb NOT NULL,
	"error_count" integer NOT NULL,
	"state" text NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
CREATE TABLE "not_duplicate" (
	"id" uuid PRIMARY KEY DEFAULT uuidv7() NOT NULL,
	"jurisdiction" text COLLATE "C" NOT NULL,
	"first_unit_id" uuid NOT NULL,
	"second_unit_id" uuid NOT NULL,
	"decided_by" text NOT NULL,
	"reason" text NOT NULL,
	"decided_at" timestamp with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
CREATE TABLE "responsible_person" (
	"id" uuid PRIMARY KEY DEFAULT uuidv7() NOT NULL,
	"unit_id" uuid NOT NULL,
	"jurisdiction" text COLLATE "C" NOT NULL,
	"name" text NOT NULL,
	"duty" text NOT NULL,
	"phone" text NOT NULL
);
--> statement-breakpoint
CREATE TABLE "saved_view" (
	"id" uuid PRIMARY KEY DEFAULT uuidv7() NOT NULL,
	"user_id" text NOT NULL,
	"name" text NOT NULL,
	"query" jsonb NOT NULL
);
--> statement-breakpoint
CREATE TABLE "unit" (
	"id" uuid PRIMARY KEY DEFAULT uuidv7() NOT NULL,
	"jurisdiction" text COLLATE "C" NOT NULL,
	"name" text NOT NULL,
	"credit_code" text,
	"place_kind" text NOT NULL,
	"place_class" text NOT NULL,
	"place_class_reason" jsonb NOT NULL,
	"address" text NOT NULL,
	"longitude" double precision,
	"latitude" double precision,
	"key_unit" boolean DEFAULT false NOT NULL,
	"city_secured" boolean DEFAULT false NOT NULL,
	"storage_days" integer,
	"camera_count" integer DEFAULT 0 NOT NULL,
	"filing_state" text DEFAULT 'unfiled' NOT NULL,
	"filing_due_on" date,
	"filed_on" date,
	"organisation_id" uuid,
	"sources" jsonb DEFAULT '{}'::jsonb NOT NULL,
	"version" integer DEFAULT 1 NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"updated_at" timestamp with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
CREATE TABLE "unit_count" (
	"id" bigint PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "unit_count_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"jurisdiction" text COLLATE "C" NOT NULL,
	"place_kind" text NOT NULL,
	"place_class" text NOT NULL,
	"filing_state" text NOT NULL,
	"key_unit" boolean NOT NULL,
	"units" bigint NOT NULL,
	"cameras" bigint NOT NULL
);
--> statement-breakpoint
CREATE TABLE "video_system" (
	"id" uuid PRIMARY KEY DEFAULT uuidv7() NOT NULL,
	"unit_id" uuid NOT NULL,
	"jurisdiction" text COLLATE "C" NOT NULL,
	"name" text NOT NULL,
	"acceptance_passed_on" date,
	"put_into_use_on" date,
	"storage_days" integer
);
--> statement-breakpoint
CREATE TABLE "auth"."account" (
	"id" text PRIMARY KEY NOT NULL,
	"accountId" text NOT NULL,
	"providerId" text NOT NULL,
	"userId" text NOT NULL,
	"accessToken" text,
	"refreshToken" text,
	"idToken" text,
	"accessTokenExpiresAt" timestamp with time zone,
	"refreshTokenExpiresAt" timestamp with time zone,
	"scope" text,
	"password" text,
	"createdAt" timestamp with time zone NOT NULL,
	"updatedAt" timestamp with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "auth"."passkey" (
	"id" text PRIMARY KEY NOT NULL,
	"name" text,
	"publicKey" text NOT NULL,
	"userId" text NOT NULL,
	"credentialID" text NOT NULL,
	"counter" integer NOT NULL,
	"deviceType" text NOT NULL,
	"backedUp" boolean NOT NULL,
	"transports" text,
	"createdAt" timestamp with time zone,
	"aaguid" text
);
--> statement-breakpoint
CREATE TABLE "auth"."rateLimit" (
	"id" text PRIMARY KEY NOT NULL,
	"key" text NOT NULL,
	"count" integer NOT NULL,
	"lastRequest" bigint NOT NULL,
	CONSTRAINT "rateLimit_key_unique" UNIQUE("key")
);
--> statement-breakpoint
CREATE TABLE "auth"."session" (
	"id" text PRIMARY KEY NOT NULL,
	"expiresAt" timestamp with time zone NOT NULL,
	"token" text NOT NULL,
	"createdAt" timestamp with time zone NOT NULL,
	"updatedAt" timestamp with time zone NOT NULL,
	"ipAddress" text,
	"userAgent" text,
	"userId" text NOT NULL,
	CONSTRAINT "session_token_unique" UNIQUE("token")
);
--> statement-breakpoint
CREATE TABLE "auth"."twoFactor" (
	"id" text PRIMARY KEY NOT NULL,
	"secret" text NOT NULL,
	"backupCodes" text NOT NULL,
	"userId" text NOT NULL,
	"verified" boolean DEFAULT true,
	"failedVerificationCount" integer DEFAULT 0,
	"lockedUntil" timestamp with time zone
);
--> statement-breakpoint
CREATE TABLE "auth"."user" (
	"id" text PRIMARY KEY NOT NULL,
	"name" text NOT NULL,
	"email" text NOT NULL,
	"emailVerified" boolean DEFAULT false NOT NULL,
	"image" text,
	"createdAt" timestamp with time zone NOT NULL,
	"updatedAt" timestamp with time zone NOT NULL,
	"twoFactorEnabled" boolean DEFAULT false,
	CONSTRAINT "user_email_unique" UNIQUE("email")
);
--> statement-breakpoint
CREATE TABLE "auth"."verification" (
	"id" text PRIMARY KEY NOT NULL,
	"identifier" text NOT NULL,
	"value" text NOT NULL,
	"expiresAt" timestamp with time zone NOT NULL,
	"createdAt" timestamp with time zone NOT NULL,
	"updatedAt" timestamp with time zone NOT NULL
);
--> statement-breakpoint
ALTER TABLE "filing_action" ADD CONSTRAINT "filing_action_filing_id_filing_id_fk" FOREIGN KEY ("filing_id") REFERENCES "public"."filing"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "invitation" ADD CONSTRAINT "invitation_organisation_id_organisation_id_fk" FOREIGN KEY ("organisation_id") REFERENCES "public"."organisation"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "member" ADD CONSTRAINT "member_organisation_id_organisation_id_fk" FOREIGN KEY ("organisation_id") REFERENCES "public"."organisation"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "responsible_person" ADD CONSTRAINT "responsible_person_unit_id_unit_id_fk" FOREIGN KEY ("unit_id") REFERENCES "public"."unit"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "video_system" ADD CONSTRAINT "video_system_unit_id_unit_id_fk" FOREIGN KEY ("unit_id") REFERENCES "public"."unit"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "auth"."account" ADD CONSTRAINT "account_userId_user_id_fk" FOREIGN KEY ("userId") REFERENCES "auth"."user"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "auth"."passkey" ADD CONSTRAINT "passkey_userId_user_id_fk" FOREIGN KEY ("userId") REFERENCES "auth"."user"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "auth"."session" ADD CONSTRAINT "session_userId_user_id_fk" FOREIGN KEY ("userId") REFERENCES "auth"."user"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "auth"."twoFactor" ADD CONSTRAINT "twoFactor_userId_user_id_fk" FOREIGN KEY ("userId") REFERENCES "auth"."user"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "audit_record_time" ON "audit_record" USING btree ("jurisdiction","at");--> statement-breakpoint
CREATE INDEX "audit_record_user" ON "audit_record" USING btree ("user_id","at");--> statement-breakpoint
CREATE UNIQUE INDEX "log_entry_audit" ON "log_entry" USING btree ("audit_id");--> statement-breakpoint
CREATE INDEX "filing_queue" ON "filing" USING btree ("status","jurisdiction","submitted_at");--> statement-breakpoint
CREATE INDEX "filing_unit" ON "filing" USING btree ("unit_id","created_at");--> statement-breakpoint
CREATE INDEX "filing_organisation" ON "filing" USING btree ("organisation_id");--> statement-breakpoint
CREATE INDEX "filing_jurisdiction" ON "filing" USING btree ("jurisdiction");--> statement-breakpoint
CREATE UNIQUE INDEX "filing_receipt_number" ON "filing" USING btree ("receipt_number");--> statement-breakpoint
CREATE UNIQUE INDEX "filing_verification_code" ON "filing" USING btree ("verification_code");--> statement-breakpoint
CREATE UNIQUE INDEX "filing_one_open" ON "filing" USING btree ("unit_id") WHERE status in ('draft', 'submitted', 'accepted', 'returned');--> statement-breakpoint
CREATE INDEX "filing_action_filing" ON "filing_action" USING btree ("filing_id","at");--> statement-breakpoint
CREATE UNIQUE INDEX "receipt_counter_key" ON "receipt_counter" USING btree ("jurisdiction","year");--> statement-breakpoint
CREATE INDEX "letter_queue" ON "letter" USING btree ("sent_at","next_attempt_at");--> statement-breakpoint
CREATE INDEX "notification_user" ON "notification" USING btree ("user_id","created_at");--> statement-breakpoint
CREATE UNIQUE INDEX "invitation_token" ON "invitation" USING btree ("token_hash");--> statement-breakpoint
CREATE INDEX "invitation_jurisdiction" ON "invitation" USING btree ("jurisdiction");--> statement-breakpoint
CREATE INDEX "member_jurisdiction" ON "member" USING btree ("jurisdiction");--> statement-breakpoint
CREATE INDEX "member_organisation" ON "member" USING btree ("organisation_id");--> statement-breakpoint
CREATE INDEX "organisation_jurisdiction" ON "organisation" USING btree ("jurisdiction");--> statement-breakpoint
CREATE UNIQUE INDEX "camera_report_number" ON "camera_report" USING btree ("number");--> statement-breakpoint
CREATE INDEX "camera_report_place" ON "camera_report" USING btree ("jurisdiction","created_at");--> statement-breakpoint
CREATE UNIQUE INDEX "footage_request_number" ON "footage_request" USING btree ("number");--> statement-breakpoint
CREATE INDEX "footage_request_place" ON "footage_request" USING btree ("jurisdiction","created_at");--> statement-breakpoint
CREATE UNIQUE INDEX "camera_unit_code" ON "camera" USING btree ("unit_id","code");--> statement-breakpoint
CREATE INDEX "camera_serial" ON "camera" USING btree ("serial_number") WHERE serial_number is not null;--> statement-breakpoint
CREATE INDEX "field_history_unit" ON "field_history" USING btree ("unit_id","changed_at");--> statement-breakpoint
CREATE UNIQUE INDEX "not_duplicate_pair" ON "not_duplicate" USING btree ("first_unit_id","second_unit_id");--> statement-breakpoint
CREATE INDEX "responsible_person_unit" ON "responsible_person" USING btree ("unit_id");--> statement-breakpoint
CREATE UNIQUE INDEX "saved_view_name" ON "saved_view" USING btree ("user_id","name");--> statement-breakpoint
CREATE INDEX "unit_jurisdiction" ON "unit" USING btree ("jurisdiction","id");--> statement-breakpoint
CREATE INDEX "unit_name" ON "unit" USING btree ("name","id");--> statement-breakpoint
CREATE INDEX "unit_updated" ON "unit" USING btree ("updated_at","id");--> statement-breakpoint
CREATE INDEX "unit_cameras" ON "unit" USING btree ("camera_count","id");--> statement-breakpoint
CREATE INDEX "unit_credit_code" ON "unit" USING btree ("credit_code");--> statement-breakpoint
CREATE INDEX "unit_organisation" ON "unit" USING btree ("organisation_id");--> statement-breakpoint
CREATE INDEX "unit_kind" ON "unit" USING btree ("place_kind","jurisdiction","id");--> statement-breakpoint
CREATE INDEX "unit_class" ON "unit" USING btree ("place_class","jurisdiction","id");--> statement-breakpoint
CREATE INDEX "unit_state" ON "unit" USING btree ("filing_state","jurisdiction","id");--> statement-breakpoint
CREATE INDEX "unit_due" ON "unit" USING btree ("filing_due_on","id") WHERE filing_state in ('unfiled', 'returned');--> statement-breakpoint
CREATE INDEX "unit_key" ON "unit" USING btree ("jurisdiction","id") WHERE key_unit;--> statement-breakpoint
CREATE INDEX "unit_storage" ON "unit" USING btree ("storage_days","jurisdiction","id");--> statement-breakpoint
CREATE INDEX "unit_map" ON "unit" USING btree ("longitude","latitude");--> statement-breakpoint
CREATE INDEX "unit_count_jurisdiction" ON "unit_count" USING btree ("jurisdiction");--> statement-breakpoint
CREATE INDEX "video_system_unit" ON "video_system" USING btree ("unit_id");--> statement-breakpoint
CREATE INDEX "account_user" ON "auth"."account" USING btree ("userId");--> statement-breakpoint
CREATE INDEX "passkey_user" ON "auth"."passkey" USING btree ("userId");--> statement-breakpoint
CREATE INDEX "passkey_credential" ON "auth"."passkey" USING btree ("credentialID");--> statement-breakpoint
CREATE INDEX "session_user" ON "auth"."session" USING btree ("userId");--> statement-breakpoint
CREATE INDEX "two_factor_user" ON "auth"."twoFactor" USING btree ("userId");--> statement-breakpoint
CREATE INDEX "verification_identifier" ON "auth"."verification" USING btree ("identifier");