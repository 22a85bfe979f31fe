"""Winset finds the agreements that every side would sign, and keep."""
