"""Papers as Word files, for offices that go on working in Word. They are drafts to edit: nothing
of them is frozen, and no checksum stands for them.
"""
