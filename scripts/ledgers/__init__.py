"""The ledger of a deck's text: what became of every number, and what stands around it."""
