"""The default rules are named as their files and cover all that can be read."""

from tests.seeds.seed_shapes import SEEDS
from tocsin.schemas.event_types.profiles import SUBTYPES
from tocsin.schemas.rule import IncidentRule, Rule
from tocsin.schemas.vocabulary import EventType, Modality, Severity

Rules = tuple[Rule, ...]


def _with_bands(rules: Rules) -> list[IncidentRule]:
    return [rule for rule in rules if isinstance(rule, IncidentRule)]


def test_a_rule_is_named_as_its_file(rules: Rules) -> None:
    names = {file.stem for file in (SEEDS / "rules").glob("*.yaml")}
    assert {rule.id for rule in rules} == names


def test_every_event_type_and_subtype_has_a_rule(rules: Rules) -> None:
    conditions = [rule.when for rule in _with_bands(rules)]
    assert {condition.event_type for condition in conditions} == set(EventType)
    named = {(c.event_type, subtype) for c in conditions for subtype in c.subtypes}
    assert named == {(kind, subtype) for kind, subs in SUBTYPES.items() for subtype in subs}


def test_no_rule_rings_for_what_did_not_and_will_not_happen(rules: Rules) -> None:
    rung = {modality for rule in _with_bands(rules) for modality in rule.when.modalities}
    assert rung <= {Modality.OCCURRED, Modality.ANNOUNCED}


def test_bands_grow_louder_with_the_figure(rules: Rules) -> None:
    louder = [Severity.MINOR, Severity.MODERATE, Severity.SEVERE, Severity.EXTREME]
    for rule in _with_bands(rules):
        steps = [louder.index(band.severity) for band in rule.bands]
        assert steps == sorted(set(steps)), rule.id


def test_no_two_rules_share_a_case(rules: Rules) -> None:
    cases = [text for rule in rules for text in (*rule.cases.fire, *rule.cases.silent)]
    assert len(cases) == len(set(cases))
