"""Land an XBRL filing as a deck: read its facts, say which line items they are, write them as printed."""
