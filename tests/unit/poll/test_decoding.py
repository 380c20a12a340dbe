"""Content codings: undone under a cap, whatever a chunk would unfold to."""

from __future__ import annotations

import gzip
import random
import sys
import tracemalloc
import zlib

import brotli
import pytest
from hypothesis import given
from hypothesis import strategies as st

from adapters.decoding import PIECE, Oversize, unpacker
from monitor.model.errors import BadInput

if sys.version_info >= (3, 14):
    from compression import zstd
else:
    from backports import zstd

CAP = 1_000_000
TEXT = random.Random(7).randbytes(50_000) + b"The minister signed. " * 20_000


def bare_deflate(data: bytes) -> bytes:
    packer = zlib.compressobj(wbits=-zlib.MAX_WBITS)
    return packer.compress(data) + packer.flush()


PACKED = {
    "": TEXT,
    "identity": TEXT,
    "gzip": gzip.compress(TEXT),
    "X-GZIP": gzip.compress(TEXT),
    "deflate": zlib.compress(TEXT),
    "br": brotli.compress(TEXT, quality=1),
    "zstd": zstd.compress(TEXT),
    "gzip, br": brotli.compress(gzip.compress(TEXT), quality=1),
    "br, zstd": zstd.compress(brotli.compress(TEXT, quality=1)),
    "identity, gzip": gzip.compress(TEXT),
}


def unpack(encoding: str, body: bytes, chunk: int = 1000, cap: int = CAP) -> bytes:
    undo = unpacker(encoding, cap)
    chunks = (body[start : start + chunk] for start in range(0, len(body), chunk))
    return b"".join(piece for part in chunks for piece in undo(part))


@pytest.mark.parametrize("chunk", [1, 1000, 10**9])
@pytest.mark.parametrize("encoding", PACKED)
def test_each_coding_comes_back_however_it_is_cut(encoding, chunk):
    body = PACKED[encoding] if chunk > 1 else PACKED[encoding][:2000]
    if chunk > 1:
        assert unpack(encoding, body, chunk) == TEXT
    else:
        assert TEXT.startswith(unpack(encoding, body, chunk))


@given(st.binary(max_size=3000), st.integers(1, 500), st.sampled_from(["gzip", "br", "zstd"]))
def test_any_bytes_come_back(data, chunk, encoding):
    pack = {"gzip": gzip.compress, "br": brotli.compress, "zstd": zstd.compress}[encoding]
    assert unpack(encoding, pack(data), chunk) == data


@given(st.binary(max_size=300), st.sampled_from(["gzip", "deflate", "br", "zstd", "br, gzip"]))
def test_no_bytes_do_worse_than_a_refusal(data, encoding):
    try:
        unpack(encoding, data, 7)
    except BadInput as error:
        assert str(error)  # noqa: PT017 - a refusal is one of two good ends


def test_a_bare_deflate_is_taken():
    assert unpack("deflate", bare_deflate(TEXT)) == TEXT


@pytest.mark.parametrize("pack", [gzip.compress, zstd.compress])
def test_streams_behind_one_another_are_one_body(pack):
    encoding = "gzip" if pack is gzip.compress else "zstd"
    assert unpack(encoding, pack(b"one ") + pack(b"two")) == b"one two"


def test_padding_behind_the_end_is_left_alone():
    assert unpack("gzip", gzip.compress(b"one") + b"\0" * 512) == b"one"


BOMBS = {
    "gzip": gzip.compress(b"\0" * 200_000_000, 9),
    "deflate": zlib.compress(b"\0" * 200_000_000, 9),
    "br": brotli.compress(b"\0" * 200_000_000, quality=5),
    "zstd": zstd.compress(b"\0" * 200_000_000, 3),
}
BOMBS |= {
    "gzip, gzip": gzip.compress(BOMBS["gzip"]),
    "br, gzip": gzip.compress(BOMBS["br"]),
    "gzip, zstd": zstd.compress(BOMBS["gzip"]),
}


@pytest.mark.parametrize("encoding", BOMBS)
def test_a_bomb_in_one_chunk_stops_at_the_cap(encoding):
    tracemalloc.start()
    try:
        with pytest.raises(Oversize, match="larger than 1000000 bytes"):
            unpack(encoding, BOMBS[encoding], chunk=10**9)
        _, peak = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert peak < 3 * CAP


def test_pieces_are_small_however_large_the_chunk():
    for encoding in ("gzip", "br", "zstd"):
        pieces = unpacker(encoding, 10**9)(BOMBS[encoding][:100_000])
        sizes = [len(piece) for piece, _ in zip(pieces, range(20), strict=False)]
        assert max(sizes) <= 2 * PIECE


def test_a_stream_that_goes_on_and_says_nothing_ends():
    with pytest.raises(Oversize):
        unpack("gzip", gzip.compress(b"") * 100_000)


def test_what_lies_between_two_codings_is_capped_as_well():
    """Ten megabytes of empty gzip members, packed to a few kilobytes."""
    packed = brotli.compress(gzip.compress(b"") * 500_000, quality=5)
    assert len(packed) < 10_000
    with pytest.raises(Oversize):
        unpack("gzip, br", packed)


def test_a_frame_that_asks_for_a_window_of_gigabytes_is_refused():
    stream = zstd.ZstdCompressor(options={zstd.CompressionParameter.window_log: 27})
    greedy = stream.compress(b"x" * 1000) + stream.flush()
    with pytest.raises(BadInput, match="zstd"):
        unpack("zstd", greedy)


@pytest.mark.parametrize("encoding", ["compress", "aes128gcm", "gzip, gzip, gzip", "exi"])
def test_what_was_not_asked_for_is_refused(encoding):
    with pytest.raises(BadInput):
        unpacker(encoding, CAP)
