"""From a template to a sheet of paper: one PDF that is PDF/UA-1 and PDF/A-2a at once.

`typography` and `richtext` work on words, `preparing` on the parsed page, `fetching` decides what
may be read, `conformance` finishes the file. `documents.rendering` puts them together.
"""
