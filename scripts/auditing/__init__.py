"""Audits of a built warehouse that look at all relations of a company at once."""
