-- Work in progress of an import, so that a batch survives closing the program.

CREATE TABLE import_batch (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  uid TEXT NOT NULL UNIQUE,
  name TEXT NOT NULL,
  created TEXT NOT NULL,
  changed TEXT NOT NULL,
  state TEXT NOT NULL CHECK (state IN ('open', 'finished')),
  place INTEGER NOT NULL,  -- the item under review, 0 when none is
  pending TEXT NOT NULL    -- JSON: what was added and is not read to the end
) STRICT;

CREATE TABLE import_item (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  batch_id INTEGER NOT NULL REFERENCES import_batch (id) ON DELETE CASCADE,
  position INTEGER NOT NULL,
  kind TEXT NOT NULL CHECK (kind IN ('', 'draft', 'media', 'bundle')),
  name TEXT NOT NULL,
  address TEXT NOT NULL,   -- path or web address; "" for pasted text
  title TEXT NOT NULL,
  size INTEGER NOT NULL,
  sha256 TEXT NOT NULL,    -- of the content kept under staging/, "" when none is
  state TEXT NOT NULL CHECK (state IN ('read', 'unreadable', 'failed', 'imported')),
  standing TEXT NOT NULL CHECK (standing IN ('new', 'changed', 'duplicate')),
  wanted INTEGER NOT NULL, -- ticked
  accepted INTEGER NOT NULL,
  certain INTEGER NOT NULL, -- every High value of it was accepted
  choice TEXT NOT NULL,    -- how it is imported, "" for a record of its own
  facts TEXT NOT NULL,     -- JSON: what the list shows of it
  decisions TEXT NOT NULL, -- JSON: what the reviewer decided, by field
  draft BLOB,              -- compressed JSON without the content
  error TEXT NOT NULL,     -- JSON: why it cannot be read or was not imported, "" when all is well
  record_id INTEGER,
  operation_id INTEGER
) STRICT;
CREATE INDEX import_item_batch ON import_item (batch_id, position);
CREATE INDEX import_item_operation ON import_item (operation_id) WHERE operation_id IS NOT NULL;
CREATE INDEX import_item_sha256 ON import_item (sha256) WHERE sha256 <> '';
