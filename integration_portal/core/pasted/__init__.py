"""Text from word processors and web pages, as this portal writes it.

Word, Outlook, LibreOffice and Google Docs put lists, footnotes and emphasis on the clipboard each
in their own way: lists as paragraphs with a dot, notes as pairs of links, bold as a style. Here
they become lists, footnotes and `<strong>`. What is allowed at all is decided in
`richtext`. `comments` drops what nobody reads, `notes` finds footnotes, `lists` builds lists,
`words` keeps emphasis, `blocks` puts it all in order.
"""

from .blocks import tidy

__all__ = ["tidy"]
