"""Content codings undone piece by piece, so that a bomb never unfolds in memory.

Each coding is a function from a chunk to pieces of about ``PIECE`` bytes, made one at a time: whoever counts
them stops a bomb after the first that is too many, however much one chunk would unfold to.
"""

from __future__ import annotations

import sys
import zlib
from collections.abc import Callable, Iterator

import brotli

from monitor.model.errors import BadInput

if sys.version_info >= (3, 14):
    from compression.zstd import DecompressionParameter, ZstdDecompressor, ZstdError
else:
    from backports.zstd import DecompressionParameter, ZstdDecompressor, ZstdError

ACCEPTED = "gzip, br, zstd"
"""What a request asks for."""

PIECE = 65_536
"""Bytes made at a time."""

_MOST_CODINGS = 2
"""A body is packed once; more than twice is a bomb within a bomb."""

_ZSTD_WINDOW_LOG = 23
"""8 MB, the most that zstd may need as a content coding (RFC 9659, 3); a frame can ask for gigabytes."""

_RAW_DEFLATE = -zlib.MAX_WBITS
_GZIP_OR_ZLIB = zlib.MAX_WBITS | 32
_GZIP_MAGIC = b"\x1f\x8b"

Unpack = Callable[[bytes], Iterator[bytes]]
"""One coding undone: a chunk to its pieces."""


class Oversize(BadInput):
    """More came out than may."""


def unpacker(content_encoding: str, cap: int) -> Unpack:
    """What undoes ``Content-Encoding``.

    Raises BadInput for a coding that was not asked for, or too many of them. What it gives raises BadInput
    where the body is not packed as claimed, and Oversize where more than ``cap`` bytes go in or come out, be
    it between two codings: a packed stream can go on for ever and unfold to nothing.
    """
    names = [name.strip().lower() for name in content_encoding.split(",")]
    codings = [name for name in names if name not in {"", "identity"}]
    if len(codings) > _MOST_CODINGS:
        raise BadInput(f"the body is packed {len(codings)} times over")
    unpack = _capped(_as_it_is, cap)
    # Codings are listed in the order in which they were applied (RFC 9110, 8.4).
    for name in reversed(codings):
        unpack = _after(unpack, _capped(_coding(name), cap))
    return unpack


def _as_it_is(chunk: bytes) -> Iterator[bytes]:
    yield chunk


def _after(outer: Unpack, inner: Unpack) -> Unpack:
    """First ``outer``, then ``inner``."""

    def both(chunk: bytes) -> Iterator[bytes]:
        for piece in outer(chunk):
            yield from inner(piece)

    return both


def _capped(unpack: Unpack, cap: int) -> Unpack:
    """``unpack``, stopped once it has made more than ``cap`` bytes."""
    made = 0

    def pieces(chunk: bytes) -> Iterator[bytes]:
        nonlocal made
        for piece in unpack(chunk):
            made += len(piece)
            if made > cap:
                raise Oversize(f"the body is larger than {cap} bytes")
            yield piece

    return pieces


def _coding(name: str) -> Unpack:
    match name:
        case "gzip" | "x-gzip" | "deflate":
            return _Inflater().pieces
        case "br":
            return _Brotli().pieces
        case "zstd":
            return _Zstandard().pieces
        case other:
            raise BadInput(f"content-encoding {other[:40]!r} was not asked for")


class _Inflater:
    """gzip, also of several members, zlib, and the bare deflate that some servers send by that name."""

    def __init__(self) -> None:
        self._stream = zlib.decompressobj(_GZIP_OR_ZLIB)
        self._begun = False
        self._ended = False

    def pieces(self, chunk: bytes) -> Iterator[bytes]:
        """The pieces of ``chunk``."""
        data, pending = chunk, True
        while (data or pending) and not self._ended:
            try:
                piece = self._next(data)
            except zlib.error as error:
                raise BadInput(f"the body is not the gzip it claims: {error}") from error
            yield piece
            data, pending = self._stream.unconsumed_tail, len(piece) == PIECE
            if self._stream.eof:
                data, pending = self._stream.unused_data, False
                self._renew(data)

    def _next(self, data: bytes) -> bytes:
        try:
            piece = self._stream.decompress(data, PIECE)
        except zlib.error:
            if self._begun:
                raise
            self._stream = zlib.decompressobj(_RAW_DEFLATE)
            piece = self._stream.decompress(data, PIECE)
        self._begun = self._begun or bool(data)
        return piece

    def _renew(self, rest: bytes) -> None:
        """Begin the next member; what is none, padding as a rule, is left alone as browsers do."""
        self._ended = bool(rest) and not _GZIP_MAGIC.startswith(rest[:2])
        self._stream = zlib.decompressobj(_GZIP_OR_ZLIB)


class _Brotli:
    """br (RFC 7932)."""

    def __init__(self) -> None:
        self._stream = brotli.Decompressor()

    def pieces(self, chunk: bytes) -> Iterator[bytes]:
        """The pieces of ``chunk``."""
        try:
            piece = self._stream.process(chunk, output_buffer_limit=PIECE)
            yield piece
            # With all input taken, output can still be pending: a full piece says so.
            while len(piece) >= PIECE or not self._stream.can_accept_more_data():
                piece = self._stream.process(b"", output_buffer_limit=PIECE)
                yield piece
        except brotli.error as error:
            raise BadInput(f"the body is not the br it claims: {error}") from error


class _Zstandard:
    """zstd (RFC 8878), also of several frames."""

    def __init__(self) -> None:
        self._stream = _zstd_stream()

    def pieces(self, chunk: bytes) -> Iterator[bytes]:
        """The pieces of ``chunk``."""
        data = chunk
        while data or not self._stream.needs_input:
            if self._stream.eof:
                data, self._stream = self._stream.unused_data + data, _zstd_stream()
                if not data:
                    return
            try:
                yield self._stream.decompress(data, PIECE)
            except ZstdError as error:
                raise BadInput(f"the body is not the zstd it claims: {error}") from error
            data = b""


def _zstd_stream() -> ZstdDecompressor:
    return ZstdDecompressor(options={DecompressionParameter.window_log_max: _ZSTD_WINDOW_LOG})
