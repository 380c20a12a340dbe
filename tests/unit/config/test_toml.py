"""Errors of configuration name the file, the key and the remedy."""

from __future__ import annotations

import pytest

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
            "name = 'a'\n[[feed]]\nurl='u'\nsize='x'", ["feed[1].size", "integer"], id="type"
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


def test_a_missing_file_is_named(tmp_path):
    with pytest.raises(ConfigError, match="no such file"):
        load_form(tmp_path / "none.toml", Outer)
