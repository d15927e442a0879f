"""What was drawn is kept for a while."""

from measures.drawn import Drawn


def test_nothing_is_drawn_twice_and_the_oldest_goes_first():
    drawn, asked = Drawn(2), []

    def ask(key):
        return drawn.get(key, lambda: asked.append(key) or f"<p>{key}</p>")

    assert [ask(key) for key in "aab"] == ["<p>a</p>", "<p>a</p>", "<p>b</p>"]
    assert "".join(ask(key) for key in "cba")
    assert asked == ["a", "b", "c", "a"]
