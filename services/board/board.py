"""The board's state while it runs: what came from Kafka, and who is informed."""

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime

import structlog

from tocsin.schemas.alert import Alert
from tocsin.schemas.control import Acknowledgement, AnyControl, OnAlert, Retraction, Silence
from tocsin.services.board.asking.area_index import NO_PLACES, AreaIndex
from tocsin.services.board.asking.query import Query
from tocsin.services.board.asking.selecting import Wanted
from tocsin.services.board.metrics import BoardMetrics
from tocsin.services.board.state.answers import Answers
from tocsin.services.board.state.book import AlertBook
from tocsin.services.board.state.desk import waited_since
from tocsin.services.board.state.live import Live
from tocsin.services.controls.handling import WAITING
from tocsin.services.plain_text import counted
from tocsin.services.runtime.messages import Malformed, MalformedMessages
from tocsin.services.stories.story import story_of
from tocsin.services.subscription.following import silence
from tocsin.services.subscription.newer import NewerWords

log = structlog.get_logger(__name__)

Clock = Callable[[], datetime]


@dataclass(frozen=True, slots=True)
class Revised:
    """A revision of an alert came."""

    alert: Alert
    payload: bytes
    came_at: datetime


@dataclass(frozen=True, slots=True)
class Removed:
    """Somebody deleted the alert from the compacted topic."""

    alert_id: str


@dataclass(frozen=True, slots=True)
class ControlReceived:
    """Somebody said something back."""

    control: AnyControl


@dataclass(frozen=True, slots=True)
class Unreadable:
    """A message that is neither alert nor control."""

    where: str
    malformed: Malformed


Came = Revised | Removed | ControlReceived | Unreadable


class Board:
    """What readers see. Lives on one event loop, so nothing needs a lock."""

    def __init__(
        self,
        most_bytes: int,
        metrics: BoardMetrics,
        clock: Clock,
        places: AreaIndex = NO_PLACES,
        rules: frozenset[str] = frozenset(),
    ) -> None:
        self.book = AlertBook(most_bytes)
        self.answers = Answers()
        self.live = Live()
        self.clock = clock
        self.behind: int | None = None
        """Records still to read; None before the first look and while Kafka is silent."""
        self.caught_up = False
        """Whether all was read that Kafka held when the board started."""
        self._heard_at = clock()
        self._trouble: str | None = None
        self._metrics = metrics
        self._newer = NewerWords(_tell_newer, metrics.newer_words)
        self._malformed = MalformedMessages(count=metrics.unreadable.inc)
        self.places = places
        self._rules = rules

    def known_rules(self) -> set[str]:
        """Return the rules that there are: those on disk, and those of the alerts held."""
        return {*self._rules, *(held.alert.rule_id for held in self.book.newest_first())}

    def came(self) -> list[tuple[Alert, datetime]]:
        """Return each alert as it is now, and when Kafka took its newest revision."""
        return [(one.alert, one.revisions[-1].came_at) for one in self.book.newest_first()]

    def wanted(self, query: Query, *, is_page: bool = False) -> Wanted:
        """Return a query, ready to be held against alerts.

        Raises:
            tocsin.services.problem.Problem: an unknown area or an invalid time.
        """
        grounds = self.places.grounds(query.area, query.country_only)
        return Wanted(query, self.clock(), grounds, is_page=is_page)

    def take(self, batch: Sequence[Came]) -> None:
        """Take what came; readers hear of it once the board has caught up."""
        changed: list[str] = []
        for came in batch:
            match came:
                case Revised(alert, payload, came_at):
                    before = self._story_before(alert.id)
                    if self.book.take(self._newer.seen_in(alert), payload, came_at):
                        self._look_at(alert.id)
                        changed += [alert.id, *(before - {story_of(alert)})]
                case Removed(alert_id):
                    before = self._story_before(alert_id)
                    if self.book.remove(alert_id):
                        changed += [alert_id, *before]
                case ControlReceived(control):
                    self._answered(control)
                    if not isinstance(control, Silence):
                        changed.append(_about(control))
                case Unreadable(where, malformed):
                    self._malformed.take(where, malformed)
        self._metrics.hold(len(self.book), self.book.size, self.book.let_go)
        if self.caught_up:
            self.live.tell(changed)

    def heard(self, behind: int | None, trouble: str | None = None) -> None:
        """Take how many records are still to come, or that Kafka does not answer.

        Args:
            behind: None if Kafka does not answer.
            trouble: why what Kafka gives may not be all.
        """
        self.behind = behind
        self._trouble = trouble
        if behind is None:
            return
        now = self.clock()
        self._heard_at = now
        self.book.forget_old_revisions(now)
        self._metrics.behind.set(behind)
        waiting = (one.alert for one in self.book.newest_first() if one.handling in WAITING)
        self._metrics.wait(Counter(alert.severity for alert in waiting))
        if behind == 0 and not self.caught_up:
            self.caught_up = True
            log.info("caught_up", alerts=len(self.book), let_go=self.book.let_go)
            self.live.forget()

    def _story_before(self, alert_id: str) -> set[str]:
        """Return the story that an alert is of until now: it changes too when the alert leaves."""
        held = self.book.get(alert_id)
        return set() if held is None else {story_of(held.alert)}

    def _answered(self, control: AnyControl) -> None:
        if isinstance(control, Acknowledgement):
            if self.answers.desk.take(control):
                self._look_at(control.alert_id)
                self._time(control)
        else:
            self.answers.take(control)

    def _look_at(self, alert_id: str) -> None:
        """Note who is dealing with an alert."""
        held = self.book.get(alert_id)
        if held is not None:
            held.handling = self.answers.desk.handled(held.alert).handling

    def _time(self, said: Acknowledgement) -> None:
        """Measure how long an alert waited; what was said before the board started is not."""
        held = self.book.get(said.alert_id)
        if not self.caught_up or held is None or said.taken_back:
            return
        revisions = [(Alert.read_along(one.payload), one.came_at) for one in held.revisions]
        since = waited_since(revisions, self.answers.desk.acknowledgement_before(said))
        if since is not None:
            self._metrics.acknowledged(said.severity, (said.at - since).total_seconds())

    def trouble(self, patience: float) -> str | None:
        """Return why what is shown may not be the present, or None."""
        if not self.caught_up:
            return f"still reading what Kafka holds; {counted(len(self.book), 'alert')} so far"
        if self._trouble is not None:
            return self._trouble
        return silence((self.clock() - self._heard_at).total_seconds(), patience)


def _tell_newer(alert_id: str, field: str, word: str) -> None:
    log.warning("newer_word", alert=alert_id, field=field, word=word)


def _about(control: OnAlert | Retraction) -> str:
    return control.id if isinstance(control, Retraction) else control.alert_id
