-- Media: hashes, layers of metadata, checks of files, watched folders.

-- What is measured of the bytes of a picture (media.md §7), by their SHA-256, so that it outlives undo. Hashes are
-- signed 64-bit numbers; NULL where the picture is too flat to be compared, or could not be decoded.
CREATE TABLE media_hash (
  id INTEGER PRIMARY KEY,
  sha256 TEXT NOT NULL UNIQUE,
  version INTEGER NOT NULL,      -- of the way it was measured; an older one is measured again
  row_hash INTEGER,              -- dHash-128: whether a cell is brighter than its right neighbour, 8 × 8
  column_hash INTEGER,           -- and than the one below it
  cosine_hash INTEGER,           -- pHash-64: signs of the low frequencies
  pixels TEXT NOT NULL,          -- SHA-256 of the decoded pixels without metadata, "" where there are none
  width INTEGER,                 -- as a person sees it, upright
  height INTEGER
) STRICT;
CREATE INDEX media_hash_pixels ON media_hash (pixels) WHERE pixels <> '';

-- Checks of the files that the catalogue keeps. A check goes on where it was left.
CREATE TABLE file_check (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  begun TEXT NOT NULL,
  ended TEXT NOT NULL,           -- "" while it is under way
  state TEXT NOT NULL CHECK (state IN ('open', 'finished', 'offline')),
  place TEXT NOT NULL,           -- the last file that was looked at: store and SHA-256
  total INTEGER NOT NULL,
  done INTEGER NOT NULL,
  bytes INTEGER NOT NULL,
  changed INTEGER NOT NULL,
  missing INTEGER NOT NULL,
  untracked INTEGER NOT NULL
) STRICT;

-- What happened to a kept file: never changed, only added to.
CREATE TABLE file_event (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  check_id INTEGER REFERENCES file_check (id) ON DELETE CASCADE,
  at TEXT NOT NULL,
  kind TEXT NOT NULL CHECK (kind IN ('fixity check', 'relinking')),
  store TEXT NOT NULL CHECK (store IN ('media', 'sources')),
  sha256 TEXT NOT NULL,
  name TEXT NOT NULL,
  outcome TEXT NOT NULL CHECK (outcome IN ('ok', 'changed', 'missing', 'untracked', 'relinked')),
  note TEXT NOT NULL
) STRICT;
CREATE INDEX file_event_file ON file_event (sha256, id);
CREATE INDEX file_event_check ON file_event (check_id, outcome, id);

-- Folders whose new files are offered for import; a person chose them.
CREATE TABLE watched_folder (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  uid TEXT NOT NULL UNIQUE,
  position INTEGER NOT NULL,
  enabled INTEGER NOT NULL CHECK (enabled IN (0, 1)),
  name TEXT NOT NULL,            -- the folder's path
  content TEXT NOT NULL          -- JSON: the profile, those at their defaults left out
) STRICT;

-- What was seen in watched folders: work in progress.
CREATE TABLE watched_file (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  folder_uid TEXT NOT NULL,
  path TEXT NOT NULL,
  size INTEGER NOT NULL,
  changed REAL NOT NULL,         -- moment of change on the disk, seconds
  seen REAL NOT NULL,            -- since when it has had this size and moment
  state TEXT NOT NULL CHECK (state IN ('waiting', 'offered')),
  UNIQUE (folder_uid, path)
) STRICT;

-- Multi-index hashing: each hash of a picture is cut into four parts of 16 bits. Where two hashes differ in no more
-- than 7 bits, at least one part differs in no more than one, and there are 17 values of a part to look up.
CREATE INDEX media_hash_row_0 ON media_hash (row_hash & 65535, row_hash);
CREATE INDEX media_hash_row_1 ON media_hash ((row_hash >> 16) & 65535, row_hash);
CREATE INDEX media_hash_row_2 ON media_hash ((row_hash >> 32) & 65535, row_hash);
CREATE INDEX media_hash_row_3 ON media_hash ((row_hash >> 48) & 65535, row_hash);
CREATE INDEX media_hash_column_0 ON media_hash (column_hash & 65535, column_hash);
CREATE INDEX media_hash_column_1 ON media_hash ((column_hash >> 16) & 65535, column_hash);
CREATE INDEX media_hash_column_2 ON media_hash ((column_hash >> 32) & 65535, column_hash);
CREATE INDEX media_hash_column_3 ON media_hash ((column_hash >> 48) & 65535, column_hash);

-- Pictures that look alike, found one after the other in the background; derived.
CREATE TABLE picture_pair (
  one_id INTEGER NOT NULL REFERENCES media_hash (id) ON DELETE CASCADE,
  other_id INTEGER NOT NULL REFERENCES media_hash (id) ON DELETE CASCADE,  -- the later of the two
  bits INTEGER NOT NULL,
  cosine INTEGER NOT NULL,
  PRIMARY KEY (one_id, other_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX picture_pair_other ON picture_pair (other_id);

-- How far the search for pairs has come: pictures up to this number were looked up. One row.
CREATE TABLE picture_scan (
  id INTEGER PRIMARY KEY CHECK (id = 1),
  place INTEGER NOT NULL
) STRICT;
INSERT INTO picture_scan (id, place) VALUES (1, 0);

-- A picture that was measured again is looked up again.
CREATE TRIGGER media_hash_measured AFTER UPDATE OF row_hash, column_hash, cosine_hash ON media_hash
BEGIN
  DELETE FROM picture_pair WHERE one_id = old.id OR other_id = old.id;
  UPDATE picture_scan SET place = min(place, old.id - 1);
END;
