-- The catalogue as first released. A released step is never edited.
-- Moments are UTC ISO 8601; dates of the world are EDTF; lists of plain values are JSON arrays.

PRAGMA application_id = 0x41524348;  -- "ARCH"

-- 1. Records -----------------------------------------------------------------------------------

CREATE TABLE record (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  kind TEXT NOT NULL CHECK (kind IN ('article','photo','video','photo_use','video_use','authority','rights',
    'media','source','collection','saved_search')),
  uid TEXT NOT NULL UNIQUE,
  revision INTEGER NOT NULL,
  created TEXT NOT NULL,
  modified TEXT NOT NULL,
  deleted TEXT NOT NULL DEFAULT ''
) STRICT;
CREATE INDEX record_kind ON record (kind, deleted);

CREATE TABLE source (
  id INTEGER PRIMARY KEY REFERENCES record (id),
  sha256 TEXT NOT NULL,
  size INTEGER NOT NULL,
  name TEXT NOT NULL,
  address TEXT NOT NULL,
  media_type TEXT NOT NULL,
  encoding TEXT NOT NULL,
  importer TEXT NOT NULL,
  text TEXT NOT NULL
) STRICT;
CREATE INDEX source_sha256 ON source (sha256);
CREATE INDEX source_address ON source (address);

CREATE TABLE media (
  id INTEGER PRIMARY KEY REFERENCES record (id),
  sha256 TEXT NOT NULL,
  size INTEGER NOT NULL,
  media_type TEXT NOT NULL,
  name TEXT NOT NULL,
  suffix TEXT NOT NULL,
  width INTEGER,
  height INTEGER,
  duration REAL,
  perceptual_hash TEXT NOT NULL,
  metadata TEXT NOT NULL,
  checked TEXT NOT NULL,
  fixity TEXT NOT NULL CHECK (fixity IN ('','ok','changed','missing'))
) STRICT;
CREATE INDEX media_sha256 ON media (sha256);

CREATE TABLE article (
  id INTEGER PRIMARY KEY REFERENCES record (id),
  headline TEXT NOT NULL,
  standfirst TEXT NOT NULL,
  body TEXT NOT NULL,  -- paragraphs parted by a line feed
  publisher TEXT NOT NULL,
  publisher_id INTEGER REFERENCES record (id),
  section TEXT NOT NULL,
  dateline TEXT NOT NULL,
  published TEXT NOT NULL,
  accessed TEXT NOT NULL,
  language TEXT NOT NULL,
  url TEXT NOT NULL,
  source_id INTEGER REFERENCES record (id),
  notes TEXT NOT NULL,
  reviewed INTEGER NOT NULL CHECK (reviewed IN (0, 1))
) STRICT;
CREATE INDEX article_url ON article (url) WHERE url <> '';
CREATE INDEX article_source ON article (source_id);
CREATE INDEX article_publisher ON article (publisher_id) WHERE publisher_id IS NOT NULL;
CREATE INDEX article_headline ON article (headline);

CREATE TABLE photo (
  id INTEGER PRIMARY KEY REFERENCES record (id),
  title TEXT NOT NULL,
  description TEXT NOT NULL,
  taken TEXT NOT NULL,
  place TEXT NOT NULL,
  medium TEXT NOT NULL CHECK (medium IN ('photo','illustration','screenshot','composite','video_still')),
  digital_source_type TEXT NOT NULL,
  media_id INTEGER REFERENCES record (id),
  url TEXT NOT NULL,
  notes TEXT NOT NULL,
  reviewed INTEGER NOT NULL CHECK (reviewed IN (0, 1))
) STRICT;
CREATE INDEX photo_media ON photo (media_id) WHERE media_id IS NOT NULL;
CREATE INDEX photo_url ON photo (url) WHERE url <> '';

CREATE TABLE video (
  id INTEGER PRIMARY KEY REFERENCES record (id),
  title TEXT NOT NULL,
  description TEXT NOT NULL,
  url TEXT NOT NULL,
  platform TEXT NOT NULL,
  duration REAL,
  published TEXT NOT NULL,
  status TEXT NOT NULL CHECK (status IN ('linked','embedded','mentioned','missing','held')),
  media_id INTEGER REFERENCES record (id),
  notes TEXT NOT NULL,
  reviewed INTEGER NOT NULL CHECK (reviewed IN (0, 1))
) STRICT;
CREATE INDEX video_media ON video (media_id) WHERE media_id IS NOT NULL;
CREATE INDEX video_url ON video (url) WHERE url <> '';

CREATE TABLE photo_use (
  id INTEGER PRIMARY KEY REFERENCES record (id),
  article_id INTEGER NOT NULL REFERENCES article (id),
  photo_id INTEGER NOT NULL REFERENCES photo (id),
  position INTEGER NOT NULL,
  paragraph INTEGER NOT NULL,
  caption TEXT NOT NULL,
  alt_text TEXT NOT NULL,
  credit_line TEXT NOT NULL,
  credit_flags TEXT NOT NULL,
  credit_licence TEXT NOT NULL,
  credit_year INTEGER,
  credit_medium TEXT NOT NULL,
  credit_literals TEXT NOT NULL,
  src TEXT NOT NULL
) STRICT;
CREATE INDEX photo_use_article ON photo_use (article_id, position);
CREATE INDEX photo_use_photo ON photo_use (photo_id);

CREATE TABLE video_use (
  id INTEGER PRIMARY KEY REFERENCES record (id),
  article_id INTEGER NOT NULL REFERENCES article (id),
  video_id INTEGER NOT NULL REFERENCES video (id),
  position INTEGER NOT NULL,
  paragraph INTEGER NOT NULL,
  mention TEXT NOT NULL,
  caption TEXT NOT NULL,
  credit_line TEXT NOT NULL,
  credit_flags TEXT NOT NULL,
  credit_licence TEXT NOT NULL,
  credit_year INTEGER,
  credit_medium TEXT NOT NULL,
  credit_literals TEXT NOT NULL
) STRICT;
CREATE INDEX video_use_article ON video_use (article_id, position);
CREATE INDEX video_use_video ON video_use (video_id);

-- Bylines, creators, people shown, subjects: a name as printed, perhaps linked to its authority.
CREATE TABLE name (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  record_id INTEGER NOT NULL REFERENCES record (id),
  field TEXT NOT NULL,
  position INTEGER NOT NULL,
  text TEXT NOT NULL,
  role TEXT NOT NULL,
  authority_id INTEGER REFERENCES record (id)
) STRICT;
CREATE INDEX name_record ON name (record_id, field, position);
CREATE INDEX name_authority ON name (authority_id) WHERE authority_id IS NOT NULL;

CREATE TABLE credit_party (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  record_id INTEGER NOT NULL REFERENCES record (id),  -- the photo use or video use
  position INTEGER NOT NULL,
  name TEXT NOT NULL,
  role TEXT NOT NULL,
  kind TEXT NOT NULL,
  start_at INTEGER NOT NULL,
  end_at INTEGER NOT NULL,
  authority_id INTEGER REFERENCES record (id)
) STRICT;
CREATE INDEX credit_party_record ON credit_party (record_id, position);
CREATE INDEX credit_party_authority ON credit_party (authority_id) WHERE authority_id IS NOT NULL;

CREATE TABLE authority (
  id INTEGER PRIMARY KEY REFERENCES record (id),
  name TEXT NOT NULL,
  kind TEXT NOT NULL CHECK (kind IN ('person','organization','place','work','event','topic')),
  subkind TEXT NOT NULL,
  parent_id INTEGER REFERENCES record (id),
  note TEXT NOT NULL
) STRICT;

CREATE TABLE authority_variant (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  record_id INTEGER NOT NULL REFERENCES record (id),
  position INTEGER NOT NULL,
  text TEXT NOT NULL,
  language TEXT NOT NULL,
  script TEXT NOT NULL
) STRICT;
CREATE INDEX authority_variant_record ON authority_variant (record_id, position);

CREATE TABLE authority_identifier (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  record_id INTEGER NOT NULL REFERENCES record (id),
  position INTEGER NOT NULL,
  scheme TEXT NOT NULL,
  value TEXT NOT NULL
) STRICT;
CREATE INDEX authority_identifier_record ON authority_identifier (record_id, position);

CREATE TABLE rights_statement (
  id INTEGER PRIMARY KEY REFERENCES record (id),
  work_id INTEGER NOT NULL REFERENCES record (id),
  scope TEXT NOT NULL,
  status TEXT NOT NULL CHECK (status IN ('draft','current','disputed','superseded','withdrawn')),
  supersedes_id INTEGER REFERENCES record (id),
  overrides_id INTEGER REFERENCES record (id),
  basis TEXT NOT NULL,
  copyright_status TEXT NOT NULL,
  rights_uri TEXT NOT NULL,
  jurisdiction TEXT NOT NULL,
  copyright_year INTEGER,
  citation TEXT NOT NULL,
  credit_line_printed TEXT NOT NULL,
  copyright_notice TEXT NOT NULL,
  usage_terms TEXT NOT NULL,
  restrictions TEXT NOT NULL,
  source_language TEXT NOT NULL,
  credit_obligation TEXT NOT NULL,
  credit_text TEXT NOT NULL,
  credit_placement TEXT NOT NULL,
  licence_id TEXT NOT NULL,
  licence_url TEXT NOT NULL,
  acquire_url TEXT NOT NULL,
  contract_ref TEXT NOT NULL,
  fee TEXT NOT NULL,
  embargo_until TEXT NOT NULL,
  embargo_scope TEXT NOT NULL,
  review_date TEXT NOT NULL,
  determined_on TEXT NOT NULL,
  model_release TEXT NOT NULL,
  model_release_ids TEXT NOT NULL,
  property_release TEXT NOT NULL,
  property_release_ids TEXT NOT NULL,
  minor_age TEXT NOT NULL,
  depicted_works TEXT NOT NULL,
  privacy_flag INTEGER NOT NULL CHECK (privacy_flag IN (0, 1)),
  cultural_sensitivity TEXT NOT NULL,
  takedown INTEGER NOT NULL CHECK (takedown IN (0, 1)),
  legal_hold INTEGER NOT NULL CHECK (legal_hold IN (0, 1)),
  data_mining TEXT NOT NULL,
  data_mining_constraint TEXT NOT NULL,
  confidence TEXT NOT NULL,
  asserted_by TEXT NOT NULL,
  determined_by TEXT NOT NULL,
  note TEXT NOT NULL
) STRICT;
CREATE INDEX rights_statement_work ON rights_statement (work_id, status);

CREATE TABLE rights_agent (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  record_id INTEGER NOT NULL REFERENCES record (id),
  position INTEGER NOT NULL,
  name TEXT NOT NULL,
  role TEXT NOT NULL,
  authority_id INTEGER REFERENCES record (id)
) STRICT;
CREATE INDEX rights_agent_record ON rights_agent (record_id, position);

CREATE TABLE rights_grant (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  record_id INTEGER NOT NULL REFERENCES record (id),
  position INTEGER NOT NULL,
  effect TEXT NOT NULL CHECK (effect IN ('permit','prohibit')),
  action TEXT NOT NULL,
  purpose TEXT NOT NULL,
  channel TEXT NOT NULL,
  territory TEXT NOT NULL,
  territory_except TEXT NOT NULL,
  audience TEXT NOT NULL,
  starts TEXT NOT NULL,
  ends TEXT NOT NULL,
  max_uses INTEGER,
  uses_so_far INTEGER NOT NULL,
  max_size TEXT NOT NULL,
  exclusive INTEGER NOT NULL CHECK (exclusive IN (0, 1)),
  duties TEXT NOT NULL
) STRICT;
CREATE INDEX rights_grant_record ON rights_grant (record_id, position);

CREATE TABLE rights_evidence (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  record_id INTEGER NOT NULL REFERENCES record (id),
  position INTEGER NOT NULL,
  kind TEXT NOT NULL,
  source TEXT NOT NULL,
  captured_at TEXT NOT NULL,
  quote TEXT NOT NULL,
  attachment TEXT NOT NULL,
  recorded_by TEXT NOT NULL
) STRICT;
CREATE INDEX rights_evidence_record ON rights_evidence (record_id, position);

CREATE TABLE collection (
  id INTEGER PRIMARY KEY REFERENCES record (id),
  name TEXT NOT NULL,
  parent_id INTEGER REFERENCES record (id),
  note TEXT NOT NULL
) STRICT;

CREATE TABLE collection_member (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  record_id INTEGER NOT NULL REFERENCES record (id),  -- the collection
  position INTEGER NOT NULL,
  member_id INTEGER NOT NULL REFERENCES record (id)
) STRICT;
CREATE INDEX collection_member_record ON collection_member (record_id, position);
CREATE INDEX collection_member_member ON collection_member (member_id);

CREATE TABLE saved_search (
  id INTEGER PRIMARY KEY REFERENCES record (id),
  name TEXT NOT NULL,
  query TEXT NOT NULL,
  sort TEXT NOT NULL
) STRICT;

-- Why a field holds its value. A person's edit supersedes (current = 0), never erases.
CREATE TABLE evidence (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  record_id INTEGER NOT NULL REFERENCES record (id),
  field TEXT NOT NULL,
  quote TEXT NOT NULL,
  method TEXT NOT NULL,
  confidence REAL NOT NULL,
  layer TEXT NOT NULL,
  start_at INTEGER NOT NULL,
  end_at INTEGER NOT NULL,
  version TEXT NOT NULL,
  source_id INTEGER REFERENCES record (id),
  current INTEGER NOT NULL CHECK (current IN (0, 1)),
  at TEXT NOT NULL
) STRICT;
CREATE INDEX evidence_record ON evidence (record_id, field);

-- 2. History -----------------------------------------------------------------------------------

CREATE TABLE operation (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  at TEXT NOT NULL,
  who TEXT NOT NULL,
  verb TEXT NOT NULL,
  label TEXT NOT NULL,
  kind TEXT NOT NULL CHECK (kind IN ('do', 'undo', 'redo')),
  target_id INTEGER REFERENCES operation (id),  -- of an undo or redo: the operation it takes back or repeats
  undone INTEGER NOT NULL CHECK (undone IN (0, 1)),  -- of a 'do': whether it is taken back now
  records INTEGER NOT NULL
) STRICT;
CREATE INDEX operation_undone ON operation (kind, undone);
CREATE INDEX operation_target ON operation (target_id) WHERE target_id IS NOT NULL;

-- One row changed, or a run of rows made (row_id to last_id): 'insert' keeps no copy, since its undo is a delete.
CREATE TABLE change (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  operation_id INTEGER NOT NULL REFERENCES operation (id),
  action TEXT NOT NULL CHECK (action IN ('insert', 'update', 'delete')),
  table_name TEXT NOT NULL,
  row_id INTEGER NOT NULL,
  last_id INTEGER NOT NULL,
  record_id INTEGER NOT NULL,  -- the record it belongs to; 0 for a run that spans records
  before TEXT,  -- JSON: the columns changed, or the whole row deleted
  after TEXT    -- JSON: the columns changed
) STRICT;
CREATE INDEX change_operation ON change (operation_id);
CREATE INDEX change_record ON change (record_id) WHERE record_id > 0;
CREATE INDEX change_row ON change (table_name, row_id, last_id);

-- What a person typed and has not saved: offered again after a crash. Not part of history.
CREATE TABLE draft (
  record_id INTEGER NOT NULL,
  field TEXT NOT NULL,
  value TEXT NOT NULL,
  at TEXT NOT NULL,
  PRIMARY KEY (record_id, field)
) STRICT, WITHOUT ROWID;

-- 3. What is searched: derived from the records, rebuilt at will ----------------------------------

-- One docid per searchable record, dense and in the order of dates: newest first is ORDER BY docid DESC.
CREATE TABLE item (
  docid INTEGER PRIMARY KEY,
  record_id INTEGER NOT NULL UNIQUE,
  kind INTEGER NOT NULL,           -- 1 article, 2 photo, 3 video
  title TEXT NOT NULL,
  title_key TEXT NOT NULL,         -- folded, for sorting
  published TEXT NOT NULL,         -- EDTF, as shown
  day_low INTEGER,                 -- earliest and latest day it can mean, as proleptic ordinals; NULL when undated
  day_high INTEGER,
  publisher_id INTEGER NOT NULL,   -- into facet_value; 0 none
  agency_id INTEGER NOT NULL,
  language_id INTEGER NOT NULL,
  verdict INTEGER NOT NULL,        -- 0 not allowed, 1 ask, 2 allowed with conditions, 3 allowed
  nobody_looked INTEGER NOT NULL,
  verdict_note TEXT NOT NULL,
  verdict_until TEXT NOT NULL,     -- the day from which the verdict must be decided anew; '' never
  photos INTEGER NOT NULL,
  videos INTEGER NOT NULL,
  media_id INTEGER NOT NULL,       -- media record shown for it; 0 none
  media_missing INTEGER NOT NULL,
  status INTEGER NOT NULL,         -- of a video: index into VIDEO_STATUSES; 0 for others
  missing INTEGER NOT NULL,        -- bits: what it lacks (store.items.MISSING)
  reviewed INTEGER NOT NULL,
  deleted INTEGER NOT NULL,
  added TEXT NOT NULL,
  modified TEXT NOT NULL,
  unsorted INTEGER NOT NULL        -- docid is not where its date belongs: sorted by the next rebuild
) STRICT;
CREATE INDEX item_added ON item (added);
CREATE INDEX item_title ON item (title_key);
CREATE INDEX item_day ON item (day_low);
CREATE INDEX item_verdict_until ON item (verdict_until) WHERE verdict_until <> '';

CREATE TABLE item_text (
  docid INTEGER PRIMARY KEY,
  title TEXT NOT NULL,
  standfirst TEXT NOT NULL,
  body TEXT NOT NULL,
  captions TEXT NOT NULL,
  credits TEXT NOT NULL,
  names TEXT NOT NULL,
  notes TEXT NOT NULL
) STRICT;

CREATE TABLE facet_value (
  id INTEGER PRIMARY KEY,
  field TEXT NOT NULL,
  value TEXT NOT NULL,
  UNIQUE (field, value)
) STRICT;

CREATE TABLE item_term (
  value_id INTEGER NOT NULL,
  docid INTEGER NOT NULL,
  PRIMARY KEY (value_id, docid)
) STRICT, WITHOUT ROWID;
CREATE INDEX item_term_docid ON item_term (docid);

-- Phrases, columns, snippets, rank.
CREATE VIRTUAL TABLE full_text USING fts5 (title, standfirst, body, captions, credits, names, notes,
  content='item_text', content_rowid='docid', tokenize='unicode61 remove_diacritics 2');
-- Words and prefixes while typing: small, no positions.
CREATE VIRTUAL TABLE typing USING fts5 (title, standfirst, body, captions, credits, names, notes,
  content='', detail=none, columnsize=0, prefix='2 3 4', tokenize='unicode61 remove_diacritics 2');
-- Title hits first.
CREATE VIRTUAL TABLE titles USING fts5 (title, standfirst, captions, credits,
  content='item_text', content_rowid='docid', prefix='1 2 3 4', tokenize='unicode61 remove_diacritics 2');

CREATE TRIGGER item_text_made AFTER INSERT ON item_text BEGIN
  INSERT INTO full_text (rowid, title, standfirst, body, captions, credits, names, notes)
    VALUES (new.docid, new.title, new.standfirst, new.body, new.captions, new.credits, new.names, new.notes);
  INSERT INTO typing (rowid, title, standfirst, body, captions, credits, names, notes)
    VALUES (new.docid, new.title, new.standfirst, new.body, new.captions, new.credits, new.names, new.notes);
  INSERT INTO titles (rowid, title, standfirst, captions, credits)
    VALUES (new.docid, new.title, new.standfirst, new.captions, new.credits);
END;
CREATE TRIGGER item_text_removed AFTER DELETE ON item_text BEGIN
  INSERT INTO full_text (full_text, rowid, title, standfirst, body, captions, credits, names, notes)
    VALUES ('delete', old.docid, old.title, old.standfirst, old.body, old.captions, old.credits, old.names, old.notes);
  INSERT INTO typing (typing, rowid, title, standfirst, body, captions, credits, names, notes)
    VALUES ('delete', old.docid, old.title, old.standfirst, old.body, old.captions, old.credits, old.names, old.notes);
  INSERT INTO titles (titles, rowid, title, standfirst, captions, credits)
    VALUES ('delete', old.docid, old.title, old.standfirst, old.captions, old.credits);
END;
CREATE TRIGGER item_text_changed AFTER UPDATE ON item_text BEGIN
  INSERT INTO full_text (full_text, rowid, title, standfirst, body, captions, credits, names, notes)
    VALUES ('delete', old.docid, old.title, old.standfirst, old.body, old.captions, old.credits, old.names, old.notes);
  INSERT INTO typing (typing, rowid, title, standfirst, body, captions, credits, names, notes)
    VALUES ('delete', old.docid, old.title, old.standfirst, old.body, old.captions, old.credits, old.names, old.notes);
  INSERT INTO titles (titles, rowid, title, standfirst, captions, credits)
    VALUES ('delete', old.docid, old.title, old.standfirst, old.captions, old.credits);
  INSERT INTO full_text (rowid, title, standfirst, body, captions, credits, names, notes)
    VALUES (new.docid, new.title, new.standfirst, new.body, new.captions, new.credits, new.names, new.notes);
  INSERT INTO typing (rowid, title, standfirst, body, captions, credits, names, notes)
    VALUES (new.docid, new.title, new.standfirst, new.body, new.captions, new.credits, new.names, new.notes);
  INSERT INTO titles (rowid, title, standfirst, captions, credits)
    VALUES (new.docid, new.title, new.standfirst, new.captions, new.credits);
END;

-- Every term with the number of its documents: spelling suggestions and completion.
CREATE VIRTUAL TABLE term_list USING fts5vocab ('full_text', 'row');
