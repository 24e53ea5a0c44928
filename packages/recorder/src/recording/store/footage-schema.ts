// SPDX-License-Identifier: Apache-2.0
/** Tables of the footage index, version by version. */
import type { SchemaSteps } from '../../schema-version.ts';

export const footageSchema: SchemaSteps = [
  `
CREATE TABLE IF NOT EXISTS meta (key TEXT PRIMARY KEY, value INTEGER NOT NULL) STRICT;
CREATE TABLE IF NOT EXISTS span (
  camera TEXT NOT NULL,
  n INTEGER NOT NULL,               -- running number per camera over segments and gaps, from 1
  kind INTEGER NOT NULL,            -- 1 segment, 2 gap
  start_ms INTEGER NOT NULL,        -- epoch ms
  end_ms INTEGER NOT NULL,          -- epoch ms, exclusive
  log_index INTEGER NOT NULL,       -- of its entry
  cause TEXT,                       -- gaps only
  bytes INTEGER NOT NULL,           -- size of the file; 0 for gaps
  parts INTEGER NOT NULL,           -- initialization and fragments
  path TEXT,                        -- relative to the store
  root TEXT,                        -- segment root, hex
  codec TEXT,                       -- RFC 6381
  width INTEGER NOT NULL,           -- pixels
  height INTEGER NOT NULL,          -- pixels
  frames INTEGER NOT NULL,          -- video frames
  starts_with_sync INTEGER NOT NULL,
  clock_source TEXT,
  clock_offset_ms INTEGER NOT NULL,
  camera_signature TEXT,
  part_table BLOB,                  -- part-table.ts
  tombstone INTEGER,                -- log index of the tombstone once the bytes are gone
  PRIMARY KEY (camera, n)
) STRICT, WITHOUT ROWID;
CREATE INDEX IF NOT EXISTS span_by_time ON span (camera, end_ms);
CREATE INDEX IF NOT EXISTS span_by_log ON span (log_index);
CREATE INDEX IF NOT EXISTS span_by_tombstone ON span (tombstone) WHERE tombstone IS NOT NULL;
`,
  `
ALTER TABLE span ADD COLUMN floor_days REAL;       -- retention floor by its own entry; null: the entry says none
ALTER TABLE span ADD COLUMN floor_from_ms INTEGER; -- trusted time the floor counts from: when logged, or later (postpone)
`,
  // Sums per camera and day, and an index each of what is kept, what is gone and what is missing: no question that a
  // person or a timer waits for looks at every row.
  `
CREATE TABLE volume (
  camera TEXT NOT NULL,
  day INTEGER NOT NULL,             -- UTC day of the segment's end, since 1970
  bytes INTEGER NOT NULL,           -- of segments whose bytes are there
  recorded_ms INTEGER NOT NULL,
  PRIMARY KEY (camera, day)
) STRICT, WITHOUT ROWID;
INSERT INTO volume SELECT camera, end_ms / 86400000, SUM(bytes), SUM(end_ms - start_ms) FROM span
  WHERE kind = 1 AND tombstone IS NULL GROUP BY 1, 2;
CREATE TRIGGER volume_added AFTER INSERT ON span WHEN NEW.kind = 1 AND NEW.tombstone IS NULL BEGIN
  INSERT INTO volume VALUES (NEW.camera, NEW.end_ms / 86400000, NEW.bytes, NEW.end_ms - NEW.start_ms)
  ON CONFLICT (camera, day) DO UPDATE SET bytes = bytes + excluded.bytes, recorded_ms = recorded_ms + excluded.recorded_ms;
END;
CREATE TRIGGER volume_buried AFTER UPDATE OF tombstone ON span
  WHEN OLD.kind = 1 AND OLD.tombstone IS NULL AND NEW.tombstone IS NOT NULL BEGIN
  UPDATE volume SET bytes = bytes - OLD.bytes, recorded_ms = recorded_ms - (OLD.end_ms - OLD.start_ms)
  WHERE camera = OLD.camera AND day = OLD.end_ms / 86400000;
END;
CREATE TRIGGER volume_removed AFTER DELETE ON span WHEN OLD.kind = 1 AND OLD.tombstone IS NULL BEGIN
  UPDATE volume SET bytes = bytes - OLD.bytes, recorded_ms = recorded_ms - (OLD.end_ms - OLD.start_ms)
  WHERE camera = OLD.camera AND day = OLD.end_ms / 86400000;
END;
CREATE INDEX span_kept ON span (camera, end_ms) WHERE kind = 1 AND tombstone IS NULL;
CREATE INDEX span_gone ON span (camera, end_ms) WHERE tombstone IS NOT NULL;
CREATE INDEX span_gap ON span (camera, end_ms) WHERE kind = 2;
UPDATE span SET part_table = NULL WHERE tombstone IS NOT NULL;
`,
];
