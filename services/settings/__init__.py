"""Every knob of Tocsin, in one class; read by entry points only. A file is a service's part."""

from tocsin.services.settings.seeds import SEEDS
from tocsin.services.settings.settings import Settings

__all__ = ["SEEDS", "Settings"]
