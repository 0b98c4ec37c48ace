"""The right value nearest to a wrong one."""

from __future__ import annotations

import pytest

from trainer.nearest import nearest, no_such

DAYS = ("mon", "tue", "wed")


@pytest.mark.parametrize(("text", "word"), [("wedd", "wed"), ("TUES", "tue"), ("", "mon"), ("xyz", "mon")])
def test_the_nearest_word(text: str, word: str):
    assert nearest(text, DAYS) == word


def test_the_sentence():
    assert no_such("day", "tu", iter(DAYS)) == "no day 'tu': did you mean tue? Expected one of mon, tue, wed"
