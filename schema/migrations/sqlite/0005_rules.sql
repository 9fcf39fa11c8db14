-- Source profiles and the person's own rules. Their hits are counted from the evidence that they leave ("rule:UID",
-- "profile:NAME"), so that the counts are right after any undo.

CREATE TABLE house_rule (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  uid TEXT NOT NULL UNIQUE,
  position INTEGER NOT NULL,
  enabled INTEGER NOT NULL CHECK (enabled IN (0, 1)),
  name TEXT NOT NULL,
  content TEXT NOT NULL  -- JSON: the other fields of a rule, those at their defaults left out
) STRICT;

CREATE TABLE source_profile (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  uid TEXT NOT NULL UNIQUE,
  position INTEGER NOT NULL,
  enabled INTEGER NOT NULL CHECK (enabled IN (0, 1)),
  name TEXT NOT NULL,
  content TEXT NOT NULL  -- JSON, likewise
) STRICT;

CREATE INDEX evidence_of_rules ON evidence (method) WHERE method LIKE 'rule:%' OR method LIKE 'profile:%';
