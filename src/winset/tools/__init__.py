"""What every part may need, and that knows nothing of negotiations."""
