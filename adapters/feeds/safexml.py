"""The one way in which lxml reads what comes from outside."""

from __future__ import annotations

from typing import Any

from lxml import etree


def safe_parser(encoding: str | None, *, recover: bool = False) -> Any:
    """A parser that resolves no entity, loads no document type, asks nothing of the network and grows no huge tree.

    One for each document: lxml's parsers are for one thread at a time. With ``encoding`` None the document says
    its own; with ``recover`` what is not well-formed is read as far as it goes.
    """
    return etree.XMLParser(
        encoding=encoding,
        recover=recover,
        resolve_entities=False,
        load_dtd=False,
        no_network=True,
        huge_tree=False,
        remove_comments=True,
        remove_pis=True,
    )
