"""The assistant's door: questions about a release, each number answered with its deck, page, print, source and checks."""
