"""What decks state as XBRL: a report package of each deck, and one of the whole warehouse."""
