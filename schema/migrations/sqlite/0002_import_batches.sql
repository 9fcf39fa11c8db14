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
  error TEXT NOT NULL,     -- JSON: why it cannot be read or was not imported, "" when all is well
  record_id INTEGER,
  operation_id INTEGER
) STRICT;
-- Apart from its item, which is written again with every decision.
CREATE TABLE import_draft (
  item_id INTEGER PRIMARY KEY REFERENCES import_item (id) ON DELETE CASCADE,
  draft BLOB NOT NULL      -- compressed JSON without the content
) STRICT;
CREATE INDEX import_item_batch ON import_item (batch_id, position);
CREATE INDEX import_item_operation ON import_item (operation_id) WHERE operation_id IS NOT NULL;
CREATE INDEX import_item_sha256 ON import_item (sha256) WHERE sha256 <> '';

-- A record is removed at once only where every table that may name it can be asked for it.
CREATE INDEX evidence_source ON evidence (source_id) WHERE source_id IS NOT NULL;
CREATE INDEX authority_parent ON authority (parent_id) WHERE parent_id IS NOT NULL;
CREATE INDEX collection_parent ON collection (parent_id) WHERE parent_id IS NOT NULL;
CREATE INDEX rights_agent_authority ON rights_agent (authority_id) WHERE authority_id IS NOT NULL;
CREATE INDEX rights_statement_supersedes ON rights_statement (supersedes_id) WHERE supersedes_id IS NOT NULL;
CREATE INDEX rights_statement_overrides ON rights_statement (overrides_id) WHERE overrides_id IS NOT NULL;
