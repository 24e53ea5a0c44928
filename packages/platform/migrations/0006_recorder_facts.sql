-- What the unit's recorder says of itself, handed in with the filing and checked against its signature.
ALTER TABLE filing ADD COLUMN recorder_facts jsonb;
