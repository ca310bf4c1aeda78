"""Bytes to text: the encodings that Chinese files come in, decoded strictly."""

from __future__ import annotations

import codecs

import charset_normalizer

from annotate.records import InputError

_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_FORMATS = (
    (b"%PDF", "a PDF; extract its text first, for example with pdftotext"),
    (b"PK\x03\x04", "a zip or Office file; save it as plain text"),
    (b"\xd0\xcf\x11\xe0", "an Office file; save it as plain text"),
    (b"\x1f\x8b", "compressed; unpack it first"),
)
_UNMARKED = ("gb18030", "big5", "utf_16_le", "utf_16_be")
_SAMPLE = 100_000


def decode(data: bytes, name: str) -> str:
    """Return a file's text without its byte order mark and with its line ends untouched.

    UTF-8 and anything with a byte order mark are told by themselves; GB18030, Big5 and unmarked UTF-16 by what reads
    as Chinese. InputError when no encoding fits without a loss.
    """
    encoding = encoding_of(data, name)
    try:
        text = data.decode(encoding)
    except UnicodeDecodeError as error:
        raise InputError(f"{name}: is not {encoding} at byte {error.start}; save it as UTF-8") from error
    if text.count("\0") > len(text) / 10:
        raise InputError(f"{name}: is binary, not text; give a text, HTML, CSV or JSON lines file")
    return text


def encoding_of(data: bytes, name: str) -> str:
    """Return the encoding of a file, seen from its first bytes; empty or foreign files raise InputError."""
    if not data:
        raise InputError(f"{name}: is empty; leave it out")
    for magic, remedy in _FORMATS:
        if data.startswith(magic):
            raise InputError(f"{name}: is {remedy}")
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return encoding
    if _is_utf8(data):
        return "utf-8"
    sample = data[:_SAMPLE]
    best = charset_normalizer.from_bytes(sample, cp_isolation=list(_UNMARKED)).best()
    for encoding in (best.encoding if best else "", *_UNMARKED[:2]):
        if encoding and _decodes(data, encoding):
            return encoding
    raise InputError(f"{name}: is in no encoding known for Chinese text; save it as UTF-8")


def encoding_of_lines(data: bytes, name: str) -> str:
    """Return the encoding of a table, a few lines of which may be damaged; InputError as for `encoding_of`."""
    marked = data.startswith(tuple(mark for mark, _ in _MARKS))
    lines = [line for line in data.split(b"\n") if not line.isascii()]
    if not marked and 2 * sum(map(_is_utf8, lines)) > len(lines):
        return "utf-8"
    try:
        return encoding_of(data, name)
    except InputError:
        foreign = data.startswith(tuple(magic for magic, _ in _FORMATS))
        if foreign or 2 * sum(_decodes(line, "gb18030") for line in lines) <= len(lines):
            raise
        return "gb18030"


def _is_utf8(data: bytes) -> bool:
    return data.count(0, 0, _SAMPLE) <= min(len(data), _SAMPLE) / 10 and _decodes(data, "utf-8")


def _decodes(data: bytes, encoding: str) -> bool:
    """Tell whether the bytes are valid; a character cut off at their end is forgiven."""
    try:
        codecs.getincrementaldecoder(encoding)("strict").decode(data)
    except UnicodeDecodeError:
        return False
    return True
