"""From the text of a file to a scenario, or to all that is wrong with it."""
