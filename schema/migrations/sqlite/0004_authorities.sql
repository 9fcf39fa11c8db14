-- Authorities: merges that can be taken apart again, names that are never the same, spellings that stand for each other.

CREATE TABLE authority_merge (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  kept_id INTEGER NOT NULL,    -- the authority that stayed
  member_id INTEGER NOT NULL,  -- the one that gave way; it lies in the bin until it is taken out again
  at TEXT NOT NULL,
  who TEXT NOT NULL,
  reason TEXT NOT NULL,
  moved TEXT NOT NULL,         -- JSON: [table, column, row id] of every link that was moved to the kept one
  added TEXT NOT NULL          -- JSON: what the kept one was given: {"variants": […], "identifiers": […], "fields": [[name, was, is], …]}
) STRICT;
CREATE INDEX authority_merge_kept ON authority_merge (kept_id);
CREATE INDEX authority_merge_member ON authority_merge (member_id);

CREATE TABLE authority_distinct (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  one_id INTEGER NOT NULL,     -- the smaller of the two ids
  other_id INTEGER NOT NULL,
  at TEXT NOT NULL,
  who TEXT NOT NULL,
  reason TEXT NOT NULL
) STRICT;
CREATE INDEX authority_distinct_one ON authority_distinct (one_id, other_id);

-- Every word that may be a name, by the key that its spellings share. Derived; words that are gone do no harm.
CREATE TABLE spelling (
  key TEXT NOT NULL,
  word TEXT NOT NULL,
  PRIMARY KEY (key, word)
) STRICT, WITHOUT ROWID;
