"""Where a service's metrics live."""

from prometheus_client import CollectorRegistry, ProcessCollector, disable_created_metrics


def service_registry() -> CollectorRegistry:
    """Return a registry with memory, processor time and open files of this process."""
    disable_created_metrics()  # type: ignore[no-untyped-call]
    registry = CollectorRegistry()
    ProcessCollector(registry=registry)
    return registry
