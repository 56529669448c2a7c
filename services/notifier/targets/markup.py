"""Article text must not act in a chat: no mention rings, no markup formats, no link misleads. Pure.

A channel is sent plain text if it takes plain text (Apprise then escapes what it must).
Some render Markdown in text all the same, and some take nothing else: for these it is escaped here.
"""

import re
from enum import StrEnum
from typing import Final


class Markup(StrEnum):
    """What a channel makes of the text it is sent."""

    NONE = "none"
    """Shown as it is, or escaped by Apprise: mail."""
    MENTIONS = "mentions"
    """A chat that shows text as it is, but rings whom it names."""
    IN_TEXT = "in_text"
    """A chat that renders Markdown in any text; a backslash takes a character literally."""
    MARKDOWN = "markdown"
    """A chat that takes Markdown; it joins lines and links only what is marked as a link."""


_ADDRESS: Final = re.compile(r"https?://[^\s<>\"”]+")
_BEHIND_ADDRESS: Final = ".,;:!?'*_"
_BRACKETS: Final = {")": "(", "]": "[", "}": "{"}
_MARKS: Final = re.compile(r"[\\`*_\[\]#!|~<>]|^[-+=]|(?<=^\d)[.)]|(?<=^\d\d)[.)]")
"""What Markdown takes for markup: some marks anywhere, those of lists at a line's begin."""
_IN_ADDRESS: Final = {ord(mark): f"%{ord(mark):X}" for mark in "@()[]{}|`*~\\"}
"""Quoted, an address means the same, and can neither name anybody nor end a link."""
_MENTION: Final = re.compile("[@\uff20]")
_LINK: Final = re.compile(r"\](?=[(\[])")
_UNSEEN: Final = "\u200b"
"""Zero-width space: nobody sees it, and what it splits is no longer a name or a link."""


def safe_title(title: str, markup: Markup) -> str:
    """Return a title that reads the same in such a channel and does nothing there."""
    return title if markup is Markup.NONE else _words(title, markup)


def safe_text(text: str, markup: Markup) -> str:
    """Return text that reads the same in such a channel and does nothing there."""
    if markup is Markup.NONE:
        return text
    lines = [_line(line, markup) for line in text.splitlines()]
    if markup is Markup.MARKDOWN:
        return "\n\n".join(line for line in lines if line)  # one line end is a space there
    return "\n".join(lines)


def _line(line: str, markup: Markup) -> str:
    parts, end = [], 0
    for found in _ADDRESS.finditer(line):
        address = _without_what_follows(found[0])
        parts += [_words(line[end : found.start()], markup), _address(address, markup)]
        end = found.start() + len(address)
    return "".join((*parts, _words(line[end:], markup)))


def _without_what_follows(address: str) -> str:
    """Cut the sentence's own marks off the address's end: `(see https://a.example/b).`."""
    while address[-1] in _BEHIND_ADDRESS or (
        address[-1] in _BRACKETS
        and address.count(address[-1]) > address.count(_BRACKETS[address[-1]])
    ):
        address = address[:-1]
    return address


def _words(words: str, markup: Markup) -> str:
    if markup is Markup.MENTIONS:
        words = _LINK.sub("]" + _UNSEEN, words)
    else:
        words = _MARKS.sub(r"\\\g<0>", words)
    return _MENTION.sub(lambda found: found[0] + _UNSEEN, words)


def _address(address: str, markup: Markup) -> str:
    quoted = address.translate(_IN_ADDRESS)
    return f"[{_words(address, markup)}]({quoted})" if markup is Markup.MARKDOWN else quoted
