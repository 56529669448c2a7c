"""All settings in one class, read only by entry points. Each file is one service's part."""

from tocsin.services.settings.seeds import SEEDS
from tocsin.services.settings.settings import Settings

__all__ = ["SEEDS", "Settings"]
