-- Search: what the index holds beside the full texts, and full texts that find scripts written without spaces.

-- Pairs of neighbouring characters of such scripts (domain/pieces.py), apart so that other words stay as they are.
ALTER TABLE item_text ADD COLUMN head_pieces TEXT NOT NULL DEFAULT '';  -- of title, standfirst, captions, credits
ALTER TABLE item_text ADD COLUMN pieces TEXT NOT NULL DEFAULT '';       -- of body, names, notes

-- How far the index is filled. Items below "covered" are not in the full texts, those below "learned" not in word,
-- stem and spelling; 0 when all are. It is filled downwards, so that the newest are found first.
CREATE TABLE index_state (
  id INTEGER PRIMARY KEY CHECK (id = 1),
  covered INTEGER NOT NULL,
  learned INTEGER NOT NULL,
  counted TEXT NOT NULL        -- JSON: runs of docids above "learned" whose words are noted later; '' none
) STRICT;
INSERT INTO index_state SELECT 1, coalesce(max(docid) + 1, 0), coalesce(max(docid) + 1, 0), '' FROM item;

-- Every word of the full texts as they hold it, with the number of items it stands in as of the last count.
CREATE TABLE word (
  word TEXT PRIMARY KEY,
  items INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

-- The words that have one stem, by language ("en:launch").
CREATE TABLE stem (
  stem TEXT NOT NULL,
  word TEXT NOT NULL,
  PRIMARY KEY (stem, word)
) STRICT, WITHOUT ROWID;

-- Items that wait for a place by their date.
CREATE INDEX item_unsorted ON item (docid) WHERE unsorted = 1;

-- The full texts anew. Merging is for idle moments and after imports, not for a save (automerge 0).
DROP TRIGGER item_text_made;
DROP TRIGGER item_text_removed;
DROP TRIGGER item_text_changed;
DROP TABLE term_list;
DROP TABLE full_text;
DROP TABLE typing;
DROP TABLE titles;

CREATE VIRTUAL TABLE full_text USING fts5 (
  title, standfirst, body, captions, credits, names, notes, head_pieces, pieces,
  content='item_text', content_rowid='docid', tokenize='unicode61 remove_diacritics 2');
CREATE VIRTUAL TABLE typing USING fts5 (title, standfirst, body, captions, credits, names, notes, head_pieces, pieces,
  content='', detail=none, columnsize=0, prefix='2 3 4', tokenize='unicode61 remove_diacritics 2');
CREATE VIRTUAL TABLE titles USING fts5 (title, standfirst, captions, credits, head_pieces,
  content='item_text', content_rowid='docid', prefix='1 2 3 4', tokenize='unicode61 remove_diacritics 2');
CREATE VIRTUAL TABLE term_list USING fts5vocab ('full_text', 'row');
CREATE VIRTUAL TABLE typing_list USING fts5vocab ('typing', 'row');

INSERT INTO full_text (full_text, rank) VALUES ('automerge', 0);
INSERT INTO full_text (full_text, rank) VALUES ('crisismerge', 64);
INSERT INTO typing (typing, rank) VALUES ('automerge', 0);
INSERT INTO typing (typing, rank) VALUES ('crisismerge', 64);
INSERT INTO titles (titles, rank) VALUES ('automerge', 0);
INSERT INTO titles (titles, rank) VALUES ('crisismerge', 64);
INSERT INTO article_shingle (article_shingle, rank) VALUES ('automerge', 0);
INSERT INTO article_shingle (article_shingle, rank) VALUES ('crisismerge', 64);

CREATE TRIGGER item_text_made AFTER INSERT ON item_text WHEN new.docid >= (SELECT covered FROM index_state) BEGIN
  INSERT INTO full_text (rowid, title, standfirst, body, captions, credits, names, notes, head_pieces, pieces)
    VALUES (new.docid, new.title, new.standfirst, new.body, new.captions, new.credits, new.names, new.notes,
      new.head_pieces, new.pieces);
  INSERT INTO typing (rowid, title, standfirst, body, captions, credits, names, notes, head_pieces, pieces)
    VALUES (new.docid, new.title, new.standfirst, new.body, new.captions, new.credits, new.names, new.notes,
      new.head_pieces, new.pieces);
  INSERT INTO titles (rowid, title, standfirst, captions, credits, head_pieces)
    VALUES (new.docid, new.title, new.standfirst, new.captions, new.credits, new.head_pieces);
END;
CREATE TRIGGER item_text_removed AFTER DELETE ON item_text WHEN old.docid >= (SELECT covered FROM index_state) BEGIN
  INSERT INTO full_text (full_text, rowid, title, standfirst, body, captions, credits, names, notes, head_pieces,
    pieces)
    VALUES ('delete', old.docid, old.title, old.standfirst, old.body, old.captions, old.credits, old.names, old.notes,
      old.head_pieces, old.pieces);
  INSERT INTO typing (typing, rowid, title, standfirst, body, captions, credits, names, notes, head_pieces, pieces)
    VALUES ('delete', old.docid, old.title, old.standfirst, old.body, old.captions, old.credits, old.names, old.notes,
      old.head_pieces, old.pieces);
  INSERT INTO titles (titles, rowid, title, standfirst, captions, credits, head_pieces)
    VALUES ('delete', old.docid, old.title, old.standfirst, old.captions, old.credits, old.head_pieces);
END;
CREATE TRIGGER item_text_changed AFTER UPDATE ON item_text WHEN old.docid >= (SELECT covered FROM index_state) BEGIN
  INSERT INTO full_text (full_text, rowid, title, standfirst, body, captions, credits, names, notes, head_pieces,
    pieces)
    VALUES ('delete', old.docid, old.title, old.standfirst, old.body, old.captions, old.credits, old.names, old.notes,
      old.head_pieces, old.pieces);
  INSERT INTO typing (typing, rowid, title, standfirst, body, captions, credits, names, notes, head_pieces, pieces)
    VALUES ('delete', old.docid, old.title, old.standfirst, old.body, old.captions, old.credits, old.names, old.notes,
      old.head_pieces, old.pieces);
  INSERT INTO full_text (rowid, title, standfirst, body, captions, credits, names, notes, head_pieces, pieces)
    VALUES (new.docid, new.title, new.standfirst, new.body, new.captions, new.credits, new.names, new.notes,
      new.head_pieces, new.pieces);
  INSERT INTO typing (rowid, title, standfirst, body, captions, credits, names, notes, head_pieces, pieces)
    VALUES (new.docid, new.title, new.standfirst, new.body, new.captions, new.credits, new.names, new.notes,
      new.head_pieces, new.pieces);
END;
-- Most changes leave headlines and captions as they are.
CREATE TRIGGER item_text_changed_head AFTER UPDATE ON item_text
  WHEN old.docid >= (SELECT covered FROM index_state) AND (
    old.docid <> new.docid OR
    old.title <> new.title OR
    old.standfirst <> new.standfirst OR
    old.captions <> new.captions OR
    old.credits <> new.credits OR
    old.head_pieces <> new.head_pieces) BEGIN
  INSERT INTO titles (titles, rowid, title, standfirst, captions, credits, head_pieces)
    VALUES ('delete', old.docid, old.title, old.standfirst, old.captions, old.credits, old.head_pieces);
  INSERT INTO titles (rowid, title, standfirst, captions, credits, head_pieces)
    VALUES (new.docid, new.title, new.standfirst, new.captions, new.credits, new.head_pieces);
END;
