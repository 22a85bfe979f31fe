"""The version, in one place."""

__version__ = "0.1.0"
"""Version of Winset."""

RESULT_FORMAT = 5
"""Format of the JSON results."""
