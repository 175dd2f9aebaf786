"""The marts as one self-contained HTML page."""
