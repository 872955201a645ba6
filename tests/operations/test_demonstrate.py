"""The demonstration: something to learn on every page, and nothing in it passes for what a country said."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from desktop import paths
from desktop.catalogue.catalogue import Catalogue
from desktop.errors import Cancelled
from desktop.operations.demonstrate import PUBLISHED, demonstrate
from desktop.operations.open_file import open_file
from desktop.record.carry_over import carried
from desktop.record.clearance import clearances
from desktop.record.clearance_parts import objective_part
from desktop.record.readiness import findings
from desktop.record.submission import Submission


@pytest.fixture
def shown(tmp_path: Path, catalogue: Catalogue) -> Submission:
    file = open_file(demonstrate(tmp_path, catalogue))
    try:
        return file.read()
    finally:
        file.close()


def test_it_has_something_on_every_page(shown: Submission, catalogue: Catalogue) -> None:
    assert shown.about.text("purpose") == "forum"
    assert all(shown.bound("assessment", str(each.number)).text("rating") for each in catalogue.objectives)
    assert {each.text("trend") for each in shown.of_kind("assessment")} == {"improving", "stable", "worsening", ""}
    assert {each.text("severity") for each in shown.of_kind("gap")} == {"low", "medium", "high", "critical"}
    answered = {gap for pledge in shown.of_kind("pledge") for gap in pledge.items("gaps")}
    assert 0 < len(answered) < len(shown.of_kind("gap"))
    assert len(shown.values_of("10.c.1")) >= 5 and shown.bound("indicator", "10.c.1").text("target_value")
    asked = sum(len(each.sub_categories) for each in catalogue.policy.domains)
    assert 0 < len(shown.of_kind("policy_answer")) < asked
    for kind in ("practice", "person", "stakeholder", "support", "evidence", "follow_up", "principle_note"):
        assert shown.of_kind(kind), kind
    assert any(each.text("file") in shown.attachments for each in shown.of_kind("evidence"))


def test_it_has_what_a_team_keeps_beside_its_entries(shown: Submission, catalogue: Catalogue) -> None:
    assert {each.value("settled") for each in shown.of_kind("comment")} == {None, True}
    states = {each.part: each.state for each in clearances(shown, catalogue)}
    assert states[objective_part(22)] == "cleared" and states[objective_part(17)] == "reviewed"
    assert {each.state for each in carried(shown)} == {"open", "changed", "withdrawn"}
    assert {shown.bound("indicator", key).value("answer") for key in ("GCM-06-UNION", "GCM-23-LOCAL")} == {True, False}
    assert any(each.items("sdgs") and each.numbers("further_objectives") for each in shown.of_kind("practice"))
    assert any(each.rows("updates") for each in shown.of_kind("pledge"))
    assert {"en", "fr", "es", "ru", "zh"} <= {each.text("language") for each in shown.of_kind("practice")}
    for kind in ("comment", "carried"):
        for each in shown.of_kind(kind):
            assert "made up" in (each.text("text") + each.text("was")).lower(), each


def test_nothing_blocks_it(shown: Submission, catalogue: Catalogue) -> None:
    assert [each for each in findings(shown, catalogue) if each.weight == "blocks"] == []


def test_no_country_is_said_to_say_it(shown: Submission) -> None:
    assert shown.about.value("demonstration") is True and not shown.about.text("country")
    published = [json.loads((paths.resources() / name).read_text("utf-8")) for name in PUBLISHED]
    sources = {each["source"] for one in published for each in (*one["pledges"], *one["practices"])}
    for kind in ("practice", "pledge", "gap", "policy_answer", "value"):
        for entry in shown.of_kind(kind):
            source = entry.text("source")
            assert source in sources or "made up for the demonstration" in source.lower(), entry
            if source not in sources:
                assert not entry.text("country")


def test_a_source_that_the_forms_do_not_take_is_noticed(
    tmp_path: Path, catalogue: Catalogue, monkeypatch: pytest.MonkeyPatch
) -> None:
    made_up = {"entries": [{"kind": "gap", "answers": {"severity": "endless"}}], "files": {}}
    (tmp_path / "demonstration-made-up.json").write_text(json.dumps(made_up), "utf-8")
    for name in PUBLISHED:
        (tmp_path / name).write_bytes((paths.resources() / name).read_bytes())
    monkeypatch.setattr(paths, "resources", lambda: tmp_path)
    with pytest.raises(ValueError, match="severity"):
        demonstrate(tmp_path / "out", catalogue)


def test_stopped_it_leaves_no_half_of_itself(catalogue: Catalogue, tmp_path: Path) -> None:
    class Stop:
        """Somebody who chooses to stop while the second source is read."""

        steps = 0

        def step(self, done: int, _total: int, _text: str) -> None:
            self.steps += done == 0
            if self.steps == 2:
                raise Cancelled("Stopped.")

    with pytest.raises(Cancelled):
        demonstrate(tmp_path, catalogue, work=Stop())
    assert list(tmp_path.iterdir()) == []
