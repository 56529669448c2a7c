"""What takes seconds to load, loaded beside the rest of the start.

The start waits for Kafka most of the time: connections, topics, the group, the state. Meanwhile a
thread loads the network and reads a first article, so that no real one waits for word lists.
"""

import gc
from concurrent.futures import Future
from threading import Thread
from typing import Final

from tocsin.schemas.article import ArticleText
from tocsin.services.encoders.choice import Networks, check, encoder_named
from tocsin.services.reading.article.reports import read_articles
from tocsin.services.reading.languages.choice import language_named
from tocsin.services.reading.network.encoding import Encoder

_SAMPLE: Final = ArticleText(
    id="warm-up",
    title="Troops cross the border",
    text="GENEVA, 3 March - More than 1,200 soldiers crossed the border into Chad on Monday, "
    "officials said. Some 40,000 people have fled their homes since February.",
)

_YOUNG: Final = 20_000
"""New objects between two garbage collections; Python's 700 are few for batches of articles."""


def warming_up(name: str | Networks) -> Future[Encoder]:
    """Return the network of this name as it will be, loaded and all words at hand.

    Raises:
        Problem: there is no such network.
    """
    check(name)
    loading: Future[Encoder] = Future()
    loading.set_running_or_notify_cancel()  # who waits may be cancelled; it continues
    # no daemon: a start that fails meanwhile would end Python while the network's own threads are
    # being made, and the process would end by SIGABRT and not by its status
    Thread(target=_warm_up, args=(name, loading), name="warm-up").start()
    return loading


def _warm_up(name: str | Networks, loading: Future[Encoder]) -> None:
    try:
        encoder = encoder_named(name)
        read_articles((_SAMPLE,), encoder)
        for code in encoder.languages:
            language_named(code)
        _keep()
    except BaseException as error:  # noqa: BLE001 - the waiting caller gets it
        loading.set_exception(error)
    else:
        loading.set_result(encoder)


def _keep() -> None:
    """Spare what was loaded from the search for garbage.

    It is there for good: half a million objects, which a full search looks at for a quarter of a
    second, while an article waits.
    """
    gc.collect()
    gc.freeze()
    gc.set_threshold(_YOUNG, 20, 20)
    gc.enable()
