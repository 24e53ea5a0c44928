-- SPDX-License-Identifier: Apache-2.0
-- The platform's database after every file of migrations/. Read it; do not run it, do not edit it:
-- packages/platform/scripts/schema.ts writes it, packages/platform/test/schema.test.ts compares it.

-- tables

CREATE TABLE account_reset (
  id uuid NOT NULL DEFAULT uuidv7(),
  user_id text NOT NULL,
  jurisdiction text NOT NULL,
  what text NOT NULL,
  reason text NOT NULL,
  asked_by text NOT NULL,
  asked_at timestamp with time zone NOT NULL,
  expires_at timestamp with time zone NOT NULL,
  decided_by text,
  decided_at timestamp with time zone,
  approved boolean
);
ALTER TABLE account_reset ENABLE ROW LEVEL SECURITY;

CREATE TABLE audit_record (
  id uuid NOT NULL DEFAULT uuidv7(),
  at timestamp with time zone NOT NULL,
  jurisdiction text NOT NULL,
  user_id text NOT NULL,
  role text NOT NULL,
  action text NOT NULL,
  kind text NOT NULL,
  subject text,
  subject_ids text[] NOT NULL,
  purpose text,
  detail jsonb,
  outcome text NOT NULL,
  salt text NOT NULL
) PARTITION BY RANGE (at);
ALTER TABLE audit_record ENABLE ROW LEVEL SECURITY;

CREATE TABLE camera (
  id uuid NOT NULL DEFAULT uuidv7(),
  unit_id uuid NOT NULL,
  system_id uuid,
  jurisdiction text NOT NULL,
  code text NOT NULL,
  place text NOT NULL,
  kind text NOT NULL,
  azimuth_degrees integer,
  range_metres integer,
  serial_number text,
  no_forbidden_area boolean,
  near_secret_unit boolean,
  secret_unit_consent text,
  longitude double precision,
  latitude double precision
);
ALTER TABLE camera ENABLE ROW LEVEL SECURITY;

CREATE TABLE camera_report (
  id uuid NOT NULL DEFAULT uuidv7(),
  number text NOT NULL,
  jurisdiction text NOT NULL,
  place text NOT NULL,
  description text NOT NULL,
  longitude double precision,
  latitude double precision,
  contact text,
  state text NOT NULL DEFAULT 'received'::text,
  created_at timestamp with time zone NOT NULL,
  about text NOT NULL DEFAULT 'camera'::text,
  thing_id uuid
);
ALTER TABLE camera_report ENABLE ROW LEVEL SECURITY;

CREATE TABLE camera_report_photo (
  id uuid NOT NULL DEFAULT uuidv7(),
  report_id uuid NOT NULL,
  jurisdiction text NOT NULL,
  media_type text NOT NULL,
  bytes bytea NOT NULL,
  scanned boolean NOT NULL
);
ALTER TABLE camera_report_photo ENABLE ROW LEVEL SECURITY;

CREATE TABLE document_counter (
  jurisdiction text NOT NULL,
  kind text NOT NULL,
  year integer NOT NULL,
  last integer NOT NULL
);
ALTER TABLE document_counter ENABLE ROW LEVEL SECURITY;

CREATE TABLE enrolment_code (
  hash text NOT NULL,
  unit_id uuid NOT NULL,
  jurisdiction text NOT NULL,
  issued_by text NOT NULL,
  issued_at timestamp with time zone NOT NULL,
  expires_at timestamp with time zone NOT NULL,
  used_at timestamp with time zone,
  recorder_id uuid
);
ALTER TABLE enrolment_code ENABLE ROW LEVEL SECURITY;

CREATE TABLE field_history (
  id uuid NOT NULL DEFAULT uuidv7(),
  changed_at timestamp with time zone NOT NULL,
  jurisdiction text NOT NULL,
  unit_id uuid NOT NULL,
  subject text NOT NULL,
  subject_id uuid NOT NULL,
  field text NOT NULL,
  before jsonb,
  after jsonb,
  changed_by text NOT NULL,
  ground text NOT NULL
) PARTITION BY RANGE (changed_at);
ALTER TABLE field_history ENABLE ROW LEVEL SECURITY;

CREATE TABLE filing (
  id uuid NOT NULL DEFAULT uuidv7(),
  unit_id uuid NOT NULL,
  organisation_id uuid NOT NULL,
  jurisdiction text NOT NULL,
  kind text NOT NULL,
  status text NOT NULL,
  form jsonb NOT NULL,
  version integer NOT NULL DEFAULT 1,
  holder text,
  reasons jsonb,
  created_at timestamp with time zone NOT NULL DEFAULT now(),
  updated_at timestamp with time zone NOT NULL DEFAULT now(),
  submitted_at timestamp with time zone,
  accepted_at timestamp with time zone,
  verified_at timestamp with time zone,
  receipt_number text,
  verification_code text,
  national_receipt_number text,
  recorder_facts jsonb,
  handed_in_on date,
  held_since timestamp with time zone,
  known jsonb,
  declared_by text,
  declared_at timestamp with time zone,
  organ text
);
ALTER TABLE filing ENABLE ROW LEVEL SECURITY;

CREATE TABLE filing_action (
  id uuid NOT NULL DEFAULT uuidv7(),
  filing_id uuid NOT NULL,
  organisation_id uuid NOT NULL,
  jurisdiction text NOT NULL,
  action text NOT NULL,
  by text NOT NULL,
  at timestamp with time zone NOT NULL,
  reasons jsonb,
  form jsonb NOT NULL
);
ALTER TABLE filing_action ENABLE ROW LEVEL SECURITY;

CREATE TABLE filing_attachment (
  id uuid NOT NULL DEFAULT uuidv7(),
  filing_id uuid NOT NULL,
  organisation_id uuid NOT NULL,
  jurisdiction text NOT NULL,
  kind text NOT NULL,
  file_name text NOT NULL,
  media_type text NOT NULL,
  size_bytes integer NOT NULL,
  sha256 text NOT NULL,
  bytes bytea NOT NULL,
  thumbnail bytea,
  scanned boolean NOT NULL,
  by text NOT NULL,
  at timestamp with time zone NOT NULL
);
ALTER TABLE filing_attachment ENABLE ROW LEVEL SECURITY;

CREATE TABLE footage_bundle (
  thing_id uuid NOT NULL,
  jurisdiction text NOT NULL,
  sha256 text NOT NULL,
  size_bytes bigint NOT NULL,
  received_bytes bigint NOT NULL DEFAULT 0,
  complete_at timestamp with time zone
);
ALTER TABLE footage_bundle ENABLE ROW LEVEL SECURITY;

CREATE TABLE footage_bundle_part (
  thing_id uuid NOT NULL,
  byte_offset bigint NOT NULL,
  bytes bytea NOT NULL
);
ALTER TABLE footage_bundle_part ENABLE ROW LEVEL SECURITY;

CREATE TABLE footage_request (
  id uuid NOT NULL DEFAULT uuidv7(),
  number text NOT NULL,
  jurisdiction text NOT NULL,
  place text NOT NULL,
  from_at timestamp with time zone NOT NULL,
  to_at timestamp with time zone NOT NULL,
  relation text NOT NULL,
  reason text NOT NULL,
  name text NOT NULL,
  contact text NOT NULL,
  state text NOT NULL DEFAULT 'received'::text,
  created_at timestamp with time zone NOT NULL,
  thing_id uuid
);
ALTER TABLE footage_request ENABLE ROW LEVEL SECURITY;

CREATE TABLE import_batch (
  id uuid NOT NULL DEFAULT uuidv7(),
  user_id text NOT NULL,
  jurisdiction text NOT NULL,
  kind text NOT NULL,
  file_name text NOT NULL,
  rows jsonb NOT NULL,
  error_count integer NOT NULL,
  state text NOT NULL,
  created_at timestamp with time zone NOT NULL DEFAULT now()
);
ALTER TABLE import_batch ENABLE ROW LEVEL SECURITY;

CREATE TABLE inspection_draw (
  id uuid NOT NULL,
  jurisdiction text NOT NULL,
  year integer NOT NULL,
  list jsonb NOT NULL,
  list_hash text NOT NULL,
  items integer[] NOT NULL,
  planned_for date,
  frozen_at timestamp with time zone NOT NULL,
  frozen_by text NOT NULL,
  record text,
  drawn_at timestamp with time zone
);
ALTER TABLE inspection_draw ENABLE ROW LEVEL SECURITY;

CREATE TABLE inspection_plan (
  jurisdiction text NOT NULL,
  year integer NOT NULL,
  visits integer NOT NULL,
  focus text NOT NULL,
  set_by text NOT NULL,
  set_at timestamp with time zone NOT NULL
);
ALTER TABLE inspection_plan ENABLE ROW LEVEL SECURITY;

CREATE TABLE invitation (
  id uuid NOT NULL DEFAULT uuidv7(),
  token_hash text NOT NULL,
  email text NOT NULL,
  display_name text NOT NULL,
  role text NOT NULL,
  organisation_id uuid NOT NULL,
  jurisdiction text NOT NULL,
  invited_by text NOT NULL,
  created_at timestamp with time zone NOT NULL DEFAULT now(),
  expires_at timestamp with time zone NOT NULL,
  accepted_at timestamp with time zone,
  revoked_at timestamp with time zone
);
ALTER TABLE invitation ENABLE ROW LEVEL SECURITY;

CREATE TABLE letter (
  id uuid NOT NULL DEFAULT uuidv7(),
  "to" text NOT NULL,
  subject text NOT NULL,
  text text NOT NULL,
  created_at timestamp with time zone NOT NULL,
  attempts integer NOT NULL DEFAULT 0,
  next_attempt_at timestamp with time zone NOT NULL,
  sent_at timestamp with time zone,
  last_error text,
  kind text,
  subject_id text,
  audience text,
  way text NOT NULL DEFAULT 'letter'::text
);
ALTER TABLE letter ENABLE ROW LEVEL SECURITY;

CREATE TABLE log_checkpoint (
  size bigint NOT NULL,
  at timestamp with time zone NOT NULL,
  root bytea NOT NULL,
  note text NOT NULL
);
ALTER TABLE log_checkpoint ENABLE ROW LEVEL SECURITY;

CREATE TABLE log_entry (
  index bigint NOT NULL,
  audit_id uuid NOT NULL,
  entry text NOT NULL,
  leaf bytea NOT NULL
);
ALTER TABLE log_entry ENABLE ROW LEVEL SECURITY;

CREATE TABLE member (
  user_id text NOT NULL,
  organisation_id uuid NOT NULL,
  jurisdiction text NOT NULL,
  role text NOT NULL,
  display_name text NOT NULL,
  email text NOT NULL,
  suspended boolean NOT NULL DEFAULT false,
  created_at timestamp with time zone NOT NULL DEFAULT now()
);
ALTER TABLE member ENABLE ROW LEVEL SECURITY;

CREATE TABLE merged_unit (
  id uuid NOT NULL,
  into_unit_id uuid NOT NULL,
  jurisdiction text NOT NULL,
  unit jsonb NOT NULL,
  merged_by text NOT NULL,
  merged_at timestamp with time zone NOT NULL,
  reason text NOT NULL
);
ALTER TABLE merged_unit ENABLE ROW LEVEL SECURITY;

CREATE TABLE not_duplicate (
  id uuid NOT NULL DEFAULT uuidv7(),
  jurisdiction text NOT NULL,
  first_unit_id uuid NOT NULL,
  second_unit_id uuid NOT NULL,
  decided_by text NOT NULL,
  reason text NOT NULL,
  decided_at timestamp with time zone NOT NULL DEFAULT now()
);
ALTER TABLE not_duplicate ENABLE ROW LEVEL SECURITY;

CREATE TABLE notification (
  id uuid NOT NULL DEFAULT uuidv7(),
  user_id text NOT NULL,
  kind text NOT NULL,
  subject_id text NOT NULL,
  text text NOT NULL,
  created_at timestamp with time zone NOT NULL,
  read_at timestamp with time zone
);
ALTER TABLE notification ENABLE ROW LEVEL SECURITY;

CREATE TABLE one_time_password (
  user_id text NOT NULL,
  made_at timestamp with time zone NOT NULL,
  expires_at timestamp with time zone NOT NULL
);
ALTER TABLE one_time_password ENABLE ROW LEVEL SECURITY;

CREATE TABLE organ_key (
  id uuid NOT NULL DEFAULT uuidv7(),
  jurisdiction text NOT NULL,
  recipient text NOT NULL,
  set_at timestamp with time zone NOT NULL,
  set_by text NOT NULL
);
ALTER TABLE organ_key ENABLE ROW LEVEL SECURITY;

CREATE TABLE organisation (
  id uuid NOT NULL DEFAULT uuidv7(),
  kind text NOT NULL,
  name text NOT NULL,
  jurisdiction text NOT NULL,
  credit_code text,
  created_at timestamp with time zone NOT NULL DEFAULT now()
);
ALTER TABLE organisation ENABLE ROW LEVEL SECURITY;

CREATE TABLE process_clock (
  instance_id uuid NOT NULL,
  clock text NOT NULL,
  run integer NOT NULL,
  started_on date NOT NULL,
  due_on date NOT NULL,
  readings jsonb NOT NULL,
  provisional boolean NOT NULL,
  paused_since date,
  paused_by text,
  on_expiry text,
  ended_on date,
  ended_by text
);
ALTER TABLE process_clock ENABLE ROW LEVEL SECURITY;

CREATE TABLE process_document (
  id uuid NOT NULL DEFAULT uuidv7(),
  instance_id uuid NOT NULL,
  kind text NOT NULL,
  number text,
  seq integer NOT NULL,
  issued_at timestamp with time zone NOT NULL,
  verification_code text,
  paper jsonb NOT NULL,
  data jsonb NOT NULL,
  draft boolean NOT NULL,
  withdrawn_seq integer,
  withdrawn_as text
);
ALTER TABLE process_document ENABLE ROW LEVEL SECURITY;

CREATE TABLE process_evidence (
  id uuid NOT NULL DEFAULT uuidv7(),
  instance_id uuid NOT NULL,
  kind text NOT NULL,
  file_name text NOT NULL,
  media_type text NOT NULL,
  size_bytes integer NOT NULL,
  sha256 text NOT NULL,
  bytes bytea NOT NULL,
  by text NOT NULL,
  at timestamp with time zone NOT NULL,
  note text
);
ALTER TABLE process_evidence ENABLE ROW LEVEL SECURITY;

CREATE TABLE process_instance (
  id uuid NOT NULL DEFAULT uuidv7(),
  process text NOT NULL,
  state text NOT NULL,
  version integer NOT NULL,
  jurisdiction text NOT NULL,
  organisation_id uuid,
  shown_to_party boolean NOT NULL DEFAULT false,
  unit_id uuid,
  restricted_to text NOT NULL DEFAULT ''::text,
  title text NOT NULL,
  origin_process text,
  origin_id uuid,
  data jsonb NOT NULL,
  opened_by text NOT NULL,
  opened_at timestamp with time zone NOT NULL,
  updated_at timestamp with time zone NOT NULL,
  party_name text GENERATED ALWAYS AS (((data -> 'party'::text) ->> 'name'::text)) STORED
);
ALTER TABLE process_instance ENABLE ROW LEVEL SECURITY;

CREATE TABLE process_person (
  instance_id uuid NOT NULL,
  duty text NOT NULL,
  user_id text NOT NULL,
  role text NOT NULL,
  since_seq integer NOT NULL,
  until_seq integer
);
ALTER TABLE process_person ENABLE ROW LEVEL SECURITY;

CREATE TABLE process_request (
  request_id uuid NOT NULL,
  instance_id uuid NOT NULL,
  user_id text NOT NULL,
  action text NOT NULL,
  answer jsonb NOT NULL
);
ALTER TABLE process_request ENABLE ROW LEVEL SECURITY;

CREATE TABLE process_row (
  process text NOT NULL,
  action text NOT NULL,
  from_state text NOT NULL,
  to_state text NOT NULL,
  roles text[] NOT NULL
);
ALTER TABLE process_row ENABLE ROW LEVEL SECURITY;

CREATE TABLE process_step (
  instance_id uuid NOT NULL,
  seq integer NOT NULL,
  action text NOT NULL,
  from_state text NOT NULL,
  to_state text NOT NULL,
  by text NOT NULL,
  role text NOT NULL,
  at timestamp with time zone NOT NULL,
  on_day date NOT NULL,
  reason text,
  input jsonb NOT NULL,
  papers text[] NOT NULL,
  approves_as text,
  undoes text[] NOT NULL
);
ALTER TABLE process_step ENABLE ROW LEVEL SECURITY;

CREATE TABLE rate_window (
  key text NOT NULL,
  began_at timestamp with time zone NOT NULL,
  calls integer NOT NULL
);
ALTER TABLE rate_window ENABLE ROW LEVEL SECURITY;

CREATE TABLE receipt_counter (
  jurisdiction text NOT NULL,
  year integer NOT NULL,
  last integer NOT NULL,
  first_on date NOT NULL
);
ALTER TABLE receipt_counter ENABLE ROW LEVEL SECURITY;

CREATE TABLE recorder (
  id uuid NOT NULL DEFAULT uuidv7(),
  unit_id uuid NOT NULL,
  jurisdiction text NOT NULL,
  origin text NOT NULL,
  vkey text NOT NULL,
  fingerprint text NOT NULL,
  enrolled_at timestamp with time zone NOT NULL,
  revoked_at timestamp with time zone,
  revoked_reason text,
  sequence bigint NOT NULL DEFAULT 0,
  size bigint NOT NULL DEFAULT 0,
  root bytea,
  reported_at timestamp with time zone,
  facts jsonb,
  handovers text[] NOT NULL DEFAULT '{}'::text[]
);
ALTER TABLE recorder ENABLE ROW LEVEL SECURITY;

CREATE TABLE recorder_challenge (
  id uuid NOT NULL DEFAULT uuidv7(),
  recorder_id uuid NOT NULL,
  unit_id uuid NOT NULL,
  jurisdiction text NOT NULL,
  ordered_by text NOT NULL,
  ground text NOT NULL,
  ordered_at timestamp with time zone NOT NULL,
  samples integer NOT NULL,
  attempt integer NOT NULL DEFAULT 0,
  state text NOT NULL,
  due_at timestamp with time zone,
  challenge jsonb,
  answers jsonb,
  answered_at timestamp with time zone,
  verdict jsonb,
  thing_id uuid
);
ALTER TABLE recorder_challenge ENABLE ROW LEVEL SECURITY;

CREATE TABLE recorder_errand (
  thing_id uuid NOT NULL,
  recorder_id uuid NOT NULL,
  unit_id uuid NOT NULL,
  jurisdiction text NOT NULL,
  wanted boolean NOT NULL DEFAULT true,
  told_at timestamp with time zone
);
ALTER TABLE recorder_errand ENABLE ROW LEVEL SECURITY;

CREATE TABLE recorder_finding (
  id uuid NOT NULL DEFAULT uuidv7(),
  recorder_id uuid NOT NULL,
  unit_id uuid NOT NULL,
  jurisdiction text NOT NULL,
  kind text NOT NULL,
  noticed_by text NOT NULL,
  weight text NOT NULL,
  first_at timestamp with time zone NOT NULL,
  last_at timestamp with time zone NOT NULL,
  times integer NOT NULL DEFAULT 1,
  detail jsonb NOT NULL
);
ALTER TABLE recorder_finding ENABLE ROW LEVEL SECURITY;

CREATE TABLE recorder_report (
  recorder_id uuid NOT NULL,
  sequence bigint NOT NULL,
  digest text NOT NULL,
  received_at timestamp with time zone NOT NULL,
  made_at timestamp with time zone NOT NULL,
  size bigint NOT NULL,
  note text NOT NULL
);
ALTER TABLE recorder_report ENABLE ROW LEVEL SECURITY;

CREATE TABLE reminder (
  subject text NOT NULL,
  kind text NOT NULL,
  due_on date NOT NULL,
  at timestamp with time zone NOT NULL,
  texted boolean NOT NULL DEFAULT false
);
ALTER TABLE reminder ENABLE ROW LEVEL SECURITY;

CREATE TABLE responsible_person (
  id uuid NOT NULL DEFAULT uuidv7(),
  unit_id uuid NOT NULL,
  jurisdiction text NOT NULL,
  name text NOT NULL,
  duty text NOT NULL,
  phone text NOT NULL
);
ALTER TABLE responsible_person ENABLE ROW LEVEL SECURITY;

CREATE TABLE saved_view (
  id uuid NOT NULL DEFAULT uuidv7(),
  user_id text NOT NULL,
  name text NOT NULL,
  query jsonb NOT NULL
);
ALTER TABLE saved_view ENABLE ROW LEVEL SECURITY;

CREATE TABLE schema_step (
  number integer NOT NULL,
  name text NOT NULL,
  at timestamp with time zone NOT NULL DEFAULT now()
);
ALTER TABLE schema_step ENABLE ROW LEVEL SECURITY;

CREATE TABLE session_assurance (
  session_id text NOT NULL,
  user_id text NOT NULL,
  methods text[] NOT NULL,
  second_factor boolean NOT NULL,
  provider text NOT NULL,
  at timestamp with time zone NOT NULL,
  hours integer NOT NULL DEFAULT 8
);
ALTER TABLE session_assurance ENABLE ROW LEVEL SECURITY;

CREATE TABLE shared_record (
  id uuid NOT NULL DEFAULT uuidv7(),
  jurisdiction text NOT NULL,
  credit_code text NOT NULL,
  name text NOT NULL,
  address text NOT NULL,
  place_kind text,
  source text NOT NULL,
  as_of date NOT NULL
);
ALTER TABLE shared_record ENABLE ROW LEVEL SECURITY;

CREATE TABLE sign_in_guard (
  key text NOT NULL,
  wrong integer NOT NULL,
  last_at timestamp with time zone NOT NULL,
  locked_until timestamp with time zone
);
ALTER TABLE sign_in_guard ENABLE ROW LEVEL SECURITY;

CREATE TABLE simulation (
  id text NOT NULL,
  now_at timestamp with time zone NOT NULL,
  opened_at timestamp with time zone NOT NULL
);
ALTER TABLE simulation ENABLE ROW LEVEL SECURITY;

CREATE TABLE unit (
  id uuid NOT NULL DEFAULT uuidv7(),
  jurisdiction text NOT NULL,
  name text NOT NULL,
  credit_code text,
  place_kind text NOT NULL,
  place_class text NOT NULL,
  place_class_reason jsonb NOT NULL,
  address text NOT NULL,
  longitude double precision,
  latitude double precision,
  key_unit boolean NOT NULL DEFAULT false,
  city_secured boolean NOT NULL DEFAULT false,
  storage_days integer,
  camera_count integer NOT NULL DEFAULT 0,
  filing_state text NOT NULL DEFAULT 'unfiled'::text,
  filing_due_on date,
  filed_on date,
  organisation_id uuid,
  sources jsonb NOT NULL DEFAULT '{}'::jsonb,
  version integer NOT NULL DEFAULT 1,
  created_at timestamp with time zone NOT NULL DEFAULT now(),
  updated_at timestamp with time zone NOT NULL DEFAULT now(),
  place_class_by text,
  counter_terror_key_target boolean NOT NULL DEFAULT false
);
ALTER TABLE unit ENABLE ROW LEVEL SECURITY;

CREATE TABLE unit_count (
  id bigint NOT NULL GENERATED BY IDENTITY,
  jurisdiction text NOT NULL,
  place_kind text NOT NULL,
  place_class text NOT NULL,
  filing_state text NOT NULL,
  key_unit boolean NOT NULL,
  units bigint NOT NULL,
  cameras bigint NOT NULL
);
ALTER TABLE unit_count ENABLE ROW LEVEL SECURITY;

CREATE TABLE unit_likeness (
  first_unit_id uuid NOT NULL,
  second_unit_id uuid NOT NULL,
  jurisdiction text NOT NULL,
  because text NOT NULL,
  likeness real NOT NULL
);
ALTER TABLE unit_likeness ENABLE ROW LEVEL SECURITY;

CREATE TABLE unit_move (
  id uuid NOT NULL DEFAULT uuidv7(),
  unit_id uuid NOT NULL,
  unit_name text NOT NULL,
  from_jurisdiction text NOT NULL,
  to_jurisdiction text NOT NULL,
  reason text NOT NULL,
  by text NOT NULL,
  at timestamp with time zone NOT NULL
);
ALTER TABLE unit_move ENABLE ROW LEVEL SECURITY;

CREATE TABLE unit_registration (
  id uuid NOT NULL DEFAULT uuidv7(),
  number text NOT NULL,
  jurisdiction text NOT NULL,
  name text NOT NULL,
  credit_code text NOT NULL,
  place_kind text NOT NULL,
  address text NOT NULL,
  contact text NOT NULL,
  phone text NOT NULL,
  email text NOT NULL,
  letter bytea NOT NULL,
  letter_type text NOT NULL,
  state text NOT NULL DEFAULT 'received'::text,
  reason text,
  decided_by text,
  decided_at timestamp with time zone,
  unit_id uuid,
  created_at timestamp with time zone NOT NULL
);
ALTER TABLE unit_registration ENABLE ROW LEVEL SECURITY;

CREATE TABLE unit_reminder (
  id uuid NOT NULL DEFAULT uuidv7(),
  unit_id uuid NOT NULL,
  jurisdiction text NOT NULL,
  at timestamp with time zone NOT NULL,
  by text NOT NULL,
  about text NOT NULL,
  ways text[] NOT NULL,
  text text NOT NULL
);
ALTER TABLE unit_reminder ENABLE ROW LEVEL SECURITY;

CREATE TABLE video_system (
  id uuid NOT NULL DEFAULT uuidv7(),
  unit_id uuid NOT NULL,
  jurisdiction text NOT NULL,
  name text NOT NULL,
  acceptance_passed_on date,
  put_into_use_on date,
  storage_days integer
);
ALTER TABLE video_system ENABLE ROW LEVEL SECURITY;

-- views

-- constraints

ALTER TABLE account_reset ADD CONSTRAINT account_reset_check CHECK ((asked_by <> user_id));

ALTER TABLE account_reset ADD CONSTRAINT account_reset_check1 CHECK (((NOT COALESCE(approved, false)) OR ((decided_by <> asked_by) AND (decided_by <> user_id))));

ALTER TABLE account_reset ADD CONSTRAINT account_reset_pkey PRIMARY KEY (id);

ALTER TABLE account_reset ADD CONSTRAINT account_reset_what_check CHECK ((what = ANY (ARRAY['password'::text, 'second-factor'::text])));

ALTER TABLE camera ADD CONSTRAINT camera_pkey PRIMARY KEY (id);

ALTER TABLE camera_report ADD CONSTRAINT camera_report_pkey PRIMARY KEY (id);

ALTER TABLE camera_report ADD CONSTRAINT camera_report_thing_id_fkey FOREIGN KEY (thing_id) REFERENCES process_instance(id);

ALTER TABLE camera_report_photo ADD CONSTRAINT camera_report_photo_pkey PRIMARY KEY (id);

ALTER TABLE camera_report_photo ADD CONSTRAINT camera_report_photo_report_id_fkey FOREIGN KEY (report_id) REFERENCES camera_report(id);

ALTER TABLE document_counter ADD CONSTRAINT document_counter_pkey PRIMARY KEY (jurisdiction, kind, year);

ALTER TABLE enrolment_code ADD CONSTRAINT enrolment_code_pkey PRIMARY KEY (hash);

ALTER TABLE enrolment_code ADD CONSTRAINT enrolment_code_recorder_id_fkey FOREIGN KEY (recorder_id) REFERENCES recorder(id);

ALTER TABLE enrolment_code ADD CONSTRAINT enrolment_code_unit_id_fkey FOREIGN KEY (unit_id) REFERENCES unit(id);

ALTER TABLE filing ADD CONSTRAINT filing_pkey PRIMARY KEY (id);

ALTER TABLE filing_action ADD CONSTRAINT filing_action_filing_id_filing_id_fk FOREIGN KEY (filing_id) REFERENCES filing(id);

ALTER TABLE filing_action ADD CONSTRAINT filing_action_pkey PRIMARY KEY (id);

ALTER TABLE filing_attachment ADD CONSTRAINT filing_attachment_filing_id_fkey FOREIGN KEY (filing_id) REFERENCES filing(id);

ALTER TABLE filing_attachment ADD CONSTRAINT filing_attachment_kind_check CHECK ((kind = ANY (ARRAY['seal-letter'::text, 'photo'::text, 'other'::text])));

ALTER TABLE filing_attachment ADD CONSTRAINT filing_attachment_pkey PRIMARY KEY (id);

ALTER TABLE footage_bundle ADD CONSTRAINT footage_bundle_pkey PRIMARY KEY (thing_id);

ALTER TABLE footage_bundle ADD CONSTRAINT footage_bundle_thing_id_fkey FOREIGN KEY (thing_id) REFERENCES process_instance(id);

ALTER TABLE footage_bundle_part ADD CONSTRAINT footage_bundle_part_pkey PRIMARY KEY (thing_id, byte_offset);

ALTER TABLE footage_bundle_part ADD CONSTRAINT footage_bundle_part_thing_id_fkey FOREIGN KEY (thing_id) REFERENCES footage_bundle(thing_id) ON DELETE CASCADE;

ALTER TABLE footage_request ADD CONSTRAINT footage_request_pkey PRIMARY KEY (id);

ALTER TABLE footage_request ADD CONSTRAINT footage_request_thing_id_fkey FOREIGN KEY (thing_id) REFERENCES process_instance(id);

ALTER TABLE import_batch ADD CONSTRAINT import_batch_pkey PRIMARY KEY (id);

ALTER TABLE inspection_draw ADD CONSTRAINT inspection_draw_check CHECK (((record IS NULL) = (drawn_at IS NULL)));

ALTER TABLE inspection_draw ADD CONSTRAINT inspection_draw_pkey PRIMARY KEY (id);

ALTER TABLE inspection_plan ADD CONSTRAINT inspection_plan_pkey PRIMARY KEY (jurisdiction, year);

ALTER TABLE inspection_plan ADD CONSTRAINT inspection_plan_visits_check CHECK ((visits > 0));

ALTER TABLE invitation ADD CONSTRAINT invitation_organisation_id_organisation_id_fk FOREIGN KEY (organisation_id) REFERENCES organisation(id);

ALTER TABLE invitation ADD CONSTRAINT invitation_pkey PRIMARY KEY (id);

ALTER TABLE letter ADD CONSTRAINT letter_audience_check CHECK ((audience = ANY (ARRAY['official'::text, 'unit'::text])));

ALTER TABLE letter ADD CONSTRAINT letter_pkey PRIMARY KEY (id);

ALTER TABLE letter ADD CONSTRAINT letter_way_check CHECK ((way = ANY (ARRAY['letter'::text, 'sms'::text])));

ALTER TABLE log_checkpoint ADD CONSTRAINT log_checkpoint_pkey PRIMARY KEY (size);

ALTER TABLE log_entry ADD CONSTRAINT log_entry_pkey PRIMARY KEY (index);

ALTER TABLE member ADD CONSTRAINT member_organisation_id_organisation_id_fk FOREIGN KEY (organisation_id) REFERENCES organisation(id);

ALTER TABLE member ADD CONSTRAINT member_pkey PRIMARY KEY (user_id);

ALTER TABLE merged_unit ADD CONSTRAINT merged_unit_into_unit_id_fkey FOREIGN KEY (into_unit_id) REFERENCES unit(id);

ALTER TABLE merged_unit ADD CONSTRAINT merged_unit_pkey PRIMARY KEY (id);

ALTER TABLE not_duplicate ADD CONSTRAINT not_duplicate_pkey PRIMARY KEY (id);

ALTER TABLE notification ADD CONSTRAINT notification_pkey PRIMARY KEY (id);

ALTER TABLE one_time_password ADD CONSTRAINT one_time_password_pkey PRIMARY KEY (user_id);

ALTER TABLE organ_key ADD CONSTRAINT organ_key_pkey PRIMARY KEY (id);

ALTER TABLE organisation ADD CONSTRAINT organisation_pkey PRIMARY KEY (id);

ALTER TABLE process_clock ADD CONSTRAINT process_clock_instance_id_fkey FOREIGN KEY (instance_id) REFERENCES process_instance(id);

ALTER TABLE process_clock ADD CONSTRAINT process_clock_pkey PRIMARY KEY (instance_id, clock, run);

ALTER TABLE process_document ADD CONSTRAINT process_document_instance_id_fkey FOREIGN KEY (instance_id) REFERENCES process_instance(id);

ALTER TABLE process_document ADD CONSTRAINT process_document_pkey PRIMARY KEY (id);

ALTER TABLE process_document ADD CONSTRAINT process_document_verification_code_key UNIQUE (verification_code);

ALTER TABLE process_evidence ADD CONSTRAINT process_evidence_instance_id_fkey FOREIGN KEY (instance_id) REFERENCES process_instance(id);

ALTER TABLE process_evidence ADD CONSTRAINT process_evidence_pkey PRIMARY KEY (id);

ALTER TABLE process_instance ADD CONSTRAINT process_instance_pkey PRIMARY KEY (id);

ALTER TABLE process_instance ADD CONSTRAINT process_instance_unit_id_fkey FOREIGN KEY (unit_id) REFERENCES unit(id);

ALTER TABLE process_person ADD CONSTRAINT process_person_instance_id_fkey FOREIGN KEY (instance_id) REFERENCES process_instance(id);

ALTER TABLE process_person ADD CONSTRAINT process_person_pkey PRIMARY KEY (instance_id, duty, user_id, since_seq);

ALTER TABLE process_request ADD CONSTRAINT process_request_instance_id_fkey FOREIGN KEY (instance_id) REFERENCES process_instance(id);

ALTER TABLE process_request ADD CONSTRAINT process_request_pkey PRIMARY KEY (request_id, user_id);

ALTER TABLE process_row ADD CONSTRAINT process_row_pkey PRIMARY KEY (process, action, from_state);

ALTER TABLE process_step ADD CONSTRAINT process_step_instance_id_fkey FOREIGN KEY (instance_id) REFERENCES process_instance(id);

ALTER TABLE process_step ADD CONSTRAINT process_step_pkey PRIMARY KEY (instance_id, seq);

ALTER TABLE rate_window ADD CONSTRAINT rate_window_pkey PRIMARY KEY (key);

ALTER TABLE recorder ADD CONSTRAINT recorder_origin_key UNIQUE (origin);

ALTER TABLE recorder ADD CONSTRAINT recorder_pkey PRIMARY KEY (id);

ALTER TABLE recorder ADD CONSTRAINT recorder_unit_id_fkey FOREIGN KEY (unit_id) REFERENCES unit(id);

ALTER TABLE recorder_challenge ADD CONSTRAINT recorder_challenge_pkey PRIMARY KEY (id);

ALTER TABLE recorder_challenge ADD CONSTRAINT recorder_challenge_recorder_id_fkey FOREIGN KEY (recorder_id) REFERENCES recorder(id);

ALTER TABLE recorder_challenge ADD CONSTRAINT recorder_challenge_state_check CHECK ((state = ANY (ARRAY['ordered'::text, 'open'::text, 'answered'::text, 'contained'::text])));

ALTER TABLE recorder_challenge ADD CONSTRAINT recorder_challenge_thing_id_fkey FOREIGN KEY (thing_id) REFERENCES process_instance(id);

ALTER TABLE recorder_errand ADD CONSTRAINT recorder_errand_pkey PRIMARY KEY (thing_id, recorder_id);

ALTER TABLE recorder_errand ADD CONSTRAINT recorder_errand_recorder_id_fkey FOREIGN KEY (recorder_id) REFERENCES recorder(id);

ALTER TABLE recorder_errand ADD CONSTRAINT recorder_errand_thing_id_fkey FOREIGN KEY (thing_id) REFERENCES process_instance(id);

ALTER TABLE recorder_finding ADD CONSTRAINT recorder_finding_pkey PRIMARY KEY (id);

ALTER TABLE recorder_finding ADD CONSTRAINT recorder_finding_recorder_id_fkey FOREIGN KEY (recorder_id) REFERENCES recorder(id);

ALTER TABLE recorder_finding ADD CONSTRAINT recorder_finding_recorder_id_kind_noticed_by_key UNIQUE (recorder_id, kind, noticed_by);

ALTER TABLE recorder_finding ADD CONSTRAINT recorder_finding_weight_check CHECK ((weight = ANY (ARRAY['finding'::text, 'contained'::text])));

ALTER TABLE recorder_report ADD CONSTRAINT recorder_report_pkey PRIMARY KEY (recorder_id, sequence);

ALTER TABLE recorder_report ADD CONSTRAINT recorder_report_recorder_id_fkey FOREIGN KEY (recorder_id) REFERENCES recorder(id);

ALTER TABLE reminder ADD CONSTRAINT reminder_once PRIMARY KEY (subject, kind, due_on);

ALTER TABLE responsible_person ADD CONSTRAINT responsible_person_pkey PRIMARY KEY (id);

ALTER TABLE responsible_person ADD CONSTRAINT responsible_person_unit_id_unit_id_fk FOREIGN KEY (unit_id) REFERENCES unit(id);

ALTER TABLE saved_view ADD CONSTRAINT saved_view_pkey PRIMARY KEY (id);

ALTER TABLE schema_step ADD CONSTRAINT schema_step_pkey PRIMARY KEY (number);

ALTER TABLE session_assurance ADD CONSTRAINT session_assurance_pkey PRIMARY KEY (session_id);

ALTER TABLE shared_record ADD CONSTRAINT shared_record_pkey PRIMARY KEY (id);

ALTER TABLE sign_in_guard ADD CONSTRAINT sign_in_guard_pkey PRIMARY KEY (key);

ALTER TABLE simulation ADD CONSTRAINT simulation_pkey PRIMARY KEY (id);

ALTER TABLE unit ADD CONSTRAINT unit_pkey PRIMARY KEY (id);

ALTER TABLE unit_count ADD CONSTRAINT unit_count_pkey PRIMARY KEY (id);

ALTER TABLE unit_likeness ADD CONSTRAINT unit_likeness_because_check CHECK ((because = ANY (ARRAY['credit-code'::text, 'name-and-address'::text, 'similar'::text])));

ALTER TABLE unit_likeness ADD CONSTRAINT unit_likeness_first_unit_id_fkey FOREIGN KEY (first_unit_id) REFERENCES unit(id) ON DELETE CASCADE;

ALTER TABLE unit_likeness ADD CONSTRAINT unit_likeness_pkey PRIMARY KEY (first_unit_id, second_unit_id);

ALTER TABLE unit_likeness ADD CONSTRAINT unit_likeness_second_unit_id_fkey FOREIGN KEY (second_unit_id) REFERENCES unit(id) ON DELETE CASCADE;

ALTER TABLE unit_move ADD CONSTRAINT unit_move_pkey PRIMARY KEY (id);

ALTER TABLE unit_registration ADD CONSTRAINT unit_registration_number_key UNIQUE (number);

ALTER TABLE unit_registration ADD CONSTRAINT unit_registration_pkey PRIMARY KEY (id);

ALTER TABLE unit_registration ADD CONSTRAINT unit_registration_state_check CHECK ((state = ANY (ARRAY['received'::text, 'accepted'::text, 'refused'::text])));

ALTER TABLE unit_registration ADD CONSTRAINT unit_registration_unit_id_fkey FOREIGN KEY (unit_id) REFERENCES unit(id);

ALTER TABLE unit_reminder ADD CONSTRAINT unit_reminder_about_check CHECK ((about = ANY (ARRAY['invitation'::text, 'returned'::text, 'overdue'::text, 'due'::text])));

ALTER TABLE unit_reminder ADD CONSTRAINT unit_reminder_pkey PRIMARY KEY (id);

ALTER TABLE video_system ADD CONSTRAINT video_system_pkey PRIMARY KEY (id);

ALTER TABLE video_system ADD CONSTRAINT video_system_unit_id_unit_id_fk FOREIGN KEY (unit_id) REFERENCES unit(id);

-- indexes

CREATE UNIQUE INDEX account_reset_open ON public.account_reset USING btree (user_id, what) WHERE (decided_at IS NULL);

CREATE INDEX audit_record_time ON ONLY public.audit_record USING btree (jurisdiction, at);

CREATE INDEX audit_record_user ON ONLY public.audit_record USING btree (user_id, at);

CREATE INDEX camera_serial ON public.camera USING btree (serial_number) WHERE (serial_number IS NOT NULL);

CREATE UNIQUE INDEX camera_unit_code ON public.camera USING btree (unit_id, code);

CREATE UNIQUE INDEX camera_report_number ON public.camera_report USING btree (number);

CREATE INDEX camera_report_place ON public.camera_report USING btree (jurisdiction, created_at);

CREATE INDEX camera_report_photo_of ON public.camera_report_photo USING btree (report_id);

CREATE INDEX field_history_unit ON ONLY public.field_history USING btree (unit_id, changed_at);

CREATE INDEX filing_holder ON public.filing USING btree (holder) WHERE (holder IS NOT NULL);

CREATE INDEX filing_jurisdiction ON public.filing USING btree (jurisdiction);

CREATE UNIQUE INDEX filing_one_open ON public.filing USING btree (unit_id) WHERE (status = ANY (ARRAY['draft'::text, 'submitted'::text, 'accepted'::text, 'returned'::text]));

CREATE INDEX filing_organisation ON public.filing USING btree (organisation_id);

CREATE INDEX filing_queue ON public.filing USING btree (status, jurisdiction, submitted_at);

CREATE UNIQUE INDEX filing_receipt_number ON public.filing USING btree (receipt_number);

CREATE INDEX filing_unit ON public.filing USING btree (unit_id, created_at);

CREATE UNIQUE INDEX filing_verification_code ON public.filing USING btree (verification_code);

CREATE INDEX filing_action_filing ON public.filing_action USING btree (filing_id, at);

CREATE INDEX filing_attachment_of ON public.filing_attachment USING btree (filing_id, at);

CREATE UNIQUE INDEX footage_request_number ON public.footage_request USING btree (number);

CREATE INDEX footage_request_place ON public.footage_request USING btree (jurisdiction, created_at);

CREATE INDEX inspection_draw_place ON public.inspection_draw USING btree (jurisdiction, year, frozen_at);

CREATE INDEX invitation_jurisdiction ON public.invitation USING btree (jurisdiction);

CREATE INDEX invitation_organisation ON public.invitation USING btree (organisation_id);

CREATE UNIQUE INDEX invitation_token ON public.invitation USING btree (token_hash);

CREATE INDEX letter_due ON public.letter USING btree (next_attempt_at) WHERE (sent_at IS NULL);

CREATE INDEX letter_queue ON public.letter USING btree (sent_at, next_attempt_at);

CREATE UNIQUE INDEX log_entry_audit ON public.log_entry USING btree (audit_id);

CREATE INDEX member_jurisdiction ON public.member USING btree (jurisdiction);

CREATE INDEX member_organisation ON public.member USING btree (organisation_id);

CREATE INDEX merged_unit_into ON public.merged_unit USING btree (into_unit_id);

CREATE UNIQUE INDEX not_duplicate_pair ON public.not_duplicate USING btree (first_unit_id, second_unit_id);

CREATE INDEX notification_user ON public.notification USING btree (user_id, created_at);

CREATE INDEX organisation_jurisdiction ON public.organisation USING btree (jurisdiction);

CREATE INDEX process_clock_due ON public.process_clock USING btree (due_on) WHERE ((ended_on IS NULL) AND (paused_since IS NULL));

CREATE INDEX process_document_of ON public.process_document USING btree (instance_id, seq);

CREATE INDEX process_evidence_of ON public.process_evidence USING btree (instance_id);

CREATE INDEX process_instance_origin ON public.process_instance USING btree (origin_id);

CREATE INDEX process_instance_party ON public.process_instance USING btree (organisation_id, process);

CREATE INDEX process_instance_party_name ON public.process_instance USING btree (party_name, process) WHERE (party_name IS NOT NULL);

CREATE INDEX process_instance_place ON public.process_instance USING btree (jurisdiction, process, updated_at);

CREATE INDEX process_instance_queue ON public.process_instance USING btree (process, state, jurisdiction, updated_at);

CREATE INDEX process_instance_unit ON public.process_instance USING btree (unit_id, process);

CREATE UNIQUE INDEX receipt_counter_key ON public.receipt_counter USING btree (jurisdiction, year);

CREATE INDEX recorder_reported ON public.recorder USING btree (reported_at) WHERE (revoked_at IS NULL);

CREATE INDEX recorder_unit ON public.recorder USING btree (unit_id);

CREATE INDEX recorder_challenge_silent ON public.recorder_challenge USING btree (ordered_at) WHERE (state = ANY (ARRAY['ordered'::text, 'open'::text]));

CREATE INDEX recorder_challenge_thing ON public.recorder_challenge USING btree (thing_id) WHERE (thing_id IS NOT NULL);

CREATE INDEX recorder_challenge_waiting ON public.recorder_challenge USING btree (recorder_id) WHERE (state = ANY (ARRAY['ordered'::text, 'open'::text]));

CREATE INDEX recorder_errand_wanted ON public.recorder_errand USING btree (recorder_id) WHERE wanted;

CREATE INDEX recorder_report_size ON public.recorder_report USING btree (recorder_id, size);

CREATE INDEX responsible_person_unit ON public.responsible_person USING btree (unit_id);

CREATE UNIQUE INDEX saved_view_name ON public.saved_view USING btree (user_id, name);

CREATE UNIQUE INDEX shared_record_code ON public.shared_record USING btree (credit_code, jurisdiction);

CREATE INDEX unit_address_folded ON public.unit USING btree ("left"(jurisdiction, 6), md5(mj_fold(address)));

CREATE INDEX unit_cameras ON public.unit USING btree (camera_count, id);

CREATE INDEX unit_class ON public.unit USING btree (place_class, jurisdiction, id);

CREATE INDEX unit_counter_terror ON public.unit USING btree (jurisdiction, id) WHERE counter_terror_key_target;

CREATE INDEX unit_credit_code ON public.unit USING btree (credit_code);

CREATE INDEX unit_due ON public.unit USING btree (filing_due_on, id) WHERE (filing_state = ANY (ARRAY['unfiled'::text, 'returned'::text]));

CREATE INDEX unit_grams ON public.unit USING gin (mj_grams(mj_unit_text(name, credit_code, address, place_kind))) WITH (fastupdate=off);

CREATE INDEX unit_jurisdiction ON public.unit USING btree (jurisdiction, id);

CREATE INDEX unit_key ON public.unit USING btree (jurisdiction, id) WHERE key_unit;

CREATE INDEX unit_kind ON public.unit USING btree (place_kind, jurisdiction, id);

CREATE INDEX unit_map ON public.unit USING btree (longitude, latitude);

CREATE INDEX unit_name ON public.unit USING btree (name, id);

CREATE INDEX unit_name_folded ON public.unit USING btree ("left"(jurisdiction, 6), md5(mj_fold(name)));

CREATE INDEX unit_organisation ON public.unit USING btree (organisation_id);

CREATE INDEX unit_state ON public.unit USING btree (filing_state, jurisdiction, id);

CREATE INDEX unit_storage ON public.unit USING btree (storage_days, jurisdiction, id);

CREATE INDEX unit_updated ON public.unit USING btree (updated_at, id);

CREATE INDEX unit_count_jurisdiction ON public.unit_count USING btree (jurisdiction);

CREATE INDEX unit_likeness_place ON public.unit_likeness USING btree (jurisdiction, likeness DESC);

CREATE INDEX unit_likeness_second ON public.unit_likeness USING btree (second_unit_id);

CREATE INDEX unit_move_from ON public.unit_move USING btree (from_jurisdiction, at DESC);

CREATE INDEX unit_move_of ON public.unit_move USING btree (unit_id, at DESC);

CREATE INDEX unit_move_to ON public.unit_move USING btree (to_jurisdiction, at DESC);

CREATE INDEX unit_registration_place ON public.unit_registration USING btree (jurisdiction, created_at);

CREATE INDEX unit_reminder_of ON public.unit_reminder USING btree (unit_id, at DESC);

CREATE INDEX video_system_unit ON public.video_system USING btree (unit_id);

-- functions

CREATE OR REPLACE FUNCTION public.mj_carry_national_receipt(of_filing uuid, number text)
 RETURNS boolean
 LANGUAGE sql
 SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
  WITH carried AS (
    UPDATE filing SET national_receipt_number = number, version = version + 1
     WHERE id = of_filing AND status = 'verified'
       AND organisation_id = nullif(current_setting('mj.org', true), '')::uuid RETURNING 1
  ) SELECT EXISTS (SELECT 1 FROM carried)
$function$
;

CREATE OR REPLACE FUNCTION public.mj_compact_counts()
 RETURNS void
 LANGUAGE sql
AS $function$
  WITH gone AS (DELETE FROM unit_count RETURNING *)
  INSERT INTO unit_count (jurisdiction, place_kind, place_class, filing_state, key_unit, units, cameras)
    SELECT jurisdiction, place_kind, place_class, filing_state, key_unit, sum(units), sum(cameras)
      FROM gone GROUP BY 1, 2, 3, 4, 5 HAVING sum(units) <> 0
$function$
;

CREATE OR REPLACE FUNCTION public.mj_compare_units(ids uuid[])
 RETURNS void
 LANGUAGE sql
 SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
  DELETE FROM unit_likeness l USING unnest(ids) AS i(id) WHERE l.first_unit_id = i.id;
  DELETE FROM unit_likeness l USING unnest(ids) AS i(id) WHERE l.second_unit_id = i.id;
  INSERT INTO unit_likeness (first_unit_id, second_unit_id, jurisdiction, because, likeness)
    SELECT DISTINCT ON (least(a, b), greatest(a, b)) least(a, b), greatest(a, b), place, because, likeness FROM (
      SELECT n.id AS a, o.id AS b, n.jurisdiction AS place, 'credit-code' AS because, 1::real AS likeness
        FROM unnest(ids) AS i(id) JOIN unit n ON n.id = i.id JOIN unit o ON o.credit_code = n.credit_code AND o.id <> n.id
         AND left(o.jurisdiction, 6) = left(n.jurisdiction, 6)
      UNION ALL
      SELECT n.id, o.id, n.jurisdiction, CASE WHEN l.of_address = 1 THEN 'name-and-address' ELSE 'similar' END, l.of_address
        FROM unnest(ids) AS i(id) JOIN unit n ON n.id = i.id JOIN unit o ON left(o.jurisdiction, 6) = left(n.jurisdiction, 6)
         AND md5(mj_fold(o.name)) = md5(mj_fold(n.name)) AND o.id <> n.id,
        LATERAL (SELECT mj_likeness(mj_fold(n.address), mj_fold(o.address)) AS of_address) AS l
       WHERE l.of_address >= 0.5
      UNION ALL
      SELECT n.id, o.id, n.jurisdiction, 'similar', l.of_name
        FROM unnest(ids) AS i(id) JOIN unit n ON n.id = i.id JOIN unit o ON left(o.jurisdiction, 6) = left(n.jurisdiction, 6)
         AND md5(mj_fold(o.address)) = md5(mj_fold(n.address)) AND o.id <> n.id,
        LATERAL (SELECT mj_likeness(mj_fold(n.name), mj_fold(o.name)) AS of_name) AS l
       WHERE l.of_name >= 0.6 AND l.of_name < 1
    ) AS pairs ORDER BY least(a, b), greatest(a, b), likeness DESC, because
    ON CONFLICT DO NOTHING
$function$
;

CREATE OR REPLACE FUNCTION public.mj_count_units()
 RETURNS trigger
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
BEGIN
  IF TG_OP IN ('UPDATE', 'DELETE') THEN
    INSERT INTO unit_count (jurisdiction, place_kind, place_class, filing_state, key_unit, units, cameras)
      SELECT jurisdiction, place_kind, place_class, filing_state, key_unit, -count(*), -sum(camera_count)
        FROM gone GROUP BY 1, 2, 3, 4, 5;
  END IF;
  IF TG_OP IN ('UPDATE', 'INSERT') THEN
    INSERT INTO unit_count (jurisdiction, place_kind, place_class, filing_state, key_unit, units, cameras)
      SELECT jurisdiction, place_kind, place_class, filing_state, key_unit, count(*), sum(camera_count)
        FROM come GROUP BY 1, 2, 3, 4, 5;
  END IF;
  RETURN NULL;
END $function$
;

CREATE OR REPLACE FUNCTION public.mj_draw_once()
 RETURNS trigger
 LANGUAGE plpgsql
 SET search_path TO 'public', 'pg_temp'
AS $function$
BEGIN
  IF OLD.record IS NOT NULL OR NEW.record IS NULL
     OR (to_jsonb(NEW) - 'record' - 'drawn_at') <> (to_jsonb(OLD) - 'record' - 'drawn_at') THEN
    RAISE EXCEPTION 'draw: % is frozen', OLD.id;
  END IF;
  RETURN NEW;
END $function$
;

CREATE OR REPLACE FUNCTION public.mj_draw_seed(draw uuid)
 RETURNS TABLE(act jsonb, index bigint, size bigint, note text)
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
  SELECT to_jsonb(a), l.index, c.size, c.note
    FROM audit_record a JOIN log_entry l ON l.audit_id = a.id
    JOIN LATERAL (SELECT * FROM log_checkpoint WHERE log_checkpoint.size > l.index ORDER BY log_checkpoint.size LIMIT 1) c ON true
   WHERE a.action = 'POST /api/draws' AND a.outcome = 'done' AND a.detail ->> 'draw' = draw::text
     AND a.at = (SELECT d.frozen_at FROM inspection_draw d WHERE d.id = draw)
$function$
;

CREATE OR REPLACE FUNCTION public.mj_ensure_partitions(from_year integer, to_year integer)
 RETURNS void
 LANGUAGE plpgsql
AS $function$
DECLARE
  parent text;
  y int;
BEGIN
  FOREACH parent IN ARRAY ARRAY['field_history', 'audit_record'] LOOP
    EXECUTE format('CREATE TABLE IF NOT EXISTS %I PARTITION OF %I DEFAULT', parent || '_rest', parent);
    FOR y IN from_year..to_year LOOP
      EXECUTE format('CREATE TABLE IF NOT EXISTS %I PARTITION OF %I FOR VALUES FROM (%L) TO (%L)',
        parent || '_' || y, parent, make_date(y, 1, 1)::text || ' 00:00:00+00', make_date(y + 1, 1, 1)::text || ' 00:00:00+00');
    END LOOP;
  END LOOP;
END $function$
;

CREATE OR REPLACE FUNCTION public.mj_filing_changes_unit()
 RETURNS trigger
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
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
END $function$
;

CREATE OR REPLACE FUNCTION public.mj_filing_follows_process()
 RETURNS trigger
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
BEGIN
  IF NEW.status <> OLD.status AND NOT EXISTS (SELECT 1 FROM process_instance i WHERE i.id = NEW.id AND i.state = NEW.status) THEN
    RAISE EXCEPTION 'filing: % became % without a step', NEW.id, NEW.status;
  END IF;
  RETURN NEW;
END $function$
;

CREATE OR REPLACE FUNCTION public.mj_filing_is_process()
 RETURNS trigger
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
BEGIN
  INSERT INTO process_instance (id, process, state, version, jurisdiction, organisation_id, shown_to_party, unit_id, title,
      data, opened_by, opened_at, updated_at)
    VALUES (NEW.id, 'filing', NEW.status, 0, NEW.jurisdiction, NEW.organisation_id, true, NEW.unit_id,
      coalesce((SELECT name FROM unit WHERE id = NEW.unit_id), '') || '备案', '{}', coalesce(current_setting('mj.user', true), ''),
      NEW.created_at, NEW.updated_at);
  RETURN NULL;
END $function$
;

CREATE OR REPLACE FUNCTION public.mj_find_invitation(hash text, now timestamp with time zone)
 RETURNS TABLE(id uuid, email text, display_name text, role text, organisation_name text)
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
  SELECT i.id, i.email, i.display_name, i.role, o.name FROM invitation i JOIN organisation o ON o.id = i.organisation_id
   WHERE i.token_hash = hash AND i.accepted_at IS NULL AND i.revoked_at IS NULL AND i.expires_at > now
$function$
;

CREATE OR REPLACE FUNCTION public.mj_find_units(words text[], most integer, wanted jsonb)
 RETURNS SETOF uuid
 LANGUAGE plpgsql
 STABLE SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
 SET enable_seqscan TO 'off'
 SET jit TO 'off'
AS $function$
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
  IF wanted ? 'counterTerrorKeyTarget' THEN
    conditions := conditions || format(' AND u.counter_terror_key_target = %L', wanted ->> 'counterTerrorKeyTarget');
  END IF;
  IF wanted ? 'storageBelow' THEN conditions := conditions || format(' AND u.storage_days < %L', wanted ->> 'storageBelow'); END IF;
  IF jsonb_typeof(wanted -> 'floors') = 'array' THEN
    conditions := conditions || format(
      ' AND EXISTS (SELECT 1 FROM jsonb_to_recordset(%L::jsonb) AS f(kind text, class text, "key" boolean, target boolean, days int, counties jsonb)'
      || ' WHERE u.storage_days < f.days AND u.place_kind = f.kind AND u.place_class = f.class AND u.key_unit = f."key" AND u.counter_terror_key_target = f.target'
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
END $function$
;

CREATE OR REPLACE FUNCTION public.mj_fold(t text)
 RETURNS text
 LANGUAGE sql
 IMMUTABLE PARALLEL SAFE STRICT
AS $function$
  SELECT CASE WHEN plain ~ '[㑯㑳㑶㓨㘚㜄㜏㠏㥮㩜㩳㩵䁻䃮䊷䋙䋚䋹䋻䍦䎱䙡䜀䝼䥇䥑䥱䦛䦟䯀䰾䱷䱽䲁䲘䴉丟並乾亂亙亞佇佈佔併來侖侶侷俁係俔俠俥俬倀倆倈倉個們倖倫倲偉偑側偵偽傌傑傖傘備傢傭傯傳傴債傷傾僂僅僉僑僕僞僥僨僱價儀儁儂億儈儉儎儐儔儕儘償優儲儷儸儺儻儼兇兌兒兗內兩冊冑冪凈凍凜凱別刪剄則剋剎剗剛剝剮剴創剷劃劄劇劉劊劌劍劏劑劚勁動務勛勝勞勢勩勱勳勵勸勻匭匯匱區協卹卻卽厙厠厤厭厲厴參叄叢吒吳吶呂咼員唄唸問啓啞啟啢喎喚喪喫喬單喲嗆嗇嗊嗎嗚嗩嗶嘆嘍嘓嘔嘖嘗嘜嘩嘮嘯嘰嘵嘸嘽噁噓噚噝噠噥噦噯噲噴噸噹嚀嚇嚌嚐嚕嚙嚥嚦嚨嚮嚲嚳嚴嚶囀囁囂囅囈囉囌囑囪圇國圍園圓圖團垻埡埰執堅堊堖堝堯報場塊塋塏塒塗塚塢塤塵塹墊墜墮墰墳墶墻墾壇壋壎壓壘壙壚壜壞壟壠壢壩壪壯壺壼壽夠夢夥夾奐奧奩奪奬奮奼妝姍姦娛婁婦婭媧媯媰媼媽嫋嫗嫵嫺嫻嫿嬀嬃嬈嬋嬌嬙嬡嬤嬪嬰嬸孃孋孌孫學孿宮寀寢實寧審寫寬寵寶將專尋對導尷屆屍屓屜屢層屨屬岡峯峴島峽崍崑崗崙崢崬嵐嵗嵾嶁嶄嶇嶔嶗嶠嶢嶧嶨嶮嶸嶺嶼嶽巋巒巔巖巰巹帥師帳帶幀幃幓幗幘幟幣幫幬幷幹幾庫廁廂廄廈廎廕廚廝廟廠廡廢廣廩廬廳弒弔弳張強彆彈彌彎彔彙彠彥彫彲彿後徑從徠復徵徹恆恥悅悞悵悶悽惡惱惲惻愛愜愨愴愷愾慄態慍慘慚慟慣慤慪慫慮慳慶慺慼慾憂憊憐憑憒憖憚憤憫憮憲憶懇應懌懍懞懟懣懤懨懲懶懷懸懺懼懾戀戇戔戧戩戰戱戲戶扞拋拚挩挱挾捨捫捱捲掃掄掆掗掙掛採揀揚換揮揯損搖搗搧搵搶摑摜摟摯摳摶摺摻撈撏撐撓撝撟撣撥撫撲撳撻撾撿擁擄擇擊擋擓擔據擠擡擣擬擯擰擱擲擴擷擺擻擼擽擾攄攆攏攔攖攙攛攜攝攢攣攤攪攬敎敓敗敘敵數斂斃斆斕斬斷於旂旣昇時晉晝暈暉暘暢暫曄曆曇曉曏曖曠曨曬書會朧朮東枴柵柺査桿梔梘條梟梲棄棊棖棗棟棡棧棲棶椏椲楊楓楨業極榘榦榪榮榲榿構槍槓槤槧槨槮槳槶槼樁樂樅樑樓標樞樢樣樧樫樳樸樹樺樿橈橋機橢橫檁檉檔檜檟檢檣檮檯檳檸檻櫃櫓櫚櫛櫝櫞櫟櫥櫧櫨櫪櫫櫬櫱櫳櫸櫻欄欅權欏欒欖欞欽歎歐歟歡歲歷歸歿殘殞殤殨殫殭殮殯殰殲殺殻殼毀毆毿氂氈氌氣氫氬氳氾汎汙決沒沖況泝洩洶浹涇涗涼淒淚淥淨淩淪淵淶淺渙減渢渦測渾湊湞湧湯溈準溝溫溮溳溼滄滅滌滎滙滬滯滲滷滸滻滾滿漁漊漚漢漣漬漲漵漸漿潁潑潔潙潚潛潤潯潰潷潿澀澆澇澐澗澠澤澦澩澮澱澾濁濃濄濕濘濚濛濜濟濤濧濫濰濱濺濼濾瀂瀅瀆瀇瀉瀋瀏瀕瀘瀝瀟瀠瀦瀧瀨瀰瀲瀾灃灄灑灕灘灝灡灣灤灧灩災為烏烴無煉煒煙煢煥煩煬煱熅熒熗熱熲熾燁燈燉燒燙燜營燦燬燭燴燶燻燼燾爍爐爛爭爲爺爾牀牆牘牴牽犖犛犢犧狀狹狽猙猶猻獁獃獄獅獎獨獪獫獮獰獱獲獵獷獸獺獻獼玀現琱琺琿瑋瑒瑣瑤瑩瑪瑲璉璡璣璦璫璯環璵璸璽璿瓊瓏瓔瓚甌甕產産畝畢畫異畵當疇疊痙痠痾瘂瘋瘍瘓瘞瘡瘧瘮瘲瘺瘻療癆癇癉癒癘癟癡癢癤癥癧癩癬癭癮癰癱癲發皁皚皰皸皺盃盜盞盡監盤盧盪眞眥眾睏睜睞瞘瞜瞞瞶瞼矇矓矚矯硃硜硤硨硯碕碩碭碸確碼碽磑磚磠磣磧磯磽磾礄礎礙礦礪礫礬礱祕祿禍禎禕禡禦禪禮禰禱禿秈稅稈稏稜稟種稱穀穇穌積穎穠穡穢穩穫穭窩窪窮窯窵窶窺竄竅竇竈竊竪競筆筍筧筴箇箋箏箚節範築篋篔篠篤篩篳簀簍簑簞簡簣簫簹簽簾籃籌籔籙籛籜籟籠籤籩籪籬籮籲粵糉糝糞糧糰糲糴糶糹糾紀紂約紅紆紇紈紉紋納紐紓純紕紖紗紘紙級紛紜紝紡紬紮細紱紲紳紵紹紺紼紿絀終絃組絅絆絎結絕絛絝絞絡絢給絨絰統絲絳絶絹綁綃綆綈綉綌綏綐綑經綜綞綠綢綣綫綬維綯綰綱網綳綴綵綸綹綺綻綽綾綿緄緇緊緋緑緒緓緔緗緘緙線緝緞締緡緣緦編緩緬緯緱緲練緶緹緻緼縈縉縊縋縐縑縕縗縛縝縞縟縣縧縫縭縮縱縲縳縴縵縶縷縹總績繃繅繆繒織繕繚繞繡繢繩繪繫繭繮繯繰繳繸繹繼繽繾繿纇纈纊續纍纏纓纔纖纘纜缽罃罈罌罎罰罵罷羅羆羈羋羣羥羨義羶習翫翬翹翽耬耮聖聞聯聰聲聳聵聶職聹聽聾肅脅脈脛脣脩脫脹腎腖腡腦腫腳腸膃膕膚膞膠膩膽膾膿臉臍臏臘臚臟臠臢臥臨臺與興舉舊舖舘艙艤艦艫艱艷芻苧茲荊莊莖莢莧華菴菸萇萊萬萴萵葉葒葤葦葯葷蒐蒓蒔蒕蒞蒼蓀蓆蓋蓮蓯蓴蓽蔔蔘蔞蔣蔥蔦蔭蕁蕆蕎蕒蕓蕕蕘蕢蕩蕪蕭蕷薀薈薊薌薑薔薘薟薦薩薳薴薵薹薺藍藎藝藥藪藭藴藶藹藺蘀蘄蘆蘇蘊蘋蘚蘞蘢蘭蘺蘿虆處虛虜號虧虯蛺蛻蜆蝕蝟蝦蝨蝸螄螞螢螮螻螿蟄蟈蟎蟣蟬蟯蟲蟶蟻蠁蠅蠆蠍蠐蠑蠔蠟蠣蠨蠱蠶蠻衆衊術衕衚衛衝袞袷裊裏補裝裡製複褌褘褲褳褸褻襇襉襏襖襝襠襤襪襬襯襲襴覈見覎規覓視覘覡覥覦親覬覯覲覷覺覽覿觀觴觶觸訁訂訃計訊訌討訐訒訓訕訖託記訛訝訟訢訣訥訩訪設許訴訶診註証詁詆詎詐詒詔評詖詗詘詛詞詠詡詢詣試詩詫詬詭詮詰話該詳詵詼詿誄誅誆誇誌認誑誒誕誘誚語誠誡誣誤誥誦誨說説誰課誶誹誼誾調諂諄談諉請諍諏諑諒論諗諛諜諝諞諡諢諤諦諧諫諭諮諱諳諶諷諸諺諼諾謀謁謂謄謅謊謎謐謔謖謗謙謚講謝謠謡謨謫謬謭謳謹謾譁證譎譏譖識譙譚譜譟譫譭譯議譴護譸譽譾讀讅變讋讌讎讒讓讕讖讚讜讞谿豈豎豐豔豬豶貍貓貙貝貞貟負財貢貧貨販貪貫責貯貰貲貳貴貶買貸貺費貼貽貿賀賁賂賃賄賅資賈賊賑賒賓賕賙賚賜賞賠賡賢賣賤賦賧質賫賬賭賰賴賵賺賻購賽賾贄贅贇贈贊贋贍贏贐贓贔贖贗贛贜赬趕趙趨趲跡踐踰踴蹌蹕蹟蹠蹣蹤蹺躂躉躊躋躍躎躑躒躓躕躚躡躥躦躪軀車軋軌軍軑軒軔軛軟軤軫軲軸軹軺軻軼軾較輅輇輈載輊輒輓輔輕輛輜輝輞輟輥輦輩輪輬輯輳輸輻輼輾輿轀轂轄轅轆轉轍轎轔轟轡轢轤辦辭辮辯農迴逕這連週進遊運過達違遙遜遞遠遡適遲遶遷選遺遼邁還邇邊邏邐郟郵鄆鄉鄒鄔鄖鄧鄭鄰鄲鄴鄶鄺酇酈醃醖醜醞醟醣醫醬醱釀釁釃釅釋釐釒釓釔釕釗釘釙針釣釤釦釧釩釵釷釹釺釾鈀鈁鈃鈄鈅鈈鈉鈍鈎鈐鈑鈒鈔鈕鈞鈡鈣鈥鈦鈧鈮鈰鈳鈴鈷鈸鈹鈺鈽鈾鈿鉀鉅鉆鉈鉉鉋鉍鉑鉕鉗鉚鉛鉞鉢鉤鉦鉬鉭鉳鉶鉸鉺鉻鉿銀銃銅銍銑銓銖銘銚銛銜銠銣銥銦銨銩銪銫銬銱銳銷銹銻銼鋁鋃鋅鋇鋌鋏鋒鋙鋝鋟鋣鋤鋥鋦鋨鋩鋪鋭鋮鋯鋰鋱鋶鋸鋼錁錄錆錇錈錏錐錒錕錘錙錚錛錟錠錡錢錦錨錩錫錮錯録錳錶錸錼鍀鍁鍃鍅鍆鍇鍈鍊鍋鍍鍔鍘鍚鍛鍠鍤鍥鍩鍬鍰鍵鍶鍺鍼鍾鎂鎄鎇鎊鎌鎔鎖鎘鎚鎛鎡鎢鎣鎦鎧鎩鎪鎬鎭鎮鎰鎲鎳鎵鎶鎸鎿鏃鏇鏈鏌鏍鏐鏑鏗鏘鏜鏝鏞鏟鏡鏢鏤鏨鏰鏵鏷鏹鏺鏽鐃鐋鐐鐒鐓鐔鐘鐙鐝鐠鐥鐦鐧鐨鐫鐮鐯鐲鐳鐵鐶鐸鐺鐿鑄鑊鑌鑑鑒鑔鑕鑞鑠鑣鑥鑭鑰鑱鑲鑷鑹鑼鑽鑾鑿钁钂長門閂閃閆閈閉開閌閎閏閑閒間閔閘閡閣閤閥閨閩閫閬閭閱閲閶閹閻閼閽閾閿闃闆闇闈闊闋闌闍闐闒闓闔闕闖關闞闠闡闢闤闥陘陝陞陣陰陳陸陽隉隊階隕際隨險隯隱隴隸隻雋雖雙雛雜雞離難雲電霑霢霧霽靂靄靆靈靉靚靜靝靦靨鞏鞝鞦鞽韁韃韆韉韋韌韍韓韙韜韝韞韻響頁頂頃項順頇須頊頌頎頏預頑頒頓頗領頜頡頤頦頭頮頰頲頴頷頸頹頻頽顆題額顎顏顒顓顔願顙顛類顢顥顧顫顬顯顰顱顳顴風颭颮颯颱颳颶颸颺颻颼飀飄飆飈飛飠飢飣飥飩飪飫飭飯飱飲飴飼飽飾飿餃餄餅餈餉養餌餎餏餑餒餓餕餖餘餚餛餜餞餡館餬餱餳餵餶餷餺餼餾餿饁饃饅饈饉饊饋饌饑饒饗饜饞饢馬馭馮馱馳馴馹駁駐駑駒駔駕駘駙駛駝駟駡駢駭駰駱駸駿騁騂騅騌騍騎騏騖騙騤騧騫騭騮騰騶騷騸騾驀驁驂驃驄驅驊驌驍驏驕驗驚驛驟驢驤驥驦驪驫骯髏髒體髕髖髮鬆鬍鬚鬢鬥鬧鬨鬩鬮鬱鬹魎魘魚魛魢魨魯魴魷魺鮁鮃鮊鮋鮍鮎鮐鮑鮒鮓鮚鮜鮝鮞鮣鮦鮪鮫鮭鮮鮳鮶鮺鯀鯁鯇鯉鯊鯒鯔鯕鯖鯗鯛鯝鯡鯢鯤鯧鯨鯪鯫鯰鯴鯷鯽鯿鰁鰂鰃鰆鰈鰉鰌鰍鰏鰐鰒鰓鰛鰜鰟鰠鰣鰥鰧鰨鰩鰭鰮鰱鰲鰳鰵鰷鰹鰺鰻鰼鰾鱂鱅鱈鱉鱒鱔鱖鱗鱘鱝鱟鱠鱣鱤鱧鱨鱭鱯鱷鱸鱺鳥鳧鳩鳬鳲鳳鳴鳶鳾鴆鴇鴉鴒鴕鴛鴝鴞鴟鴣鴦鴨鴯鴰鴴鴷鴻鴿鵁鵂鵃鵐鵑鵒鵓鵜鵝鵠鵡鵪鵬鵮鵯鵰鵲鵷鵾鶄鶇鶉鶊鶓鶖鶘鶚鶡鶥鶩鶪鶬鶯鶲鶴鶹鶺鶻鶼鶿鷀鷁鷂鷄鷉鷊鷓鷖鷗鷙鷚鷥鷦鷫鷯鷲鷳鷴鷸鷹鷺鷽鸂鸇鸊鸌鸏鸕鸘鸚鸛鸝鸞鹵鹹鹺鹼鹽麗麥麩麪麫麯麴麵麼麽黃黌點黨黲黴黶黷黽黿鼂鼉鼕鼴齊齋齎齏齒齔齕齗齙齜齟齠齡齣齦齧齪齬齲齶齷龍龎龐龑龔龕龜鿁鿓]'
    THEN translate(plain,
      '㑯㑳㑶㓨㘚㜄㜏㠏㥮㩜㩳㩵䁻䃮䊷䋙䋚䋹䋻䍦䎱䙡䜀䝼䥇䥑䥱䦛䦟䯀䰾䱷䱽䲁䲘䴉丟並乾亂亙亞佇佈佔併來侖侶侷俁係俔俠俥俬倀倆倈倉個們倖倫倲偉偑側偵偽傌傑傖傘備傢傭傯傳傴債傷傾僂僅僉僑僕僞僥僨僱價儀儁儂億儈儉儎儐儔儕儘償優儲儷儸儺儻儼兇兌兒兗內兩冊冑冪凈凍凜凱別刪剄則剋剎剗剛剝剮剴創剷劃劄劇劉劊劌劍劏劑劚勁動務勛勝勞勢勩勱勳勵勸勻匭匯匱區協卹卻卽厙厠厤厭厲厴參叄叢吒吳吶呂咼員唄唸問啓啞啟啢喎喚喪喫喬單喲嗆嗇嗊嗎嗚嗩嗶嘆嘍嘓嘔嘖嘗嘜嘩嘮嘯嘰嘵嘸嘽噁噓噚噝噠噥噦噯噲噴噸噹嚀嚇嚌嚐嚕嚙嚥嚦嚨嚮嚲嚳嚴嚶囀囁囂囅囈囉囌囑囪圇國圍園圓圖團垻埡埰執堅堊堖堝堯報場塊塋塏塒塗塚塢塤塵塹墊墜墮墰墳墶墻墾壇壋壎壓壘壙壚壜壞壟壠壢壩壪壯壺壼壽夠夢夥夾奐奧奩奪奬奮奼妝姍姦娛婁婦婭媧媯媰媼媽嫋嫗嫵嫺嫻嫿嬀嬃嬈嬋嬌嬙嬡嬤嬪嬰嬸孃孋孌孫學孿宮寀寢實寧審寫寬寵寶將專尋對導尷屆屍屓屜屢層屨屬岡峯峴島峽崍崑崗崙崢崬嵐嵗嵾嶁嶄嶇嶔嶗嶠嶢嶧嶨嶮嶸嶺嶼嶽巋巒巔巖巰巹帥師帳帶幀幃幓幗幘幟幣幫幬幷幹幾庫廁廂廄廈廎廕廚廝廟廠廡廢廣廩廬廳弒弔弳張強彆彈彌彎彔彙彠彥彫彲彿後徑從徠復徵徹恆恥悅悞悵悶悽惡惱惲惻愛愜愨愴愷愾慄態慍慘慚慟慣慤慪慫慮慳慶慺慼慾憂憊憐憑憒憖憚憤憫憮憲憶懇應懌懍懞懟懣懤懨懲懶懷懸懺懼懾戀戇戔戧戩戰戱戲戶扞拋拚挩挱挾捨捫捱捲掃掄掆掗掙掛採揀揚換揮揯損搖搗搧搵搶摑摜摟摯摳摶摺摻撈撏撐撓撝撟撣撥撫撲撳撻撾撿擁擄擇擊擋擓擔據擠擡擣擬擯擰擱擲擴擷擺擻擼擽擾攄攆攏攔攖攙攛攜攝攢攣攤攪攬敎敓敗敘敵數斂斃斆斕斬斷於旂旣昇時晉晝暈暉暘暢暫曄曆曇曉曏曖曠曨曬書會朧朮東枴柵柺査桿梔梘條梟梲棄棊棖棗棟棡棧棲棶椏椲楊楓楨業極榘榦榪榮榲榿構槍槓槤槧槨槮槳槶槼樁樂樅樑樓標樞樢樣樧樫樳樸樹樺樿橈橋機橢橫檁檉檔檜檟檢檣檮檯檳檸檻櫃櫓櫚櫛櫝櫞櫟櫥櫧櫨櫪櫫櫬櫱櫳櫸櫻欄欅權欏欒欖欞欽歎歐歟歡歲歷歸歿殘殞殤殨殫殭殮殯殰殲殺殻殼毀毆毿氂氈氌氣氫氬氳氾汎汙決沒沖況泝洩洶浹涇涗涼淒淚淥淨淩淪淵淶淺渙減渢渦測渾湊湞湧湯溈準溝溫溮溳溼滄滅滌滎滙滬滯滲滷滸滻滾滿漁漊漚漢漣漬漲漵漸漿潁潑潔潙潚潛潤潯潰潷潿澀澆澇澐澗澠澤澦澩澮澱澾濁濃濄濕濘濚濛濜濟濤濧濫濰濱濺濼濾瀂瀅瀆瀇瀉瀋瀏瀕瀘瀝瀟瀠瀦瀧瀨瀰瀲瀾灃灄灑灕灘灝灡灣灤灧灩災為烏烴無煉煒煙煢煥煩煬煱熅熒熗熱熲熾燁燈燉燒燙燜營燦燬燭燴燶燻燼燾爍爐爛爭爲爺爾牀牆牘牴牽犖犛犢犧狀狹狽猙猶猻獁獃獄獅獎獨獪獫獮獰獱獲獵獷獸獺獻獼玀現琱琺琿瑋瑒瑣瑤瑩瑪瑲璉璡璣璦璫璯環璵璸璽璿瓊瓏瓔瓚甌甕產産畝畢畫異畵當疇疊痙痠痾瘂瘋瘍瘓瘞瘡瘧瘮瘲瘺瘻療癆癇癉癒癘癟癡癢癤癥癧癩癬癭癮癰癱癲發皁皚皰皸皺盃盜盞盡監盤盧盪眞眥眾睏睜睞瞘瞜瞞瞶瞼矇矓矚矯硃硜硤硨硯碕碩碭碸確碼碽磑磚磠磣磧磯磽磾礄礎礙礦礪礫礬礱祕祿禍禎禕禡禦禪禮禰禱禿秈稅稈稏稜稟種稱穀穇穌積穎穠穡穢穩穫穭窩窪窮窯窵窶窺竄竅竇竈竊竪競筆筍筧筴箇箋箏箚節範築篋篔篠篤篩篳簀簍簑簞簡簣簫簹簽簾籃籌籔籙籛籜籟籠籤籩籪籬籮籲粵糉糝糞糧糰糲糴糶糹糾紀紂約紅紆紇紈紉紋納紐紓純紕紖紗紘紙級紛紜紝紡紬紮細紱紲紳紵紹紺紼紿絀終絃組絅絆絎結絕絛絝絞絡絢給絨絰統絲絳絶絹綁綃綆綈綉綌綏綐綑經綜綞綠綢綣綫綬維綯綰綱網綳綴綵綸綹綺綻綽綾綿緄緇緊緋緑緒緓緔緗緘緙線緝緞締緡緣緦編緩緬緯緱緲練緶緹緻緼縈縉縊縋縐縑縕縗縛縝縞縟縣縧縫縭縮縱縲縳縴縵縶縷縹總績繃繅繆繒織繕繚繞繡繢繩繪繫繭繮繯繰繳繸繹繼繽繾繿纇纈纊續纍纏纓纔纖纘纜缽罃罈罌罎罰罵罷羅羆羈羋羣羥羨義羶習翫翬翹翽耬耮聖聞聯聰聲聳聵聶職聹聽聾肅脅脈脛脣脩脫脹腎腖腡腦腫腳腸膃膕膚膞膠膩膽膾膿臉臍臏臘臚臟臠臢臥臨臺與興舉舊舖舘艙艤艦艫艱艷芻苧茲荊莊莖莢莧華菴菸萇萊萬萴萵葉葒葤葦葯葷蒐蒓蒔蒕蒞蒼蓀蓆蓋蓮蓯蓴蓽蔔蔘蔞蔣蔥蔦蔭蕁蕆蕎蕒蕓蕕蕘蕢蕩蕪蕭蕷薀薈薊薌薑薔薘薟薦薩薳薴薵薹薺藍藎藝藥藪藭藴藶藹藺蘀蘄蘆蘇蘊蘋蘚蘞蘢蘭蘺蘿虆處虛虜號虧虯蛺蛻蜆蝕蝟蝦蝨蝸螄螞螢螮螻螿蟄蟈蟎蟣蟬蟯蟲蟶蟻蠁蠅蠆蠍蠐蠑蠔蠟蠣蠨蠱蠶蠻衆衊術衕衚衛衝袞袷裊裏補裝裡製複褌褘褲褳褸褻襇襉襏襖襝襠襤襪襬襯襲襴覈見覎規覓視覘覡覥覦親覬覯覲覷覺覽覿觀觴觶觸訁訂訃計訊訌討訐訒訓訕訖託記訛訝訟訢訣訥訩訪設許訴訶診註証詁詆詎詐詒詔評詖詗詘詛詞詠詡詢詣試詩詫詬詭詮詰話該詳詵詼詿誄誅誆誇誌認誑誒誕誘誚語誠誡誣誤誥誦誨說説誰課誶誹誼誾調諂諄談諉請諍諏諑諒論諗諛諜諝諞諡諢諤諦諧諫諭諮諱諳諶諷諸諺諼諾謀謁謂謄謅謊謎謐謔謖謗謙謚講謝謠謡謨謫謬謭謳謹謾譁證譎譏譖識譙譚譜譟譫譭譯議譴護譸譽譾讀讅變讋讌讎讒讓讕讖讚讜讞谿豈豎豐豔豬豶貍貓貙貝貞貟負財貢貧貨販貪貫責貯貰貲貳貴貶買貸貺費貼貽貿賀賁賂賃賄賅資賈賊賑賒賓賕賙賚賜賞賠賡賢賣賤賦賧質賫賬賭賰賴賵賺賻購賽賾贄贅贇贈贊贋贍贏贐贓贔贖贗贛贜赬趕趙趨趲跡踐踰踴蹌蹕蹟蹠蹣蹤蹺躂躉躊躋躍躎躑躒躓躕躚躡躥躦躪軀車軋軌軍軑軒軔軛軟軤軫軲軸軹軺軻軼軾較輅輇輈載輊輒輓輔輕輛輜輝輞輟輥輦輩輪輬輯輳輸輻輼輾輿轀轂轄轅轆轉轍轎轔轟轡轢轤辦辭辮辯農迴逕這連週進遊運過達違遙遜遞遠遡適遲遶遷選遺遼邁還邇邊邏邐郟郵鄆鄉鄒鄔鄖鄧鄭鄰鄲鄴鄶鄺酇酈醃醖醜醞醟醣醫醬醱釀釁釃釅釋釐釒釓釔釕釗釘釙針釣釤釦釧釩釵釷釹釺釾鈀鈁鈃鈄鈅鈈鈉鈍鈎鈐鈑鈒鈔鈕鈞鈡鈣鈥鈦鈧鈮鈰鈳鈴鈷鈸鈹鈺鈽鈾鈿鉀鉅鉆鉈鉉鉋鉍鉑鉕鉗鉚鉛鉞鉢鉤鉦鉬鉭鉳鉶鉸鉺鉻鉿銀銃銅銍銑銓銖銘銚銛銜銠銣銥銦銨銩銪銫銬銱銳銷銹銻銼鋁鋃鋅鋇鋌鋏鋒鋙鋝鋟鋣鋤鋥鋦鋨鋩鋪鋭鋮鋯鋰鋱鋶鋸鋼錁錄錆錇錈錏錐錒錕錘錙錚錛錟錠錡錢錦錨錩錫錮錯録錳錶錸錼鍀鍁鍃鍅鍆鍇鍈鍊鍋鍍鍔鍘鍚鍛鍠鍤鍥鍩鍬鍰鍵鍶鍺鍼鍾鎂鎄鎇鎊鎌鎔鎖鎘鎚鎛鎡鎢鎣鎦鎧鎩鎪鎬鎭鎮鎰鎲鎳鎵鎶鎸鎿鏃鏇鏈鏌鏍鏐鏑鏗鏘鏜鏝鏞鏟鏡鏢鏤鏨鏰鏵鏷鏹鏺鏽鐃鐋鐐鐒鐓鐔鐘鐙鐝鐠鐥鐦鐧鐨鐫鐮鐯鐲鐳鐵鐶鐸鐺鐿鑄鑊鑌鑑鑒鑔鑕鑞鑠鑣鑥鑭鑰鑱鑲鑷鑹鑼鑽鑾鑿钁钂長門閂閃閆閈閉開閌閎閏閑閒間閔閘閡閣閤閥閨閩閫閬閭閱閲閶閹閻閼閽閾閿闃闆闇闈闊闋闌闍闐闒闓闔闕闖關闞闠闡闢闤闥陘陝陞陣陰陳陸陽隉隊階隕際隨險隯隱隴隸隻雋雖雙雛雜雞離難雲電霑霢霧霽靂靄靆靈靉靚靜靝靦靨鞏鞝鞦鞽韁韃韆韉韋韌韍韓韙韜韝韞韻響頁頂頃項順頇須頊頌頎頏預頑頒頓頗領頜頡頤頦頭頮頰頲頴頷頸頹頻頽顆題額顎顏顒顓顔願顙顛類顢顥顧顫顬顯顰顱顳顴風颭颮颯颱颳颶颸颺颻颼飀飄飆飈飛飠飢飣飥飩飪飫飭飯飱飲飴飼飽飾飿餃餄餅餈餉養餌餎餏餑餒餓餕餖餘餚餛餜餞餡館餬餱餳餵餶餷餺餼餾餿饁饃饅饈饉饊饋饌饑饒饗饜饞饢馬馭馮馱馳馴馹駁駐駑駒駔駕駘駙駛駝駟駡駢駭駰駱駸駿騁騂騅騌騍騎騏騖騙騤騧騫騭騮騰騶騷騸騾驀驁驂驃驄驅驊驌驍驏驕驗驚驛驟驢驤驥驦驪驫骯髏髒體髕髖髮鬆鬍鬚鬢鬥鬧鬨鬩鬮鬱鬹魎魘魚魛魢魨魯魴魷魺鮁鮃鮊鮋鮍鮎鮐鮑鮒鮓鮚鮜鮝鮞鮣鮦鮪鮫鮭鮮鮳鮶鮺鯀鯁鯇鯉鯊鯒鯔鯕鯖鯗鯛鯝鯡鯢鯤鯧鯨鯪鯫鯰鯴鯷鯽鯿鰁鰂鰃鰆鰈鰉鰌鰍鰏鰐鰒鰓鰛鰜鰟鰠鰣鰥鰧鰨鰩鰭鰮鰱鰲鰳鰵鰷鰹鰺鰻鰼鰾鱂鱅鱈鱉鱒鱔鱖鱗鱘鱝鱟鱠鱣鱤鱧鱨鱭鱯鱷鱸鱺鳥鳧鳩鳬鳲鳳鳴鳶鳾鴆鴇鴉鴒鴕鴛鴝鴞鴟鴣鴦鴨鴯鴰鴴鴷鴻鴿鵁鵂鵃鵐鵑鵒鵓鵜鵝鵠鵡鵪鵬鵮鵯鵰鵲鵷鵾鶄鶇鶉鶊鶓鶖鶘鶚鶡鶥鶩鶪鶬鶯鶲鶴鶹鶺鶻鶼鶿鷀鷁鷂鷄鷉鷊鷓鷖鷗鷙鷚鷥鷦鷫鷯鷲鷳鷴鷸鷹鷺鷽鸂鸇鸊鸌鸏鸕鸘鸚鸛鸝鸞鹵鹹鹺鹼鹽麗麥麩麪麫麯麴麵麼麽黃黌點黨黲黴黶黷黽黿鼂鼉鼕鼴齊齋齎齏齒齔齕齗齙齜齟齠齡齣齦齧齪齬齲齶齷龍龎龐龑龔龕龜鿁鿓',
      '㑔㑇㐹刾㘎㚯㛣㟆㤘㨫㧐擜䀥鿎䌶䌺䌻䌿䌾䍠䎬䙌䜧䞍䦂鿏䥾䦶䦷䯅鲃䲣䲝鳚鳤鹮丢并干乱亘亚伫布占并来仑侣局俣系伣侠伡私伥俩俫仓个们幸伦㑈伟㐽侧侦伪㐷杰伧伞备家佣偬传伛债伤倾偻仅佥侨仆伪侥偾雇价仪俊侬亿侩俭傤傧俦侪尽偿优储俪㑩傩傥俨凶兑儿兖内两册胄幂净冻凛凯别删刭则克刹刬刚剥剐剀创铲划札剧刘刽刿剑㓥剂㔉劲动务勋胜劳势勚劢勋励劝匀匦汇匮区协恤却即厍厕历厌厉厣参叁丛咤吴呐吕呙员呗念问启哑启唡㖞唤丧吃乔单哟呛啬唝吗呜唢哔叹喽啯呕啧尝唛哗唠啸叽哓呒啴恶嘘㖊咝哒哝哕嗳哙喷吨当咛吓哜尝噜啮咽呖咙向亸喾严嘤啭嗫嚣冁呓啰苏嘱囱囵国围园圆图团坝垭采执坚垩垴埚尧报场块茔垲埘涂冢坞埙尘堑垫坠堕坛坟垯墙垦坛垱埙压垒圹垆坛坏垄垅坜坝塆壮壶壸寿够梦伙夹奂奥奁夺奖奋姹妆姗奸娱娄妇娅娲妫㛀媪妈袅妪妩娴娴婳妫媭娆婵娇嫱嫒嬷嫔婴婶娘㛤娈孙学孪宫采寝实宁审写宽宠宝将专寻对导尴届尸屃屉屡层屦属冈峰岘岛峡崃昆岗仑峥岽岚岁㟥嵝崭岖嵚崂峤峣峄峃崄嵘岭屿岳岿峦巅岩巯卺帅师帐带帧帏㡎帼帻帜币帮帱并干几库厕厢厩厦庼荫厨厮庙厂庑废广廪庐厅弑吊弪张强别弹弥弯录汇彟彦雕彨佛后径从徕复征彻恒耻悦悮怅闷凄恶恼恽恻爱惬悫怆恺忾栗态愠惨惭恸惯悫怄怂虑悭庆㥪戚欲忧惫怜凭愦慭惮愤悯怃宪忆恳应怿懔蒙怼懑㤽恹惩懒怀悬忏惧慑恋戆戋戗戬战戯戏户捍抛拼捝挲挟舍扪挨卷扫抡㧏挜挣挂采拣扬换挥搄损摇捣扇揾抢掴掼搂挚抠抟折掺捞挦撑挠㧑挢掸拨抚扑揿挞挝捡拥掳择击挡㧟担据挤抬捣拟摈拧搁掷扩撷摆擞撸㧰扰摅撵拢拦撄搀撺携摄攒挛摊搅揽教敚败叙敌数敛毙敩斓斩断于旗既升时晋昼晕晖旸畅暂晔历昙晓向暧旷昽晒书会胧术东拐栅拐查杆栀枧条枭棁弃棋枨枣栋㭎栈栖梾桠㭏杨枫桢业极矩干杩荣榅桤构枪杠梿椠椁椮桨椢椝桩乐枞梁楼标枢㭤样榝㭴桪朴树桦椫桡桥机椭横檩柽档桧槚检樯梼台槟柠槛柜橹榈栉椟橼栎橱槠栌枥橥榇蘖栊榉樱栏榉权椤栾榄棂钦叹欧欤欢岁历归殁残殒殇㱮殚僵殓殡㱩歼杀壳壳毁殴毵牦毡氇气氢氩氲泛泛污决没冲况溯泄汹浃泾涚凉凄泪渌净凌沦渊涞浅涣减沨涡测浑凑浈涌汤沩准沟温浉涢湿沧灭涤荥汇沪滞渗卤浒浐滚满渔溇沤汉涟渍涨溆渐浆颍泼洁沩㴋潜润浔溃滗涠涩浇涝沄涧渑泽滪泶浍淀㳠浊浓㳡湿泞溁蒙浕济涛㳔滥潍滨溅泺滤澛滢渎㲿泻沈浏濒泸沥潇潆潴泷濑弥潋澜沣滠洒漓滩灏㳕湾滦滟滟灾为乌烃无炼炜烟茕焕烦炀㶽煴荧炝热颎炽烨灯炖烧烫焖营灿毁烛烩㶶熏烬焘烁炉烂争为爷尔床墙牍抵牵荦牦犊牺状狭狈狰犹狲犸呆狱狮奖独狯猃狝狞㺍获猎犷兽獭献猕猡现雕珐珲玮玚琐瑶莹玛玱琏琎玑瑷珰㻅环玙瑸玺璇琼珑璎瓒瓯瓮产产亩毕画异画当畴叠痉酸疴痖疯疡痪瘗疮疟瘆疭瘘瘘疗痨痫瘅愈疠瘪痴痒疖症疬癞癣瘿瘾痈瘫癫发皂皑疱皲皱杯盗盏尽监盘卢荡真眦众困睁睐眍䁖瞒瞆睑蒙眬瞩矫朱硁硖砗砚埼硕砀砜确码䂵硙砖硵碜碛矶硗䃅硚础碍矿砺砾矾砻秘禄祸祯祎祃御禅礼祢祷秃籼税秆䅉棱禀种称谷䅟稣积颖秾穑秽稳获穞窝洼穷窑窎窭窥窜窍窦灶窃竖竞笔笋笕䇲个笺筝札节范筑箧筼筿笃筛筚箦篓蓑箪简篑箫筜签帘篮筹䉤箓篯箨籁笼签笾簖篱箩吁粤粽糁粪粮团粝籴粜纟纠纪纣约红纡纥纨纫纹纳纽纾纯纰纼纱纮纸级纷纭纴纺䌷扎细绂绁绅纻绍绀绋绐绌终弦组䌹绊绗结绝绦绔绞络绚给绒绖统丝绛绝绢绑绡绠绨绣绤绥䌼捆经综缍绿绸绻线绶维绹绾纲网绷缀彩纶绺绮绽绰绫绵绲缁紧绯绿绪绬绱缃缄缂线缉缎缔缗缘缌编缓缅纬缑缈练缏缇致缊萦缙缢缒绉缣缊缞缚缜缟缛县绦缝缡缩纵缧䌸纤缦絷缕缥总绩绷缫缪缯织缮缭绕绣缋绳绘系茧缰缳缲缴䍁绎继缤缱䍀颣缬纩续累缠缨才纤缵缆钵䓨坛罂坛罚骂罢罗罴羁芈群羟羡义膻习玩翚翘翙耧耢圣闻联聪声耸聩聂职聍听聋肃胁脉胫唇修脱胀肾胨脶脑肿脚肠腽腘肤䏝胶腻胆脍脓脸脐膑腊胪脏脔臜卧临台与兴举旧铺馆舱舣舰舻艰艳刍苎兹荆庄茎荚苋华庵烟苌莱万荝莴叶荭荮苇药荤搜莼莳蒀莅苍荪席盖莲苁莼荜卜参蒌蒋葱茑荫荨蒇荞荬芸莸荛蒉荡芜萧蓣蕰荟蓟芗姜蔷荙莶荐萨䓕苧䓓苔荠蓝荩艺药薮䓖蕴苈蔼蔺萚蕲芦苏蕴苹藓蔹茏兰蓠萝蔂处虚虏号亏虬蛱蜕蚬蚀猬虾虱蜗蛳蚂萤䗖蝼螀蛰蝈螨虮蝉蛲虫蛏蚁蚃蝇虿蝎蛴蝾蚝蜡蛎蟏蛊蚕蛮众蔑术同胡卫冲衮夹袅里补装里制复裈袆裤裢褛亵裥裥袯袄裣裆褴袜摆衬袭襕核见觃规觅视觇觋觍觎亲觊觏觐觑觉览觌观觞觯触讠订讣计讯讧讨讦讱训讪讫托记讹讶讼䜣诀讷讻访设许诉诃诊注证诂诋讵诈诒诏评诐诇诎诅词咏诩询诣试诗诧诟诡诠诘话该详诜诙诖诔诛诓夸志认诳诶诞诱诮语诚诫诬误诰诵诲说说谁课谇诽谊訚调谄谆谈诿请诤诹诼谅论谂谀谍谞谝谥诨谔谛谐谏谕咨讳谙谌讽诸谚谖诺谋谒谓誊诌谎谜谧谑谡谤谦谥讲谢谣谣谟谪谬谫讴谨谩哗证谲讥谮识谯谭谱噪谵毁译议谴护诪誉谫读谉变詟䜩雠谗让谰谶赞谠谳溪岂竖丰艳猪豮狸猫䝙贝贞贠负财贡贫货贩贪贯责贮贳赀贰贵贬买贷贶费贴贻贸贺贲赂赁贿赅资贾贼赈赊宾赇赒赉赐赏赔赓贤卖贱赋赕质赍账赌䞐赖赗赚赙购赛赜贽赘赟赠赞赝赡赢赆赃赑赎赝赣赃赪赶赵趋趱迹践逾踊跄跸迹跖蹒踪跷跶趸踌跻跃䟢踯跞踬蹰跹蹑蹿躜躏躯车轧轨军轪轩轫轭软轷轸轱轴轵轺轲轶轼较辂辁辀载轾辄挽辅轻辆辎辉辋辍辊辇辈轮辌辑辏输辐辒辗舆辒毂辖辕辘转辙轿辚轰辔轹轳办辞辫辩农回径这连周进游运过达违遥逊递远溯适迟绕迁选遗辽迈还迩边逻逦郏邮郓乡邹邬郧邓郑邻郸邺郐邝酂郦腌酝丑酝蒏糖医酱酦酿衅酾酽释厘钅钆钇钌钊钉钋针钓钐扣钏钒钗钍钕钎䥺钯钫钘钭钥钚钠钝钩钤钣钑钞钮钧钟钙钬钛钪铌铈钶铃钴钹铍钰钸铀钿钾巨钻铊铉铇铋铂钷钳铆铅钺钵钩钲钼钽锫铏铰铒铬铪银铳铜铚铣铨铢铭铫铦衔铑铷铱铟铵铥铕铯铐铞锐销锈锑锉铝锒锌钡铤铗锋铻锊锓铘锄锃锔锇铓铺锐铖锆锂铽锍锯钢锞录锖锫锩铔锥锕锟锤锱铮锛锬锭锜钱锦锚锠锡锢错录锰表铼镎锝锨锪钫钔锴锳炼锅镀锷铡钖锻锽锸锲锘锹锾键锶锗针钟镁锿镅镑镰镕锁镉锤镈镃钨蓥镏铠铩锼镐镇镇镒镋镍镓鿔镌镎镞旋链镆镙镠镝铿锵镗镘镛铲镜镖镂錾镚铧镤镪䥽锈铙铴镣铹镦镡钟镫镢镨䦅锎锏镄镌镰䦃镯镭铁镮铎铛镱铸镬镔鉴鉴镲锧镴铄镳镥镧钥镵镶镊镩锣钻銮凿镢镋长门闩闪闫闬闭开闶闳闰闲闲间闵闸阂阁合阀闺闽阃阆闾阅阅阊阉阎阏阍阈阌阒板暗闱阔阕阑阇阗阘闿阖阙闯关阚阓阐辟阛闼陉陕升阵阴陈陆阳陧队阶陨际随险陦隐陇隶只隽虽双雏杂鸡离难云电沾霡雾霁雳霭叇灵叆靓静靔腼靥巩绱秋鞒缰鞑千鞯韦韧韨韩韪韬鞲韫韵响页顶顷项顺顸须顼颂颀颃预顽颁顿颇领颌颉颐颏头颒颊颋颕颔颈颓频颓颗题额颚颜颙颛颜愿颡颠类颟颢顾颤颥显颦颅颞颧风飐飑飒台刮飓飔飏飖飕飗飘飙飚飞饣饥饤饦饨饪饫饬饭飧饮饴饲饱饰饳饺饸饼糍饷养饵饹饻饽馁饿馂饾余肴馄馃饯馅馆糊糇饧喂馉馇馎饩馏馊馌馍馒馐馑馓馈馔饥饶飨餍馋馕马驭冯驮驰驯驲驳驻驽驹驵驾骀驸驶驼驷骂骈骇骃骆骎骏骋骍骓骔骒骑骐骛骗骙䯄骞骘骝腾驺骚骟骡蓦骜骖骠骢驱骅骕骁骣骄验惊驿骤驴骧骥骦骊骉肮髅脏体髌髋发松胡须鬓斗闹哄阋阄郁鬶魉魇鱼鱽鱾鲀鲁鲂鱿鲄鲅鲆鲌鲉鲏鲇鲐鲍鲋鲊鲒鲘鲞鲕䲟鲖鲔鲛鲑鲜鲓鲪鲝鲧鲠鲩鲤鲨鲬鲻鲯鲭鲞鲷鲴鲱鲵鲲鲳鲸鲮鲰鲶鲺鳀鲫鳊鳈鲗鳂䲠鲽鳇䲡鳅鲾鳄鳆鳃鳁鳒鳑鳋鲥鳏䲢鳎鳐鳍鳁鲢鳌鳓鳘鲦鲣鲹鳗鳛鳔鳉鳙鳕鳖鳟鳝鳜鳞鲟鲼鲎鲙鳣鳡鳢鲿鲚鳠鳄鲈鲡鸟凫鸠凫鸤凤鸣鸢䴓鸩鸨鸦鸰鸵鸳鸲鸮鸱鸪鸯鸭鸸鸹鸻䴕鸿鸽䴔鸺鸼鹀鹃鹆鹁鹈鹅鹄鹉鹌鹏鹐鹎雕鹊鹓鹍䴖鸫鹑鹒鹋鹙鹕鹗鹖鹛鹜䴗鸧莺鹟鹤鹠鹡鹘鹣鹚鹚鹢鹞鸡䴘鹝鹧鹥鸥鸷鹨鸶鹪鹔鹩鹫鹇鹇鹬鹰鹭鸴㶉鹯䴙鹱鹲鸬鹴鹦鹳鹂鸾卤咸鹾碱盐丽麦麸面面曲曲面么么黄黉点党黪霉黡黩黾鼋鼌鼍冬鼹齐斋赍齑齿龀龁龂龅龇龃龆龄出龈啮龊龉龋腭龌龙厐庞䶮龚龛龟䜤鿒')
    ELSE plain END
  FROM (SELECT translate(lower(normalize(t, NFKC)), '•‧∙⋅・･᛫⸱﹒●', '··········') AS plain) AS p
$function$
;

CREATE OR REPLACE FUNCTION public.mj_grams(t text)
 RETURNS text[]
 LANGUAGE sql
 IMMUTABLE PARALLEL SAFE STRICT
AS $function$
  SELECT coalesce(array_agg(DISTINCT g), '{}') FROM (
    SELECT unnest(CASE
      WHEN c[i] >= '⺀' THEN CASE WHEN c[i + 1] >= '⺀' THEN ARRAY[c[i], c[i] || c[i + 1]] ELSE ARRAY[c[i]] END
      WHEN c[i] ~ '[a-z0-9]' AND c[i + 1] ~ '[a-z0-9]' THEN
        CASE WHEN c[i + 2] ~ '[a-z0-9]' THEN ARRAY[c[i] || c[i + 1], c[i] || c[i + 1] || c[i + 2]] ELSE ARRAY[c[i] || c[i + 1]] END
      ELSE '{}'::text[] END) AS g
    FROM (SELECT string_to_array(lower(t) COLLATE "C", NULL) AS c) AS s, generate_subscripts(s.c, 1) AS i
  ) AS pieces
$function$
;

CREATE OR REPLACE FUNCTION public.mj_keep_handed_in()
 RETURNS trigger
 LANGUAGE plpgsql
 SET search_path TO 'public', 'pg_temp'
AS $function$
BEGIN
  IF TG_OP = 'UPDATE' AND OLD.handed_in_on IS NOT NULL THEN
    NEW.handed_in_on := OLD.handed_in_on;
  ELSE
    NEW.handed_in_on := (NEW.submitted_at AT TIME ZONE 'Asia/Shanghai')::date;
  END IF;
  RETURN NEW;
END $function$
;

CREATE OR REPLACE FUNCTION public.mj_keep_likeness()
 RETURNS trigger
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
DECLARE
  ids uuid[];
BEGIN
  IF TG_OP = 'INSERT' THEN
    SELECT array_agg(id) INTO ids FROM come;
  ELSE
    SELECT array_agg(c.id) INTO ids FROM come c JOIN gone g ON g.id = c.id
     WHERE (c.name, c.address, c.credit_code, c.jurisdiction) IS DISTINCT FROM (g.name, g.address, g.credit_code, g.jurisdiction);
  END IF;
  IF ids IS NOT NULL THEN PERFORM mj_compare_units(ids); END IF;
  RETURN NULL;
END $function$
;

CREATE OR REPLACE FUNCTION public.mj_likeness(a text, b text)
 RETURNS real
 LANGUAGE sql
 IMMUTABLE PARALLEL SAFE STRICT
AS $function$
  SELECT CASE WHEN a = b THEN 1 ELSE
    (SELECT count(*) FROM unnest(public.mj_grams(a)) AS x WHERE x = ANY (public.mj_grams(b)))::real
      / greatest(cardinality(public.mj_grams(a)), cardinality(public.mj_grams(b)), 1) END
$function$
;

CREATE OR REPLACE FUNCTION public.mj_log_leaves(up_to bigint)
 RETURNS SETOF bytea
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
  SELECT l.leaf FROM log_entry l WHERE l.index < up_to ORDER BY l.index
$function$
;

CREATE OR REPLACE FUNCTION public.mj_look_up(wanted text)
 RETURNS TABLE(kind text, received_at timestamp with time zone, state text, reason text, jurisdiction text, held_at timestamp with time zone)
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
  SELECT 'camera-report', r.created_at,
         CASE WHEN i.state IN ('received', 'accepted', 'inspecting', 'supervised') THEN 'in-hand' ELSE coalesce(i.state, r.state) END,
         NULL::text, r.jurisdiction, NULL::timestamptz
    FROM camera_report r LEFT JOIN process_instance i ON i.id = r.thing_id WHERE r.number = wanted
  UNION ALL
  SELECT 'footage-request', f.created_at, coalesce(i.state, f.state), NULL::text, f.jurisdiction,
         (SELECT min((told.value ->> 'at')::timestamptz) FROM jsonb_each(coalesce(i.data -> 'held', '{}')) AS told)
    FROM footage_request f
    LEFT JOIN process_instance i ON i.process = 'citizen-request' AND i.id = f.thing_id WHERE f.number = wanted
  UNION ALL
  SELECT 'unit-registration', created_at, unit_registration.state, unit_registration.reason, unit_registration.jurisdiction, NULL
    FROM unit_registration WHERE number = wanted
$function$
;

CREATE OR REPLACE FUNCTION public.mj_merge_units(keep uuid, go uuid, person text, ground text, at timestamp with time zone)
 RETURNS boolean
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
DECLARE
  kept unit;
  going unit;
BEGIN
  SELECT * INTO kept FROM unit WHERE id = keep AND jurisdiction >= current_setting('mj.lo', true)
     AND jurisdiction < current_setting('mj.hi', true) FOR UPDATE;
  SELECT * INTO going FROM unit WHERE id = go AND jurisdiction >= current_setting('mj.lo', true)
     AND jurisdiction < current_setting('mj.hi', true) FOR UPDATE;
  IF kept.id IS NULL OR going.id IS NULL OR keep = go OR left(kept.jurisdiction, 6) <> left(going.jurisdiction, 6)
     OR (SELECT count(*) FROM filing WHERE unit_id IN (keep, go) AND status IN ('draft', 'submitted', 'accepted', 'returned')) > 1
     OR (kept.organisation_id IS NOT NULL AND going.organisation_id IS NOT NULL AND kept.organisation_id <> going.organisation_id)
    THEN RETURN false; END IF;
  INSERT INTO merged_unit (id, into_unit_id, jurisdiction, unit, merged_by, merged_at, reason)
    VALUES (go, keep, going.jurisdiction, to_jsonb(going) || jsonb_build_object(
      'cameras', (SELECT coalesce(jsonb_agg(to_jsonb(c)), '[]') FROM camera c WHERE c.unit_id = go)), person, at, ground);
  UPDATE merged_unit SET into_unit_id = keep WHERE into_unit_id = go;
  DELETE FROM camera c WHERE c.unit_id = go AND EXISTS (SELECT 1 FROM camera k WHERE k.unit_id = keep AND k.code = c.code);
  UPDATE camera SET unit_id = keep, jurisdiction = kept.jurisdiction WHERE unit_id = go;
  UPDATE video_system SET unit_id = keep, jurisdiction = kept.jurisdiction WHERE unit_id = go;
  UPDATE responsible_person SET unit_id = keep, jurisdiction = kept.jurisdiction WHERE unit_id = go;
  UPDATE filing SET unit_id = keep WHERE unit_id = go;
  UPDATE process_instance SET unit_id = keep WHERE unit_id = go;
  UPDATE recorder SET unit_id = keep WHERE unit_id = go;
  UPDATE recorder_challenge SET unit_id = keep WHERE unit_id = go;
  UPDATE recorder_finding SET unit_id = keep WHERE unit_id = go;
  UPDATE enrolment_code SET unit_id = keep WHERE unit_id = go;
  UPDATE unit_registration SET unit_id = keep WHERE unit_id = go;
  UPDATE not_duplicate SET first_unit_id = keep WHERE first_unit_id = go AND second_unit_id <> keep
     AND NOT EXISTS (SELECT 1 FROM not_duplicate n WHERE n.first_unit_id = keep AND n.second_unit_id = not_duplicate.second_unit_id);
  DELETE FROM unit WHERE id = go;
  UPDATE unit SET
    credit_code = coalesce(kept.credit_code, going.credit_code), organisation_id = coalesce(kept.organisation_id, going.organisation_id),
    longitude = coalesce(kept.longitude, going.longitude), latitude = coalesce(kept.latitude, going.latitude),
    storage_days = coalesce(kept.storage_days, going.storage_days), key_unit = kept.key_unit OR going.key_unit,
    counter_terror_key_target = kept.counter_terror_key_target OR going.counter_terror_key_target,
    filed_on = least(kept.filed_on, going.filed_on),
    filing_state = CASE WHEN kept.filing_state IN ('unfiled', 'notRequired') THEN going.filing_state
      WHEN going.filing_state IN ('pending', 'returned') THEN going.filing_state ELSE kept.filing_state END,
    filing_due_on = least(kept.filing_due_on, going.filing_due_on),
    camera_count = (SELECT count(*) FROM camera WHERE unit_id = keep), version = kept.version + 1, updated_at = at WHERE id = keep;
  INSERT INTO field_history (changed_at, jurisdiction, unit_id, subject, subject_id, field, before, after, changed_by, ground)
    VALUES (at, kept.jurisdiction, keep, 'unit', keep, 'merged', NULL, jsonb_build_object('id', go, 'name', going.name), person,
      'merge:' || ground);
  RETURN true;
END $function$
;

CREATE OR REPLACE FUNCTION public.mj_move_unit(moved uuid, place text, new_address text, due date, person text, ground text, now timestamp with time zone)
 RETURNS boolean
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
DECLARE
  was unit;
  t text;
BEGIN
  SELECT * INTO was FROM unit WHERE id = moved AND jurisdiction >= current_setting('mj.lo', true)
    AND jurisdiction < current_setting('mj.hi', true) FOR UPDATE;
  IF was.id IS NULL OR was.jurisdiction = place THEN RETURN false; END IF;
  INSERT INTO field_history (changed_at, jurisdiction, unit_id, subject, subject_id, field, before, after, changed_by, ground)
    VALUES (now, was.jurisdiction, moved, 'unit', moved, 'jurisdiction', to_jsonb(was.jurisdiction), to_jsonb(place), person, 'move:' || ground);
  IF new_address IS NOT NULL AND new_address <> was.address THEN
    INSERT INTO field_history (changed_at, jurisdiction, unit_id, subject, subject_id, field, before, after, changed_by, ground)
      VALUES (now, was.jurisdiction, moved, 'unit', moved, 'address', to_jsonb(was.address), to_jsonb(new_address), person, 'move:' || ground);
  END IF;
  FOREACH t IN ARRAY ARRAY['video_system', 'camera', 'responsible_person', 'field_history', 'recorder', 'recorder_challenge',
    'recorder_finding', 'enrolment_code', 'unit_reminder'] LOOP
    EXECUTE format('UPDATE %I SET jurisdiction = $1 WHERE unit_id = $2', t) USING place, moved;
  END LOOP;
  UPDATE merged_unit SET jurisdiction = place WHERE into_unit_id = moved;
  UPDATE filing_action SET jurisdiction = place WHERE filing_id IN (SELECT id FROM filing WHERE unit_id = moved);
  UPDATE filing_attachment SET jurisdiction = place WHERE filing_id IN (SELECT id FROM filing WHERE unit_id = moved);
  UPDATE process_instance SET jurisdiction = place WHERE unit_id = moved AND process = 'filing';
  UPDATE filing SET jurisdiction = place, holder = NULL, held_since = NULL, updated_at = now, version = version + 1
    WHERE unit_id = moved AND status IN ('draft', 'submitted', 'accepted', 'returned');
  UPDATE filing SET jurisdiction = place WHERE unit_id = moved AND status IN ('verified', 'withdrawn');
  INSERT INTO filing_action (filing_id, organisation_id, jurisdiction, action, "by", at, reasons, form)
    SELECT id, organisation_id, place, 'moved', person, now, jsonb_build_object('from', was.jurisdiction, 'to', place, 'reason', ground), form
      FROM filing WHERE unit_id = moved AND status IN ('submitted', 'accepted', 'returned');
  UPDATE unit SET jurisdiction = place, address = coalesce(new_address, address), filing_due_on = due, version = version + 1,
    updated_at = now WHERE id = moved;
  IF was.organisation_id IS NOT NULL AND NOT EXISTS (SELECT 1 FROM unit WHERE organisation_id = was.organisation_id AND id <> moved) THEN
    UPDATE organisation SET jurisdiction = place WHERE id = was.organisation_id AND kind = 'unit';
    UPDATE member SET jurisdiction = place WHERE organisation_id = was.organisation_id;
    UPDATE invitation SET jurisdiction = place WHERE organisation_id = was.organisation_id;
  END IF;
  INSERT INTO unit_move (unit_id, unit_name, from_jurisdiction, to_jurisdiction, reason, "by", at)
    VALUES (moved, was.name, was.jurisdiction, place, ground, person, now);
  RETURN true;
END $function$
;

CREATE OR REPLACE FUNCTION public.mj_next_document(place text, of_kind text, of_year integer)
 RETURNS integer
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
DECLARE
  n int;
BEGIN
  IF place < coalesce(current_setting('mj.lo', true), '') OR place >= coalesce(current_setting('mj.hi', true), '') COLLATE "C" THEN
    RAISE EXCEPTION 'no number outside the range';
  END IF;
  INSERT INTO document_counter (jurisdiction, kind, year, last) VALUES (place, of_kind, of_year, 1)
    ON CONFLICT (jurisdiction, kind, year) DO UPDATE SET last = document_counter.last + 1 RETURNING last INTO n;
  RETURN n;
END $function$
;

CREATE OR REPLACE FUNCTION public.mj_next_receipt(code text, of_year integer, today date)
 RETURNS integer
 LANGUAGE sql
 SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
  INSERT INTO receipt_counter AS c (jurisdiction, year, last, first_on) VALUES (code, of_year, 1, today)
    ON CONFLICT (jurisdiction, year) DO UPDATE SET last = c.last + 1 RETURNING last
$function$
;

CREATE OR REPLACE FUNCTION public.mj_notify(org uuid, place text, to_role text, what text, subject text, said text, at timestamp with time zone)
 RETURNS void
 LANGUAGE sql
 SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
  WITH people AS (
    SELECT m.user_id, m.email, CASE o.kind WHEN 'police' THEN 'official' ELSE 'unit' END AS audience
      FROM member m JOIN organisation o ON o.id = m.organisation_id
     WHERE NOT m.suspended AND (
       m.organisation_id = org
       OR (to_role IS NOT NULL AND m.role = to_role AND o.kind = 'police' AND starts_with(place, o.jurisdiction)))
  ), told AS (
    INSERT INTO notification (user_id, kind, subject_id, text, created_at)
      SELECT user_id, what, subject, said, at FROM people
  )
  INSERT INTO letter ("to", subject, text, created_at, next_attempt_at, kind, subject_id, audience)
    SELECT email, '明镜：' || left(said, 60), said, at, at, what, subject, audience FROM people
$function$
;

CREATE OR REPLACE FUNCTION public.mj_notify_place(place text, what text, subject text, said text, at timestamp with time zone)
 RETURNS void
 LANGUAGE sql
 SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
  INSERT INTO notification (user_id, kind, subject_id, text, created_at)
    SELECT m.user_id, what, subject, said, at FROM member m JOIN organisation o ON o.id = m.organisation_id
     WHERE NOT m.suspended AND m.role = 'supervisionOfficer' AND o.kind = 'police' AND starts_with(place, o.jurisdiction)
$function$
;

CREATE OR REPLACE FUNCTION public.mj_notify_supervisors(place text, what text, subject text, said text, at timestamp with time zone)
 RETURNS void
 LANGUAGE sql
 SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
  INSERT INTO notification (user_id, kind, subject_id, text, created_at)
    SELECT m.user_id, what, subject, said, at FROM member m JOIN organisation o ON o.id = m.organisation_id
     WHERE NOT m.suspended AND m.role = 'internalSupervisor' AND o.kind = 'police' AND starts_with(place, o.jurisdiction)
$function$
;

CREATE OR REPLACE FUNCTION public.mj_open_citizen_request(code text, said jsonb, of_title text, from_at timestamp with time zone, to_at timestamp with time zone, at timestamp with time zone)
 RETURNS TABLE(unit_name text, thing uuid, sent integer)
 LANGUAGE sql
 SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
  WITH the_unit AS (
    SELECT u.* FROM filing f JOIN unit u ON u.id = f.unit_id WHERE f.verification_code = code AND f.status = 'verified'
  ), thing AS (
    INSERT INTO process_instance (process, state, version, jurisdiction, organisation_id, shown_to_party, unit_id, title, data,
        opened_by, opened_at, updated_at)
      SELECT 'citizen-request', 'received', 0, jurisdiction, organisation_id, false, id, of_title,
             said || jsonb_build_object('unit', jsonb_build_object('id', id, 'name', name, 'address', address)), 'public', at, at
        FROM the_unit RETURNING id, unit_id, jurisdiction
  ), errand AS (
    INSERT INTO recorder_errand (thing_id, recorder_id, unit_id, jurisdiction)
      SELECT t.id, r.id, r.unit_id, r.jurisdiction FROM thing t JOIN recorder r ON r.unit_id = t.unit_id
       WHERE r.revoked_at IS NULL AND to_at - from_at <= interval '24 hours' RETURNING recorder_id
  ), called AS (
    SELECT count(pg_notify('mingjing_recorder_call', recorder_id::text)) AS n FROM errand
  )
  SELECT u.name, t.id, c.n::int FROM the_unit u, thing t, called c
$function$
;

CREATE OR REPLACE FUNCTION public.mj_organ_of(place text)
 RETURNS TABLE(name text, jurisdiction text)
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
  SELECT o.name, o.jurisdiction FROM organisation o WHERE o.kind = 'police' AND starts_with(place, o.jurisdiction)
   ORDER BY length(o.jurisdiction) DESC, o.created_at, o.id LIMIT 1
$function$
;

CREATE OR REPLACE FUNCTION public.mj_post_letter(address text, title text, said text, at timestamp with time zone)
 RETURNS void
 LANGUAGE sql
 SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
  INSERT INTO letter ("to", subject, text, created_at, next_attempt_at) VALUES (address, title, said, at, at)
$function$
;

CREATE OR REPLACE FUNCTION public.mj_post_sms(number text, said text, at timestamp with time zone)
 RETURNS void
 LANGUAGE sql
 SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
  INSERT INTO letter ("to", subject, text, created_at, next_attempt_at, way) VALUES (number, '', said, at, at, 'sms')
$function$
;

CREATE OR REPLACE FUNCTION public.mj_restrict(of_instance uuid, to_role text)
 RETURNS void
 LANGUAGE sql
 SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
  UPDATE process_instance SET restricted_to = to_role WHERE id = of_instance
    AND jurisdiction >= current_setting('mj.lo', true) AND jurisdiction < current_setting('mj.hi', true)
$function$
;

CREATE OR REPLACE FUNCTION public.mj_search_units(words text[], most integer)
 RETURNS SETOF uuid
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
  SELECT mj_find_units(words, most, '{}')
$function$
;

CREATE OR REPLACE FUNCTION public.mj_served_places()
 RETURNS TABLE(code text, name text)
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
  SELECT DISTINCT ON (o.jurisdiction) o.jurisdiction, o.name FROM organisation o
   WHERE o.kind = 'police' AND length(o.jurisdiction) >= 4 AND NOT EXISTS (SELECT 1 FROM organisation below WHERE below.kind = 'police'
     AND below.jurisdiction <> o.jurisdiction AND starts_with(below.jurisdiction, o.jurisdiction))
   ORDER BY o.jurisdiction, o.created_at, o.id
$function$
;

CREATE OR REPLACE FUNCTION public.mj_state_follows()
 RETURNS trigger
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
BEGIN
  IF (NEW.state, NEW.version) IS NOT DISTINCT FROM (OLD.state, OLD.version) THEN RETURN NEW; END IF;
  IF NEW.version <> OLD.version + 1 OR NOT EXISTS (SELECT 1 FROM process_step s WHERE s.instance_id = NEW.id
      AND s.seq = NEW.version AND s.from_state = OLD.state AND s.to_state = NEW.state) THEN
    RAISE EXCEPTION 'process_instance: % moved from % to % without a step', NEW.id, OLD.state, NEW.state;
  END IF;
  RETURN NEW;
END $function$
;

CREATE OR REPLACE FUNCTION public.mj_step_allowed()
 RETURNS trigger
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
DECLARE
  at process_instance;
BEGIN
  SELECT * INTO at FROM process_instance WHERE id = NEW.instance_id FOR UPDATE;
  IF at.state IS DISTINCT FROM NEW.from_state OR at.version + 1 IS DISTINCT FROM NEW.seq THEN
    RAISE EXCEPTION 'process_step: % is in % at version %', at.id, at.state, at.version;
  END IF;
  IF NOT EXISTS (SELECT 1 FROM process_row r WHERE r.process = at.process AND r.action = NEW.action
      AND r.from_state = NEW.from_state AND r.to_state = NEW.to_state AND NEW.role = ANY (r.roles)) THEN
    RAISE EXCEPTION 'process_step: % has no % from % by %', at.process, NEW.action, NEW.from_state, NEW.role;
  END IF;
  IF NEW.role = 'clock' THEN
    IF NOT EXISTS (SELECT 1 FROM process_clock c WHERE c.instance_id = NEW.instance_id AND c.on_expiry = NEW.action
        AND c.ended_on IS NULL AND c.paused_since IS NULL AND c.due_on < NEW.on_day) THEN
      RAISE EXCEPTION 'process_step: no clock of % ran out for %', at.id, NEW.action;
    END IF;
  ELSIF coalesce(current_setting('mj.role', true), '') <> '' AND
      (NEW.role <> current_setting('mj.role', true) OR NEW."by" <> current_setting('mj.user', true)) THEN
    RAISE EXCEPTION 'process_step: taken for somebody else';
  END IF;
  RETURN NEW;
END $function$
;

CREATE OR REPLACE FUNCTION public.mj_tell_person(person text, what text, subject text, said text, at timestamp with time zone)
 RETURNS void
 LANGUAGE sql
 SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
  WITH found AS (SELECT m.user_id, m.email, CASE o.kind WHEN 'police' THEN 'official' ELSE 'unit' END AS audience
    FROM member m JOIN organisation o ON o.id = m.organisation_id WHERE m.user_id = person
    AND m.jurisdiction >= current_setting('mj.lo', true) AND m.jurisdiction < current_setting('mj.hi', true)), told AS (
    INSERT INTO notification (user_id, kind, subject_id, text, created_at) SELECT user_id, what, subject, said, at FROM found
  )
  INSERT INTO letter ("to", subject, text, created_at, next_attempt_at, kind, subject_id, audience)
    SELECT email, '明镜：提醒', said, at, at, what, subject, audience FROM found WHERE email NOT LIKE '%.invalid'
$function$
;

CREATE OR REPLACE FUNCTION public.mj_tell_self(what text, said text, at timestamp with time zone)
 RETURNS void
 LANGUAGE sql
 SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
  WITH person AS (SELECT user_id, email FROM member WHERE user_id = current_setting('mj.user', true)), told AS (
    INSERT INTO notification (user_id, kind, subject_id, text, created_at) SELECT user_id, what, user_id, said, at FROM person
  )
  INSERT INTO letter ("to", subject, text, created_at, next_attempt_at)
    SELECT email, '明镜：账号提醒', said, at, at FROM person WHERE email NOT LIKE '%.invalid'
$function$
;

CREATE OR REPLACE FUNCTION public.mj_told_of_unit(of_unit uuid)
 RETURNS TABLE(kind text, due_on date, at timestamp with time zone, texted boolean)
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
  SELECT r.kind, r.due_on, r.at, r.texted FROM reminder r JOIN unit u ON u.id::text = r.subject
   WHERE u.id = of_unit AND u.jurisdiction >= current_setting('mj.lo', true) AND u.jurisdiction < current_setting('mj.hi', true)
   ORDER BY r.at DESC LIMIT 200
$function$
;

CREATE OR REPLACE FUNCTION public.mj_unit_text(name text, credit_code text, address text, place_kind text)
 RETURNS text
 LANGUAGE sql
 IMMUTABLE PARALLEL SAFE
AS $function$
  SELECT public.mj_fold(name || ' ' || coalesce(credit_code, '') || ' ' || address || ' ' || place_kind)
$function$
;

CREATE OR REPLACE FUNCTION public.mj_use_invitation(hash text, new_user text, now timestamp with time zone)
 RETURNS boolean
 LANGUAGE sql
 SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
  WITH used AS (
    UPDATE invitation SET accepted_at = now
     WHERE token_hash = hash AND accepted_at IS NULL AND revoked_at IS NULL AND expires_at > now RETURNING *
  ), made AS (
    INSERT INTO member (user_id, organisation_id, jurisdiction, role, display_name, email)
      SELECT new_user, organisation_id, jurisdiction, role, display_name, email FROM used RETURNING 1
  )
  SELECT count(*) = 1 FROM made
$function$
;

CREATE OR REPLACE FUNCTION public.mj_verify_document(code text)
 RETURNS TABLE(kind text, number text, issued_at timestamp with time zone, jurisdiction text, draft boolean, withdrawn_as text, title text)
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
  SELECT d.kind, d.number, d.issued_at, i.jurisdiction, d.draft, d.withdrawn_as, d.paper ->> 'title'
    FROM process_document d JOIN process_instance i ON i.id = d.instance_id WHERE d.verification_code = code
$function$
;

CREATE OR REPLACE FUNCTION public.mj_verify_receipt(code text)
 RETURNS TABLE(receipt_number text, unit_name text, kind text, handed_in_on text, verified_at timestamp with time zone, organ text, jurisdiction text, superseded boolean)
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
  SELECT f.receipt_number, f.form ->> 'name', f.kind, f.handed_in_on::text, f.verified_at, f.organ, f.jurisdiction,
         EXISTS (SELECT 1 FROM filing later WHERE later.unit_id = f.unit_id AND later.status = 'verified'
                   AND later.verified_at > f.verified_at)
    FROM filing f WHERE f.verification_code = code AND f.status = 'verified'
$function$
;

-- triggers

CREATE TRIGGER filing_changes_unit AFTER INSERT OR UPDATE OF status ON public.filing FOR EACH ROW EXECUTE FUNCTION mj_filing_changes_unit();

CREATE TRIGGER filing_follows_process BEFORE UPDATE ON public.filing FOR EACH ROW EXECUTE FUNCTION mj_filing_follows_process();

CREATE TRIGGER filing_is_process AFTER INSERT ON public.filing FOR EACH ROW EXECUTE FUNCTION mj_filing_is_process();

CREATE TRIGGER filing_keeps_handed_in BEFORE INSERT OR UPDATE ON public.filing FOR EACH ROW EXECUTE FUNCTION mj_keep_handed_in();

CREATE TRIGGER draw_once BEFORE UPDATE ON public.inspection_draw FOR EACH ROW EXECUTE FUNCTION mj_draw_once();

CREATE TRIGGER state_follows BEFORE UPDATE ON public.process_instance FOR EACH ROW EXECUTE FUNCTION mj_state_follows();

CREATE TRIGGER step_allowed BEFORE INSERT ON public.process_step FOR EACH ROW EXECUTE FUNCTION mj_step_allowed();

CREATE TRIGGER unit_counted_delete AFTER DELETE ON public.unit REFERENCING OLD TABLE AS gone FOR EACH STATEMENT EXECUTE FUNCTION mj_count_units();

CREATE TRIGGER unit_counted_insert AFTER INSERT ON public.unit REFERENCING NEW TABLE AS come FOR EACH STATEMENT EXECUTE FUNCTION mj_count_units();

CREATE TRIGGER unit_counted_update AFTER UPDATE ON public.unit REFERENCING OLD TABLE AS gone NEW TABLE AS come FOR EACH STATEMENT EXECUTE FUNCTION mj_count_units();

CREATE TRIGGER unit_likeness_insert AFTER INSERT ON public.unit REFERENCING NEW TABLE AS come FOR EACH STATEMENT EXECUTE FUNCTION mj_keep_likeness();

CREATE TRIGGER unit_likeness_update AFTER UPDATE ON public.unit REFERENCING OLD TABLE AS gone NEW TABLE AS come FOR EACH STATEMENT EXECUTE FUNCTION mj_keep_likeness();

-- policies

CREATE POLICY administrator_range ON account_reset AS PERMISSIVE FOR ALL TO mingjing_official
  USING (((jurisdiction >= current_setting('mj.lo'::text, true)) AND (jurisdiction < current_setting('mj.hi'::text, true)) AND (current_setting('mj.role'::text, true) = 'administrator'::text)))
  WITH CHECK (((jurisdiction >= current_setting('mj.lo'::text, true)) AND (jurisdiction < current_setting('mj.hi'::text, true)) AND (current_setting('mj.role'::text, true) = 'administrator'::text)));

CREATE POLICY supervise ON audit_record AS PERMISSIVE FOR SELECT TO mingjing_official
  USING (((jurisdiction >= current_setting('mj.lo'::text, true)) AND (jurisdiction < current_setting('mj.hi'::text, true)) AND (current_setting('mj.role'::text, true) = 'internalSupervisor'::text)));

CREATE POLICY write_own ON audit_record AS PERMISSIVE FOR INSERT TO mingjing_official, mingjing_unit
  WITH CHECK ((user_id = current_setting('mj.user'::text, true)));

CREATE POLICY official_range ON camera AS PERMISSIVE FOR ALL TO mingjing_official
  USING (((jurisdiction >= current_setting('mj.lo'::text, true)) AND (jurisdiction < current_setting('mj.hi'::text, true))))
  WITH CHECK (((jurisdiction >= current_setting('mj.lo'::text, true)) AND (jurisdiction < current_setting('mj.hi'::text, true))));

CREATE POLICY own_unit ON camera AS PERMISSIVE FOR SELECT TO mingjing_unit
  USING ((unit_id IN ( SELECT unit.id
   FROM unit
  WHERE (unit.organisation_id = (NULLIF(current_setting('mj.org'::text, true), ''::text))::uuid))));

CREATE POLICY about_officials ON camera_report AS RESTRICTIVE FOR SELECT TO mingjing_official
  USING (((about <> 'official'::text) OR (current_setting('mj.role'::text, true) = 'internalSupervisor'::text)));

CREATE POLICY hand_in ON camera_report AS PERMISSIVE FOR INSERT TO mingjing_public
  WITH CHECK (true);

CREATE POLICY not_for_who_runs_it ON camera_report AS RESTRICTIVE FOR SELECT TO mingjing_official
  USING ((current_setting('mj.role'::text, true) <> 'administrator'::text));

CREATE POLICY official_range ON camera_report AS PERMISSIVE FOR ALL TO mingjing_official
  USING (((jurisdiction >= current_setting('mj.lo'::text, true)) AND (jurisdiction < current_setting('mj.hi'::text, true))))
  WITH CHECK (((jurisdiction >= current_setting('mj.lo'::text, true)) AND (jurisdiction < current_setting('mj.hi'::text, true))));

CREATE POLICY hand_in ON camera_report_photo AS PERMISSIVE FOR INSERT TO mingjing_public
  WITH CHECK (true);

CREATE POLICY official_range ON camera_report_photo AS PERMISSIVE FOR SELECT TO mingjing_official
  USING (((jurisdiction >= current_setting('mj.lo'::text, true)) AND (jurisdiction < current_setting('mj.hi'::text, true))));

CREATE POLICY with_report ON camera_report_photo AS RESTRICTIVE FOR SELECT TO mingjing_official
  USING ((EXISTS ( SELECT 1
   FROM camera_report r
  WHERE (r.id = camera_report_photo.report_id))));

CREATE POLICY official_range ON enrolment_code AS PERMISSIVE FOR ALL TO mingjing_official
  USING (((jurisdiction >= current_setting('mj.lo'::text, true)) AND (jurisdiction < current_setting('mj.hi'::text, true))))
  WITH CHECK (((jurisdiction >= current_setting('mj.lo'::text, true)) AND (jurisdiction < current_setting('mj.hi'::text, true))));

CREATE POLICY own_code ON enrolment_code AS PERMISSIVE FOR INSERT TO mingjing_unit
  WITH CHECK ((unit_id IN ( SELECT unit.id
   FROM unit
  WHERE (unit.organisation_id = (NULLIF(current_setting('mj.org'::text, true), ''::text))::uuid))));

CREATE POLICY official_range ON field_history AS PERMISSIVE FOR ALL TO mingjing_official
  USING (((jurisdiction >= current_setting('mj.lo'::text, true)) AND (jurisdiction < current_setting('mj.hi'::text, true))))
  WITH CHECK (((jurisdiction >= current_setting('mj.lo'::text, true)) AND (jurisdiction < current_setting('mj.hi'::text, true))));

CREATE POLICY own_unit ON field_history AS PERMISSIVE FOR SELECT TO mingjing_unit
  USING ((unit_id IN ( SELECT unit.id
   FROM unit
  WHERE (unit.organisation_id = (NULLIF(current_setting('mj.org'::text, true), ''::text))::uuid))));

CREATE POLICY draft_is_the_units_own ON filing AS RESTRICTIVE FOR SELECT TO mingjing_official
  USING ((status <> 'draft'::text));

CREATE POLICY official_range ON filing AS PERMISSIVE FOR ALL TO mingjing_official
  USING (((jurisdiction >= current_setting('mj.lo'::text, true)) AND (jurisdiction < current_setting('mj.hi'::text, true))))
  WITH CHECK (((jurisdiction >= current_setting('mj.lo'::text, true)) AND (jurisdiction < current_setting('mj.hi'::text, true))));

CREATE POLICY own_change ON filing AS PERMISSIVE FOR UPDATE TO mingjing_unit
  USING (((organisation_id = (NULLIF(current_setting('mj.org'::text, true), ''::text))::uuid) AND (status = ANY (ARRAY['draft'::text, 'returned'::text, 'submitted'::text]))))
  WITH CHECK (((organisation_id = (NULLIF(current_setting('mj.org'::text, true), ''::text))::uuid) AND (status = ANY (ARRAY['draft'::text, 'submitted'::text, 'withdrawn'::text, 'returned'::text])) AND (receipt_number IS NULL)));

CREATE POLICY own_make ON filing AS PERMISSIVE FOR INSERT TO mingjing_unit
  WITH CHECK (((organisation_id = (NULLIF(current_setting('mj.org'::text, true), ''::text))::uuid) AND (status = ANY (ARRAY['draft'::text, 'submitted'::text])) AND (receipt_number IS NULL) AND (verified_at IS NULL)));

CREATE POLICY own_read ON filing AS PERMISSIVE FOR SELECT TO mingjing_unit
  USING ((organisation_id = (NULLIF(current_setting('mj.org'::text, true), ''::text))::uuid));

CREATE POLICY official_range ON filing_action AS PERMISSIVE FOR ALL TO mingjing_official
  USING (((jurisdiction >= current_setting('mj.lo'::text, true)) AND (jurisdiction < current_setting('mj.hi'::text, true))))
  WITH CHECK (((jurisdiction >= current_setting('mj.lo'::text, true)) AND (jurisdiction < current_setting('mj.hi'::text, true))));

CREATE POLICY own_act ON filing_action AS PERMISSIVE FOR INSERT TO mingjing_unit
  WITH CHECK (((organisation_id = (NULLIF(current_setting('mj.org'::text, true), ''::text))::uuid) AND (by = current_setting('mj.user'::text, true))));

CREATE POLICY own_actions ON filing_action AS PERMISSIVE FOR SELECT TO mingjing_unit
  USING ((organisation_id = (NULLIF(current_setting('mj.org'::text, true), ''::text))::uuid));

CREATE POLICY official_range ON filing_attachment AS PERMISSIVE FOR SELECT TO mingjing_official
  USING (((jurisdiction >= current_setting('mj.lo'::text, true)) AND (jurisdiction < current_setting('mj.hi'::text, true))));

CREATE POLICY own_make ON filing_attachment AS PERMISSIVE FOR INSERT TO mingjing_unit
  WITH CHECK ((EXISTS ( SELECT 1
   FROM filing f
  WHERE ((f.id = filing_attachment.filing_id) AND (f.organisation_id = filing_attachment.organisation_id) AND (f.jurisdiction = filing_attachment.jurisdiction) AND (f.status = ANY (ARRAY['draft'::text, 'returned'::text]))))));

CREATE POLICY own_read ON filing_attachment AS PERMISSIVE FOR SELECT TO mingjing_unit
  USING ((organisation_id = (NULLIF(current_setting('mj.org'::text, true), ''::text))::uuid));

CREATE POLICY own_remove ON filing_attachment AS PERMISSIVE FOR DELETE TO mingjing_unit
  USING ((EXISTS ( SELECT 1
   FROM filing f
  WHERE ((f.id = filing_attachment.filing_id) AND (f.status = ANY (ARRAY['draft'::text, 'returned'::text]))))));

CREATE POLICY official_range ON footage_bundle AS PERMISSIVE FOR ALL TO mingjing_official
  USING (((jurisdiction >= current_setting('mj.lo'::text, true)) AND (jurisdiction < current_setting('mj.hi'::text, true))))
  WITH CHECK (((jurisdiction >= current_setting('mj.lo'::text, true)) AND (jurisdiction < current_setting('mj.hi'::text, true))));

CREATE POLICY official_range ON footage_bundle_part AS PERMISSIVE FOR ALL TO mingjing_official
  USING ((thing_id IN ( SELECT footage_bundle.thing_id
   FROM footage_bundle)));

CREATE POLICY hand_in ON footage_request AS PERMISSIVE FOR INSERT TO mingjing_public
  WITH CHECK (true);

CREATE POLICY not_for_who_runs_it ON footage_request AS RESTRICTIVE FOR SELECT TO mingjing_official
  USING ((current_setting('mj.role'::text, true) <> 'administrator'::text));

CREATE POLICY official_range ON footage_request AS PERMISSIVE FOR ALL TO mingjing_official
  USING (((jurisdiction >= current_setting('mj.lo'::text, true)) AND (jurisdiction < current_setting('mj.hi'::text, true))))
  WITH CHECK (((jurisdiction >= current_setting('mj.lo'::text, true)) AND (jurisdiction < current_setting('mj.hi'::text, true))));

CREATE POLICY mine ON import_batch AS PERMISSIVE FOR ALL TO mingjing_official
  USING ((user_id = current_setting('mj.user'::text, true)))
  WITH CHECK ((user_id = current_setting('mj.user'::text, true)));

CREATE POLICY official_range ON inspection_draw AS PERMISSIVE FOR ALL TO mingjing_official
  USING (((jurisdiction >= current_setting('mj.lo'::text, true)) AND (jurisdiction < current_setting('mj.hi'::text, true))))
  WITH CHECK (((jurisdiction >= current_setting('mj.lo'::text, true)) AND (jurisdiction < current_setting('mj.hi'::text, true))));

CREATE POLICY official_range ON inspection_plan AS PERMISSIVE FOR ALL TO mingjing_official
  USING (((jurisdiction >= current_setting('mj.lo'::text, true)) AND (jurisdiction < current_setting('mj.hi'::text, true))))
  WITH CHECK (((jurisdiction >= current_setting('mj.lo'::text, true)) AND (jurisdiction < current_setting('mj.hi'::text, true))));

CREATE POLICY administrator_change ON invitation AS PERMISSIVE FOR UPDATE TO mingjing_official
  USING (((jurisdiction >= current_setting('mj.lo'::text, true)) AND (jurisdiction < current_setting('mj.hi'::text, true)) AND (current_setting('mj.role'::text, true) = 'administrator'::text)));

CREATE POLICY invite ON invitation AS PERMISSIVE FOR INSERT TO mingjing_official
  WITH CHECK (((jurisdiction >= current_setting('mj.lo'::text, true)) AND (jurisdiction < current_setting('mj.hi'::text, true)) AND ((current_setting('mj.role'::text, true) = 'administrator'::text) OR ((current_setting('mj.role'::text, true) = 'supervisionOfficer'::text) AND (role = ANY (ARRAY['unitManager'::text, 'unitStaff'::text, 'firm'::text]))))));

CREATE POLICY official_read ON invitation AS PERMISSIVE FOR SELECT TO mingjing_official
  USING (((jurisdiction >= current_setting('mj.lo'::text, true)) AND (jurisdiction < current_setting('mj.hi'::text, true))));

CREATE POLICY renew ON invitation AS PERMISSIVE FOR UPDATE TO mingjing_official
  USING (((jurisdiction >= current_setting('mj.lo'::text, true)) AND (jurisdiction < current_setting('mj.hi'::text, true)) AND (current_setting('mj.role'::text, true) = 'supervisionOfficer'::text) AND (role = ANY (ARRAY['unitManager'::text, 'unitStaff'::text, 'firm'::text]))));

CREATE POLICY supervise ON log_checkpoint AS PERMISSIVE FOR SELECT TO mingjing_official
  USING ((current_setting('mj.role'::text, true) = 'internalSupervisor'::text));

CREATE POLICY supervise ON log_entry AS PERMISSIVE FOR SELECT TO mingjing_official
  USING (((current_setting('mj.role'::text, true) = 'internalSupervisor'::text) AND (EXISTS ( SELECT 1
   FROM audit_record a
  WHERE (a.id = log_entry.audit_id)))));

CREATE POLICY administrator_change ON member AS PERMISSIVE FOR UPDATE TO mingjing_official
  USING (((jurisdiction >= current_setting('mj.lo'::text, true)) AND (jurisdiction < current_setting('mj.hi'::text, true)) AND (current_setting('mj.role'::text, true) = 'administrator'::text)));

CREATE POLICY official_read ON member AS PERMISSIVE FOR SELECT TO mingjing_official
  USING (((jurisdiction >= current_setting('mj.lo'::text, true)) AND (jurisdiction < current_setting('mj.hi'::text, true))));

CREATE POLICY own_members ON member AS PERMISSIVE FOR SELECT TO mingjing_unit
  USING ((organisation_id = (NULLIF(current_setting('mj.org'::text, true), ''::text))::uuid));

CREATE POLICY self ON member AS PERMISSIVE FOR SELECT TO mingjing_app
  USING ((user_id = current_setting('mj.user'::text, true)));

CREATE POLICY official_range ON merged_unit AS PERMISSIVE FOR SELECT TO mingjing_official
  USING (((jurisdiction >= current_setting('mj.lo'::text, true)) AND (jurisdiction < current_setting('mj.hi'::text, true))));

CREATE POLICY official_range ON not_duplicate AS PERMISSIVE FOR ALL TO mingjing_official
  USING (((jurisdiction >= current_setting('mj.lo'::text, true)) AND (jurisdiction < current_setting('mj.hi'::text, true))))
  WITH CHECK (((jurisdiction >= current_setting('mj.lo'::text, true)) AND (jurisdiction < current_setting('mj.hi'::text, true))));

CREATE POLICY mine ON notification AS PERMISSIVE FOR ALL TO mingjing_official, mingjing_unit
  USING ((user_id = current_setting('mj.user'::text, true)));

CREATE POLICY gate ON one_time_password AS PERMISSIVE FOR ALL TO mingjing_app
  USING (true)
  WITH CHECK (true);

CREATE POLICY official_range ON organ_key AS PERMISSIVE FOR ALL TO mingjing_official
  USING (((jurisdiction >= current_setting('mj.lo'::text, true)) AND (jurisdiction < current_setting('mj.hi'::text, true))))
  WITH CHECK (((jurisdiction >= current_setting('mj.lo'::text, true)) AND (jurisdiction < current_setting('mj.hi'::text, true))));

CREATE POLICY official_range ON organisation AS PERMISSIVE FOR ALL TO mingjing_official
  USING (((jurisdiction >= current_setting('mj.lo'::text, true)) AND (jurisdiction < current_setting('mj.hi'::text, true))))
  WITH CHECK (((jurisdiction >= current_setting('mj.lo'::text, true)) AND (jurisdiction < current_setting('mj.hi'::text, true))));

CREATE POLICY organ_from_above_changed ON organisation AS RESTRICTIVE FOR UPDATE TO mingjing_official
  USING (((kind <> 'police'::text) OR ((current_setting('mj.role'::text, true) = 'administrator'::text) AND (length(jurisdiction) > length(current_setting('mj.lo'::text, true))))))
  WITH CHECK (((kind <> 'police'::text) OR ((current_setting('mj.role'::text, true) = 'administrator'::text) AND (length(jurisdiction) > length(current_setting('mj.lo'::text, true))))));

CREATE POLICY organ_from_above_made ON organisation AS RESTRICTIVE FOR INSERT TO mingjing_official
  WITH CHECK (((kind <> 'police'::text) OR ((current_setting('mj.role'::text, true) = 'administrator'::text) AND (length(jurisdiction) > length(current_setting('mj.lo'::text, true))))));

CREATE POLICY own_organisation ON organisation AS PERMISSIVE FOR SELECT TO mingjing_app
  USING ((id = (NULLIF(current_setting('mj.org'::text, true), ''::text))::uuid));

CREATE POLICY own_organisation_unit ON organisation AS PERMISSIVE FOR SELECT TO mingjing_unit
  USING ((id = (NULLIF(current_setting('mj.org'::text, true), ''::text))::uuid));

CREATE POLICY with_instance ON process_clock AS PERMISSIVE FOR ALL TO mingjing_official, mingjing_unit
  USING ((EXISTS ( SELECT 1
   FROM process_instance i
  WHERE (i.id = process_clock.instance_id))))
  WITH CHECK ((EXISTS ( SELECT 1
   FROM process_instance i
  WHERE (i.id = process_clock.instance_id))));

CREATE POLICY with_instance ON process_document AS PERMISSIVE FOR ALL TO mingjing_official, mingjing_unit
  USING ((EXISTS ( SELECT 1
   FROM process_instance i
  WHERE (i.id = process_document.instance_id))))
  WITH CHECK ((EXISTS ( SELECT 1
   FROM process_instance i
  WHERE (i.id = process_document.instance_id))));

CREATE POLICY with_instance ON process_evidence AS PERMISSIVE FOR ALL TO mingjing_official, mingjing_unit
  USING ((EXISTS ( SELECT 1
   FROM process_instance i
  WHERE (i.id = process_evidence.instance_id))))
  WITH CHECK ((EXISTS ( SELECT 1
   FROM process_instance i
  WHERE (i.id = process_evidence.instance_id))));

CREATE POLICY draft_is_the_units_own ON process_instance AS RESTRICTIVE FOR SELECT TO mingjing_official
  USING (((process <> 'filing'::text) OR (state <> 'draft'::text)));

CREATE POLICY official_range ON process_instance AS PERMISSIVE FOR ALL TO mingjing_official
  USING (((jurisdiction >= current_setting('mj.lo'::text, true)) AND (jurisdiction < current_setting('mj.hi'::text, true)) AND ((restricted_to = ''::text) OR (restricted_to = current_setting('mj.role'::text, true)))))
  WITH CHECK (((jurisdiction >= current_setting('mj.lo'::text, true)) AND (jurisdiction < current_setting('mj.hi'::text, true))));

CREATE POLICY own_open ON process_instance AS PERMISSIVE FOR INSERT TO mingjing_unit
  WITH CHECK (((organisation_id = (NULLIF(current_setting('mj.org'::text, true), ''::text))::uuid) AND shown_to_party AND (version = 0) AND (process = ANY (ARRAY['filing'::text, 'project'::text, 'practitioner-filing'::text]))));

CREATE POLICY own_read ON process_instance AS PERMISSIVE FOR SELECT TO mingjing_unit
  USING (((organisation_id = (NULLIF(current_setting('mj.org'::text, true), ''::text))::uuid) AND shown_to_party));

CREATE POLICY own_step ON process_instance AS PERMISSIVE FOR UPDATE TO mingjing_unit
  USING (((organisation_id = (NULLIF(current_setting('mj.org'::text, true), ''::text))::uuid) AND shown_to_party))
  WITH CHECK (((organisation_id = (NULLIF(current_setting('mj.org'::text, true), ''::text))::uuid) AND shown_to_party));

CREATE POLICY with_instance ON process_person AS PERMISSIVE FOR ALL TO mingjing_official, mingjing_unit
  USING ((EXISTS ( SELECT 1
   FROM process_instance i
  WHERE (i.id = process_person.instance_id))))
  WITH CHECK ((EXISTS ( SELECT 1
   FROM process_instance i
  WHERE (i.id = process_person.instance_id))));

CREATE POLICY own_requests ON process_request AS PERMISSIVE FOR ALL TO mingjing_official, mingjing_unit
  USING ((user_id = current_setting('mj.user'::text, true)))
  WITH CHECK ((user_id = current_setting('mj.user'::text, true)));

CREATE POLICY with_instance ON process_step AS PERMISSIVE FOR ALL TO mingjing_official, mingjing_unit
  USING ((EXISTS ( SELECT 1
   FROM process_instance i
  WHERE (i.id = process_step.instance_id))))
  WITH CHECK ((EXISTS ( SELECT 1
   FROM process_instance i
  WHERE (i.id = process_step.instance_id))));

CREATE POLICY gate ON rate_window AS PERMISSIVE FOR ALL TO mingjing_app
  USING (true)
  WITH CHECK (true);

CREATE POLICY official_range ON recorder AS PERMISSIVE FOR ALL TO mingjing_official
  USING (((jurisdiction >= current_setting('mj.lo'::text, true)) AND (jurisdiction < current_setting('mj.hi'::text, true))))
  WITH CHECK (((jurisdiction >= current_setting('mj.lo'::text, true)) AND (jurisdiction < current_setting('mj.hi'::text, true))));

CREATE POLICY own_unit ON recorder AS PERMISSIVE FOR SELECT TO mingjing_unit
  USING ((unit_id IN ( SELECT unit.id
   FROM unit
  WHERE (unit.organisation_id = (NULLIF(current_setting('mj.org'::text, true), ''::text))::uuid))));

CREATE POLICY official_range ON recorder_challenge AS PERMISSIVE FOR ALL TO mingjing_official
  USING (((jurisdiction >= current_setting('mj.lo'::text, true)) AND (jurisdiction < current_setting('mj.hi'::text, true))))
  WITH CHECK (((jurisdiction >= current_setting('mj.lo'::text, true)) AND (jurisdiction < current_setting('mj.hi'::text, true))));

CREATE POLICY own_unit ON recorder_challenge AS PERMISSIVE FOR SELECT TO mingjing_unit
  USING ((unit_id IN ( SELECT unit.id
   FROM unit
  WHERE (unit.organisation_id = (NULLIF(current_setting('mj.org'::text, true), ''::text))::uuid))));

CREATE POLICY official_range ON recorder_errand AS PERMISSIVE FOR ALL TO mingjing_official
  USING (((jurisdiction >= current_setting('mj.lo'::text, true)) AND (jurisdiction < current_setting('mj.hi'::text, true))))
  WITH CHECK (((jurisdiction >= current_setting('mj.lo'::text, true)) AND (jurisdiction < current_setting('mj.hi'::text, true))));

CREATE POLICY own_unit ON recorder_errand AS PERMISSIVE FOR ALL TO mingjing_unit
  USING ((unit_id IN ( SELECT unit.id
   FROM unit
  WHERE (unit.organisation_id = (NULLIF(current_setting('mj.org'::text, true), ''::text))::uuid))));

CREATE POLICY official_range ON recorder_finding AS PERMISSIVE FOR ALL TO mingjing_official
  USING (((jurisdiction >= current_setting('mj.lo'::text, true)) AND (jurisdiction < current_setting('mj.hi'::text, true))))
  WITH CHECK (((jurisdiction >= current_setting('mj.lo'::text, true)) AND (jurisdiction < current_setting('mj.hi'::text, true))));

CREATE POLICY own_unit ON recorder_finding AS PERMISSIVE FOR SELECT TO mingjing_unit
  USING ((unit_id IN ( SELECT unit.id
   FROM unit
  WHERE (unit.organisation_id = (NULLIF(current_setting('mj.org'::text, true), ''::text))::uuid))));

CREATE POLICY official_range ON responsible_person AS PERMISSIVE FOR ALL TO mingjing_official
  USING (((jurisdiction >= current_setting('mj.lo'::text, true)) AND (jurisdiction < current_setting('mj.hi'::text, true))))
  WITH CHECK (((jurisdiction >= current_setting('mj.lo'::text, true)) AND (jurisdiction < current_setting('mj.hi'::text, true))));

CREATE POLICY own_unit ON responsible_person AS PERMISSIVE FOR SELECT TO mingjing_unit
  USING ((unit_id IN ( SELECT unit.id
   FROM unit
  WHERE (unit.organisation_id = (NULLIF(current_setting('mj.org'::text, true), ''::text))::uuid))));

CREATE POLICY mine ON saved_view AS PERMISSIVE FOR ALL TO mingjing_official
  USING ((user_id = current_setting('mj.user'::text, true)))
  WITH CHECK ((user_id = current_setting('mj.user'::text, true)));

CREATE POLICY gate ON session_assurance AS PERMISSIVE FOR ALL TO mingjing_app
  USING (true)
  WITH CHECK (true);

CREATE POLICY official_range ON shared_record AS PERMISSIVE FOR ALL TO mingjing_official
  USING (((jurisdiction >= current_setting('mj.lo'::text, true)) AND (jurisdiction < current_setting('mj.hi'::text, true))))
  WITH CHECK (((jurisdiction >= current_setting('mj.lo'::text, true)) AND (jurisdiction < current_setting('mj.hi'::text, true))));

CREATE POLICY gate ON sign_in_guard AS PERMISSIVE FOR ALL TO mingjing_app
  USING (true)
  WITH CHECK (true);

CREATE POLICY official_range ON unit AS PERMISSIVE FOR ALL TO mingjing_official
  USING (((jurisdiction >= current_setting('mj.lo'::text, true)) AND (jurisdiction < current_setting('mj.hi'::text, true))))
  WITH CHECK (((jurisdiction >= current_setting('mj.lo'::text, true)) AND (jurisdiction < current_setting('mj.hi'::text, true))));

CREATE POLICY own_unit ON unit AS PERMISSIVE FOR SELECT TO mingjing_unit
  USING ((organisation_id = (NULLIF(current_setting('mj.org'::text, true), ''::text))::uuid));

CREATE POLICY official_range ON unit_count AS PERMISSIVE FOR ALL TO mingjing_official
  USING (((jurisdiction >= current_setting('mj.lo'::text, true)) AND (jurisdiction < current_setting('mj.hi'::text, true))))
  WITH CHECK (((jurisdiction >= current_setting('mj.lo'::text, true)) AND (jurisdiction < current_setting('mj.hi'::text, true))));

CREATE POLICY official_range ON unit_likeness AS PERMISSIVE FOR SELECT TO mingjing_official
  USING (((jurisdiction >= current_setting('mj.lo'::text, true)) AND (jurisdiction < current_setting('mj.hi'::text, true))));

CREATE POLICY either_office ON unit_move AS PERMISSIVE FOR SELECT TO mingjing_official
  USING ((((from_jurisdiction >= current_setting('mj.lo'::text, true)) AND (from_jurisdiction < current_setting('mj.hi'::text, true))) OR ((to_jurisdiction >= current_setting('mj.lo'::text, true)) AND (to_jurisdiction < current_setting('mj.hi'::text, true)))));

CREATE POLICY hand_in ON unit_registration AS PERMISSIVE FOR INSERT TO mingjing_public
  WITH CHECK (((state = 'received'::text) AND (unit_id IS NULL) AND (decided_by IS NULL)));

CREATE POLICY official_range ON unit_registration AS PERMISSIVE FOR ALL TO mingjing_official
  USING (((jurisdiction >= current_setting('mj.lo'::text, true)) AND (jurisdiction < current_setting('mj.hi'::text, true))))
  WITH CHECK (((jurisdiction >= current_setting('mj.lo'::text, true)) AND (jurisdiction < current_setting('mj.hi'::text, true))));

CREATE POLICY official_range ON unit_reminder AS PERMISSIVE FOR ALL TO mingjing_official
  USING (((jurisdiction >= current_setting('mj.lo'::text, true)) AND (jurisdiction < current_setting('mj.hi'::text, true))))
  WITH CHECK (((jurisdiction >= current_setting('mj.lo'::text, true)) AND (jurisdiction < current_setting('mj.hi'::text, true)) AND (by = current_setting('mj.user'::text, true))));

CREATE POLICY official_range ON video_system AS PERMISSIVE FOR ALL TO mingjing_official
  USING (((jurisdiction >= current_setting('mj.lo'::text, true)) AND (jurisdiction < current_setting('mj.hi'::text, true))))
  WITH CHECK (((jurisdiction >= current_setting('mj.lo'::text, true)) AND (jurisdiction < current_setting('mj.hi'::text, true))));

CREATE POLICY own_unit ON video_system AS PERMISSIVE FOR SELECT TO mingjing_unit
  USING ((unit_id IN ( SELECT unit.id
   FROM unit
  WHERE (unit.organisation_id = (NULLIF(current_setting('mj.org'::text, true), ''::text))::uuid))));

-- grants

GRANT INSERT, SELECT, UPDATE ON account_reset TO mingjing_official;

GRANT INSERT, SELECT ON audit_record TO mingjing_official;

GRANT INSERT ON audit_record TO mingjing_unit;

GRANT DELETE, INSERT, SELECT, UPDATE ON camera TO mingjing_official;

GRANT SELECT ON camera TO mingjing_unit;

GRANT SELECT, UPDATE ON camera_report TO mingjing_official;

GRANT INSERT ON camera_report TO mingjing_public;

GRANT SELECT ON camera_report_photo TO mingjing_official;

GRANT INSERT ON camera_report_photo TO mingjing_public;

GRANT INSERT ON enrolment_code TO mingjing_official;

GRANT INSERT ON enrolment_code TO mingjing_unit;

GRANT INSERT, SELECT ON field_history TO mingjing_official;

GRANT SELECT ON field_history TO mingjing_unit;

GRANT INSERT, SELECT, UPDATE ON filing TO mingjing_official;

GRANT INSERT, SELECT, UPDATE ON filing TO mingjing_unit;

GRANT INSERT, SELECT ON filing_action TO mingjing_official;

GRANT INSERT, SELECT ON filing_action TO mingjing_unit;

GRANT SELECT ON filing_attachment TO mingjing_official;

GRANT DELETE, INSERT, SELECT ON filing_attachment TO mingjing_unit;

GRANT SELECT ON footage_bundle TO mingjing_official;

GRANT SELECT ON footage_bundle_part TO mingjing_official;

GRANT SELECT, UPDATE ON footage_request TO mingjing_official;

GRANT INSERT ON footage_request TO mingjing_public;

GRANT DELETE, INSERT, SELECT, UPDATE ON import_batch TO mingjing_official;

GRANT INSERT, SELECT, UPDATE ON inspection_draw TO mingjing_official;

GRANT INSERT, SELECT, UPDATE ON inspection_plan TO mingjing_official;

GRANT INSERT, SELECT, UPDATE ON invitation TO mingjing_official;

GRANT SELECT ON log_checkpoint TO mingjing_official;

GRANT SELECT ON member TO mingjing_app;

GRANT INSERT, SELECT, UPDATE ON member TO mingjing_official;

GRANT SELECT ON member TO mingjing_unit;

GRANT SELECT ON merged_unit TO mingjing_official;

GRANT INSERT, SELECT ON not_duplicate TO mingjing_official;

GRANT SELECT, UPDATE ON notification TO mingjing_official;

GRANT SELECT, UPDATE ON notification TO mingjing_unit;

GRANT DELETE, INSERT, SELECT, UPDATE ON one_time_password TO mingjing_app;

GRANT INSERT, SELECT ON organ_key TO mingjing_official;

GRANT SELECT ON organ_key TO mingjing_unit;

GRANT SELECT ON organisation TO mingjing_app;

GRANT INSERT, SELECT, UPDATE ON organisation TO mingjing_official;

GRANT SELECT ON organisation TO mingjing_unit;

GRANT INSERT, SELECT, UPDATE ON process_clock TO mingjing_official;

GRANT INSERT, SELECT, UPDATE ON process_clock TO mingjing_unit;

GRANT INSERT, SELECT, UPDATE ON process_document TO mingjing_official;

GRANT INSERT, SELECT, UPDATE ON process_document TO mingjing_unit;

GRANT INSERT, SELECT ON process_evidence TO mingjing_official;

GRANT INSERT, SELECT ON process_evidence TO mingjing_unit;

GRANT INSERT, SELECT, UPDATE ON process_instance TO mingjing_official;

GRANT INSERT, SELECT, UPDATE ON process_instance TO mingjing_unit;

GRANT INSERT, SELECT, UPDATE ON process_person TO mingjing_official;

GRANT INSERT, SELECT, UPDATE ON process_person TO mingjing_unit;

GRANT INSERT, SELECT ON process_request TO mingjing_official;

GRANT INSERT, SELECT ON process_request TO mingjing_unit;

GRANT INSERT, SELECT ON process_step TO mingjing_official;

GRANT INSERT, SELECT ON process_step TO mingjing_unit;

GRANT DELETE, INSERT, SELECT, UPDATE ON rate_window TO mingjing_app;

GRANT SELECT ON recorder TO mingjing_official;

GRANT SELECT ON recorder TO mingjing_unit;

GRANT INSERT, SELECT ON recorder_challenge TO mingjing_official;

GRANT SELECT ON recorder_challenge TO mingjing_unit;

GRANT INSERT, SELECT ON recorder_errand TO mingjing_official;

GRANT INSERT, SELECT ON recorder_errand TO mingjing_unit;

GRANT SELECT ON recorder_finding TO mingjing_official;

GRANT SELECT ON recorder_finding TO mingjing_unit;

GRANT DELETE, INSERT, SELECT, UPDATE ON responsible_person TO mingjing_official;

GRANT SELECT ON responsible_person TO mingjing_unit;

GRANT DELETE, INSERT, SELECT, UPDATE ON saved_view TO mingjing_official;

GRANT DELETE, INSERT, SELECT, UPDATE ON session_assurance TO mingjing_app;

GRANT INSERT, SELECT, UPDATE ON shared_record TO mingjing_official;

GRANT DELETE, INSERT, SELECT, UPDATE ON sign_in_guard TO mingjing_app;

GRANT INSERT, SELECT, UPDATE ON unit TO mingjing_official;

GRANT SELECT ON unit TO mingjing_unit;

GRANT SELECT ON unit_count TO mingjing_official;

GRANT SELECT ON unit_likeness TO mingjing_official;

GRANT SELECT ON unit_move TO mingjing_official;

GRANT SELECT, UPDATE ON unit_registration TO mingjing_official;

GRANT INSERT ON unit_registration TO mingjing_public;

GRANT INSERT, SELECT ON unit_reminder TO mingjing_official;

GRANT DELETE, INSERT, SELECT, UPDATE ON video_system TO mingjing_official;

GRANT SELECT ON video_system TO mingjing_unit;

-- grants of columns

GRANT SELECT (index) ON log_entry TO mingjing_official;

GRANT SELECT (audit_id) ON log_entry TO mingjing_official;

GRANT UPDATE (revoked_at) ON recorder TO mingjing_official;

GRANT UPDATE (revoked_reason) ON recorder TO mingjing_official;

GRANT UPDATE (wanted) ON recorder_errand TO mingjing_official;

GRANT UPDATE (wanted) ON recorder_errand TO mingjing_unit;

GRANT UPDATE (told_at) ON recorder_errand TO mingjing_official;

GRANT UPDATE (told_at) ON recorder_errand TO mingjing_unit;
