-- A challenge may be asked for a thing (an off-site inspection); when it was settled is told apart from when it was answered.
ALTER TABLE recorder_challenge ADD COLUMN thing_id uuid REFERENCES process_instance (id);
CREATE INDEX recorder_challenge_thing ON recorder_challenge (thing_id) WHERE thing_id IS NOT NULL;
--> statement-breakpoint
CREATE INDEX recorder_challenge_silent ON recorder_challenge (ordered_at) WHERE state IN ('ordered', 'open');
