-- Simulated counties of a platform for trials: the clock that their recorders live by, for all processes. Read and written
-- by the program itself; nobody who signs in has anything to do with it.
CREATE TABLE simulation (
  id text PRIMARY KEY,
  now_at timestamptz NOT NULL,           -- of that county
  opened_at timestamptz NOT NULL         -- of the wall
);
--> statement-breakpoint
ALTER TABLE simulation ENABLE ROW LEVEL SECURITY;
