"""XBRL: filings in as decks, and what decks state out as reports (`publish`)."""
