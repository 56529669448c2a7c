"""Does a service have its rights? Checked at its start, to report a missing right at once."""

from tocsin.services.acl.applying import names_of
from tocsin.services.acl.rights import Resource, Service, rights
from tocsin.services.settings import Settings
from tocsin.services.topics.access import check_access
from tocsin.services.topics.waiting import broker_admin


def check_rights(settings: Settings, service: Service) -> None:
    """Return when the service may do all that it needs.

    Raises:
        tocsin.services.problem.Problem: no broker, or rights that are missing; each is named.
    """
    own = [right for right in rights(names_of(settings)) if right.service is service]
    topics = {
        name: frozenset(str(right.operation) for right in own if right.name == name)
        for name in {right.name for right in own if right.resource is Resource.TOPIC}
    }
    groups = sorted({right.name for right in own if right.resource is Resource.GROUP})
    with broker_admin(settings) as admin:
        check_access(admin, settings, topics, groups)
