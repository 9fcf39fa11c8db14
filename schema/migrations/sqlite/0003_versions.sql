-- Articles that are versions of one another, records that are known to be different.

-- The versions of one text have one chain; position counts from the oldest. One of them is the current one.
CREATE TABLE version (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  record_id INTEGER NOT NULL REFERENCES record (id),  -- the article
  chain INTEGER NOT NULL,
  position INTEGER NOT NULL,
  current INTEGER NOT NULL CHECK (current IN (0, 1)),
  note TEXT NOT NULL
) STRICT;
CREATE INDEX version_record ON version (record_id);
CREATE INDEX version_chain ON version (chain, position);

-- Two that look alike and are not the same: never proposed again. Each end is a record (its id) or, while it is
-- none, a source (its key; id 0).
CREATE TABLE different (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  one_id INTEGER NOT NULL,
  other_id INTEGER NOT NULL,
  one_key TEXT NOT NULL,
  other_key TEXT NOT NULL,
  at TEXT NOT NULL
) STRICT;
CREATE INDEX different_one ON different (one_id);
CREATE INDEX different_other ON different (other_id);
CREATE INDEX different_one_key ON different (one_key);
CREATE INDEX different_other_key ON different (other_key);

-- Derived from the articles, rebuilt at will: a sample of the runs of words in each (domain/likeness.py).
CREATE TABLE article_print (
  article_id INTEGER PRIMARY KEY,
  checksum INTEGER NOT NULL,  -- of the text that the sample is of
  address TEXT NOT NULL,      -- canonical (domain/addresses.py)
  hashes BLOB NOT NULL        -- the sample: 32-bit numbers, little-endian
) STRICT;
CREATE INDEX article_print_address ON article_print (address) WHERE address <> '';

-- The samples as an inverted index: each number is a word. Not a table of pairs, whose rows would fall all over it:
-- one article would rewrite half a megabyte of a large catalogue.
CREATE VIRTUAL TABLE article_shingle USING fts5 (hashes, content='', detail=none, columnsize=0, tokenize='ascii');
CREATE VIRTUAL TABLE shingle_list USING fts5vocab ('article_shingle', 'row');
