"""Arelle's verdict on each sum is ours, and a wrong number changes both."""
