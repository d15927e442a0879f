"""From a row of a table to what would be written, and what that changes."""
