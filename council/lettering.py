"""How the sections of a paper are lettered: A., B. and below them 1., 2."""

from concepts.actions import numbering


def suggested_labels(levels) -> list[str]:
    """A label for each section by its level (1 or 2), counting afresh below each section.

    Without any section of the first level the second counts through.
    """
    labels, first, second = [], 0, 0
    for level in levels:
        if level == 1:
            first, second = first + 1, 0
            labels.append(f"{letter(first)}.")
        else:
            second += 1
            labels.append(f"{second}.")
    return labels


def letter(number: int) -> str:
    """1 is A, 26 is Z, 27 is AA."""
    return numbering.letter(number).upper()
