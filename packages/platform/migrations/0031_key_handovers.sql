-- Notes by which the log of a recorder went from one key to the next, oldest first; `vkey` is the key in force.
ALTER TABLE recorder ADD COLUMN handovers text[] NOT NULL DEFAULT '{}';
