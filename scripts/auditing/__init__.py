"""Audits of what was landed: all relations of a company at once, how much the checks notice, and which cell is wrong."""
