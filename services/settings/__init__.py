"""Every knob of Tocsin, in one class; read by entry points only. A file is a service's part."""

from services.settings.seeds import SEEDS
from services.settings.settings import Settings

__all__ = ["SEEDS", "Settings"]
