-- What facets count and whole searches list, kept as columns: read at opening in a moment, where asking every item
-- takes a second for each quarter of a million. Derived from item and item_term, made in idle moments.

-- One row a stretch of 16384 docids; -1 holds of which field each facet value is, -2 how often the index was changed
-- without a new operation, -3 how often it was laid out anew. The layout is the program's own.
CREATE TABLE item_column (
  part INTEGER PRIMARY KEY,
  data BLOB NOT NULL
) STRICT;

-- The parts whose data is that of the items as they are. Whatever changes an item takes its part out of here.
CREATE TABLE item_column_fresh (
  part INTEGER PRIMARY KEY
) STRICT;

CREATE TRIGGER item_column_made AFTER INSERT ON item BEGIN
  DELETE FROM item_column_fresh WHERE part = new.docid >> 14;
END;

CREATE TRIGGER item_column_removed AFTER DELETE ON item BEGIN
  DELETE FROM item_column_fresh WHERE part = old.docid >> 14;
END;

CREATE TRIGGER item_column_changed AFTER UPDATE OF docid, record_id, kind, verdict, nobody_looked, missing, deleted,
  publisher_id, language_id, day_low, day_high ON item BEGIN
  DELETE FROM item_column_fresh WHERE part IN (old.docid >> 14, new.docid >> 14);
END;

CREATE TRIGGER item_column_term_made AFTER INSERT ON item_term BEGIN
  DELETE FROM item_column_fresh WHERE part = new.docid >> 14;
END;

CREATE TRIGGER item_column_term_removed AFTER DELETE ON item_term BEGIN
  DELETE FROM item_column_fresh WHERE part = old.docid >> 14;
END;

CREATE TRIGGER item_column_term_changed AFTER UPDATE ON item_term BEGIN
  DELETE FROM item_column_fresh WHERE part IN (old.docid >> 14, new.docid >> 14);
END;

-- A rebuild gives values other ids.
CREATE TRIGGER item_column_value_removed AFTER DELETE ON facet_value BEGIN
  DELETE FROM item_column_fresh WHERE part = -1;
END;
