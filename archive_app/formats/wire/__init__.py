"""What the importers of feeds, wire formats and citations share: safe XML, places of values, drafts."""
