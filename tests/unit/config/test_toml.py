"""Errors of configuration name the file, the key and the remedy."""

from __future__ import annotations

from typing import Annotated, Literal

import pytest

from config.shapes import shaped
from config.toml import Form, load_form
from monitor.model.errors import ConfigError


class Inner(Form):
    url: str
    size: int = 1


class Outer(Form):
    name: str
    feed: tuple[Inner, ...] = ()


def written(tmp_path, text):
    path = tmp_path / "some.toml"
    path.write_text(text)
    return path


def test_a_right_file_becomes_its_form(tmp_path):
    path = written(tmp_path, 'name = "a"\n[[feed]]\nurl = "u"\n')

    assert load_form(path, Outer) == Outer(name="a", feed=(Inner(url="u"),))


@pytest.mark.parametrize(
    ("text", "words"),
    [
        pytest.param("name = 'a'\nnmae = 1", ["nmae", "did you mean 'name'"], id="misspelt key"),
        pytest.param("name = 'a'\nzzz = 1", ["zzz", "known keys: feed, name"], id="unknown key"),
        pytest.param("", ["name", "required, but missing"], id="missing key"),
        pytest.param(
            "name = 'a'\n[[feed]]\nurl='u'\nsiez=2", ["feed[1].siez", "'size'"], id="nested key"
        ),
        pytest.param(
            "name = 'a'\n[[feed]]\nurl='u'\nsize='x'",
            ["feed[1].size", "write a whole number, e.g. 3"],
            id="type",
        ),
        pytest.param("name = = 1", ["not TOML", "line 1"], id="not TOML"),
    ],
)
def test_a_wrong_file_is_refused_with_place_and_remedy(tmp_path, text, words):
    path = written(tmp_path, text)

    with pytest.raises(ConfigError) as caught:
        load_form(path, Outer)

    assert str(path) in str(caught.value)
    for word in words:
        assert word in str(caught.value)


class Plain(Form):
    text: str = ""
    texts: tuple[str, ...] = ()
    on: bool = False
    inner: Inner | None = None
    kind: Literal["big", "small"] = "big"
    code: Annotated[str, shaped("[a-z]+", "small letters", "abc")] = "a"


@pytest.mark.parametrize(
    ("text", "words"),
    [
        pytest.param("text = 3", 'text: write a text in quotes, e.g. "one"', id="text"),
        pytest.param("texts = 'a'", 'texts: write a list, e.g. ["one", "two"]', id="list"),
        pytest.param("on = 'maybe'", "on: write true or false", id="bool"),
        pytest.param(
            "inner = 3", "inner: write a section of keys, not a single value", id="section"
        ),
        pytest.param("kind = 'tall'", "kind: write 'big' or 'small'", id="one of some"),
        pytest.param("code = 'A b'", "code: write small letters, e.g. abc", id="shape"),
        pytest.param(
            "code = 'ab\\n'", "code: write small letters, e.g. abc", id="shape, all of it"
        ),
    ],
)
def test_what_is_wrong_is_said_without_the_words_of_the_library(tmp_path, text, words):
    path = written(tmp_path, text.replace("'", '"'))

    with pytest.raises(ConfigError) as caught:
        load_form(path, Plain)

    assert str(caught.value) == f"{path}: {words}"


def test_a_missing_file_is_named(tmp_path):
    with pytest.raises(ConfigError, match="no such file"):
        load_form(tmp_path / "none.toml", Outer)
