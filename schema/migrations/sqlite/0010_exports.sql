-- Exports: profiles kept with the catalogue (fields in their order, options, format), as a person saved them.

CREATE TABLE export_profile (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  name TEXT NOT NULL,
  content TEXT NOT NULL  -- TOML, as in a profile that is shared as a file
) STRICT;
