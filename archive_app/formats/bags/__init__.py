"""BagIt 1.0 (RFC 8493): folders with their checksums, as archives hand holdings to each other."""
