"""From a deck's PDF or text to its rows in the project: propose, review, check, accept."""
