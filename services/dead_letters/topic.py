"""The dead-letters topic, read to its end: letters, and notes that one was sent back."""

from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass

from pydantic import ValidationError

from tocsin.schemas.dead_letter import DeadLetter
from tocsin.schemas.topics import Topic
from tocsin.services.dead_letters.choice import Choice
from tocsin.services.plain_text import counted
from tocsin.services.settings import Settings
from tocsin.services.subscription.records import TopicRecords
from tocsin.services.subscription.start import FromBeginning
from tocsin.services.topics.waiting import Tell, tell_on_stderr


@dataclass(frozen=True, slots=True)
class KeptLetter:
    """A letter, and whether its message was sent back since."""

    letter: DeadLetter
    redriven: bool


def kept_letters(
    settings: Settings, choice: Choice, tell: Tell = tell_on_stderr
) -> Iterator[KeptLetter]:
    """Yield each letter that is chosen, once; partition by partition in the order of the topic.

    The topic is read twice, so that not all letters need to be in memory at once.

    Raises:
        tocsin.services.problem.Problem: no broker, no topic or no right.
    """
    redriven = _redriven(settings, tell)
    seen: set[str] = set()
    for letter in _letters(settings, tell):
        # a detector that was killed may have set a message aside twice
        if letter.address not in seen and choice.fits(letter):
            seen.add(letter.address)
            yield KeptLetter(letter, letter.address in redriven)


def _redriven(settings: Settings, tell: Tell) -> frozenset[str]:
    with closing(TopicRecords(settings, [Topic.DEAD_LETTERS], FromBeginning(), tell)) as records:
        return frozenset(
            record.key.decode(errors="replace")
            for record in records.until_now()
            if record.value is None and record.key is not None
        )


def _letters(settings: Settings, tell: Tell) -> Iterator[DeadLetter]:
    unreadable = 0
    with closing(TopicRecords(settings, [Topic.DEAD_LETTERS], FromBeginning(), tell)) as records:
        for record in records.until_now():
            if record.value is None:
                continue
            try:
                yield DeadLetter.read(record.value)
            except ValidationError:
                unreadable += 1
    if unreadable:
        what = counted(unreadable, "message is not a dead letter", "messages are not dead letters")
        tell(f"{what} on {settings.topic(Topic.DEAD_LETTERS)}")
