"""Results in words, tables and JSON. Text is made here only."""
