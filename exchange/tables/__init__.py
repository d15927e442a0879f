"""Tables as they come: judged before they are opened, read as text, without what is no row."""
