"""From frozen data to what a template of a paper shows. No module in here asks the database."""
