"""Tables people wrote, as paper wants them: a head, scopes, as many cells in every row."""

from xml.etree.ElementTree import Element, SubElement

from .mixed import children, refill

_WIDEST = 60  # columns


def set_table(table: Element) -> None:
    caption = table.find("caption")
    rows = list(table.iter("tr"))
    for row in rows:
        for cell in list(row):
            if cell.tag not in ("td", "th"):
                row.remove(cell)
    rows = [row for row in rows if len(row)]
    for child in list(table):
        table.remove(child)
    table.text = None
    if not rows:
        table.tag = "div"
        return
    if _is_too_wide(rows):
        table.tag = "div"
        for row in [caption, *rows] if caption is not None else rows:
            SubElement(table, "p").text = " · ".join(_words_of(row))
        return
    width = _square(rows)
    head = _head_rows(rows)
    if caption is not None:
        caption.tail = None
        table.append(caption)
    table.set("class", "wide" if width > 5 else "grid")
    for name, part in (("thead", rows[:head]), ("tbody", rows[head:])):
        if part:
            group = SubElement(table, name)
            group.extend(part)
    _set_cells(rows, head)


def _set_cells(rows: list[Element], head: int) -> None:
    """What each cell heads; the only paragraph of a cell gives its words to it."""
    for row in rows[head:]:
        for cell in row.iter("th"):
            cell.set("scope", "row")
    for cell in (cell for row in rows[:head] for cell in row):
        cell.tag = "th"
        cell.set("scope", "col")
    for row in rows:
        row.tail = None
        for cell in row:
            cell.tail = None
            paragraphs = cell.findall("p")
            if len(paragraphs) == 1 and len(cell) == 1 and not (cell.text or "").strip():
                refill(cell, children(paragraphs[0]))


def _head_rows(rows: list[Element]) -> int:
    """Rows of heads on top; a table without any takes its first row, if something follows it."""
    count = 0
    while count < len(rows) and all(cell.tag == "th" for cell in rows[count]):
        count += 1
    if count == 0 and len(rows) > 1 and not any(row.find("th") is not None for row in rows):
        count = 1
    count = min(count, len(rows) - 1) if len(rows) > 1 else 0
    # A head never cuts a cell in two that reaches over several rows.
    reach = max(
        (index + int(cell.get("rowspan", "1")) for index in range(count) for cell in rows[index]),
        default=0,
    )
    head = max(count, min(reach, len(rows)))
    # A head over nothing is none: every table needs rows of its own.
    return head if head < len(rows) else 0


def _is_too_wide(rows: list[Element]) -> bool:
    """Wider than any sheet, by cells or by spans that push one another on: its words are told row
    by row. Filling such a table up would take more memory than there is.
    """
    reaching = [0] * (len(rows) + 100)  # columns taken from above, at most
    for index, row in enumerate(rows):
        width = sum(int(cell.get("colspan", "1")) for cell in row)
        if reaching[index] + width > _WIDEST:
            return True
        for cell in row:
            for below in range(index + 1, index + int(cell.get("rowspan", "1"))):
                reaching[below] += int(cell.get("colspan", "1"))
    return False


def _words_of(row: Element) -> list[str]:
    cells = row if row.tag == "tr" else [row]
    return [words for cell in cells if (words := " ".join("".join(cell.itertext()).split()))]


def _square(rows: list[Element]) -> int:
    """Give every row the same number of columns; spans never reach beyond the table."""
    taken: dict[int, set[int]] = {index: set() for index in range(len(rows))}
    for index, row in enumerate(rows):
        column = 0
        for cell in row:
            while column in taken[index]:
                column += 1
            down = min(int(cell.get("rowspan", "1")), len(rows) - index)
            across = int(cell.get("colspan", "1"))
            while any(column + step in taken[index] for step in range(across)):
                across -= 1
            _span(cell, max(across, 1), down)
            for below in range(index, index + down):
                taken[below].update(range(column, column + max(across, 1)))
            column += max(across, 1)
    width = max(max(columns, default=0) + 1 for columns in taken.values())
    for index, row in enumerate(rows):
        for _gap in range(width - len(taken[index])):
            SubElement(row, "td")
    return width


def _span(cell: Element, across: int, down: int) -> None:
    for key, value in (("colspan", across), ("rowspan", down)):
        cell.attrib.pop(key, None)
        if value > 1:
            cell.set(key, str(value))
