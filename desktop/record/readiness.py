"""The readiness check: every rule and every limit of the forms, and what they found."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence

from desktop.catalogue.catalogue import Catalogue
from desktop.catalogue.definitions import Purpose, Rule, Weight
from desktop.catalogue.forms_errors import FormsError
from desktop.i18n.placeholders import filled
from desktop.i18n.translation import gettext as _
from desktop.record.check_scope import Around, Found, OfEntry, OfGroup, OfSubmission
from desktop.record.checks import TESTS
from desktop.record.entry import Entry
from desktop.record.entry_groups import EntryGroups
from desktop.record.entry_index import ANEW_FROM
from desktop.record.finding_groups import FindingGroup, GroupedFindings, Place
from desktop.record.findings import NOTHING, WEIGHTS, Finding, of_form, quoted
from desktop.record.internal_kinds import KEPT_BACK
from desktop.record.kept_back import kept_back, missed
from desktop.record.memoization import EntryChange, Follower, following
from desktop.record.purpose import FORUM, purpose_in
from desktop.record.submission import Submission

__all__ = ["Finding", "findings", "groups", "of_weight"]


def findings(submission: Submission, catalogue: Catalogue) -> tuple[Finding, ...]:
    """Return everything that was found: what blocks first, then what warns, then what is suggested.

    Within a weight: by kind, by the order of the entries or of the catalogue, by the order of the fields. What a rule
    says of a field in its own words is not said again by the form as merely missing.

    Raises:
        FormsError: a rule names a test that there is not, or a placeholder that its test does not give.
    """
    return following(submission, catalogue, _Findings, _Findings.all)


def groups(submission: Submission, catalogue: Catalogue) -> tuple[FindingGroup, ...]:
    """Return the same findings by what was found, so that one that many entries have is read once.

    A group in which nothing changed since a submission before is the same object as it was.
    """
    return following(submission, catalogue, _Findings, _Findings.grouped)


def of_weight(found: Sequence[Finding], weight: Weight) -> Sequence[Finding]:
    """Return the findings of one weight out of all of them in their order."""
    begin = bisect_left(found, WEIGHTS[weight], key=lambda each: WEIGHTS[each.weight])
    end = bisect_left(found, WEIGHTS[weight] + 1, key=lambda each: WEIGHTS[each.weight])
    return found[begin:end]


class _Findings(Follower):
    """What was found, kept from one submission to the next: only entries of which something can have changed are
    looked at again, which are those that changed, what they link to and what links to them, and what they have in
    common with others."""

    def __init__(self, catalogue: Catalogue) -> None:
        super().__init__(catalogue)
        self._of_entry: dict[str, list[tuple[int, Rule, OfEntry]]] = {}
        self._groups: list[EntryGroups] = []
        self._whole: list[tuple[int, Rule, OfSubmission]] = []
        self._beside: dict[int, object] = {}
        for number, rule in enumerate(catalogue.rules):
            test = TESTS.get(rule.test)
            if isinstance(test, OfEntry):
                for kind in dict.fromkeys(test.kinds(rule, catalogue)):
                    self._of_entry.setdefault(kind, []).append((number, rule, test))
            elif isinstance(test, OfGroup):
                self._groups.append(EntryGroups(number, rule, test, catalogue))
            elif isinstance(test, OfSubmission):
                self._whole.append((number, rule, test))
            else:
                text = _("rules.yaml, {rule}: there is no test “{test}”.")
                raise FormsError(text.format(rule=rule.key, test=rule.test))
        self._links_of = {
            key: [field.key for field in kind.fields if field.type == "links"] for key, kind in catalogue.kinds.items()
        }
        self._linked: dict[str, dict[str, Entry]] = {}  # id of an entry to the entries that link to it
        self._of_whole: dict[str, list[tuple[int, Found]]] = {}
        self._of: dict[str, list[tuple[Place, Finding]]] = {}
        self._places: list[Place] = []
        self._findings: list[Finding] = []
        self._seen: tuple[Finding, ...] | None = None
        self._by_group = GroupedFindings()
        self._kinds = {key: place for place, key in enumerate(catalogue.kinds)}
        self._keys = {key: place for place, key in enumerate(_keys(catalogue))}
        self._fields = {
            (kind.key, field.key): place for kind in catalogue.kinds.values() for place, field in enumerate(kind.fields)
        }
        self._around: Around | None = None
        self._purpose: Purpose = FORUM

    def all(self) -> tuple[Finding, ...]:
        """Return everything that was found, in its order."""
        if self._seen is None:
            self._seen = tuple(self._findings)
        return self._seen

    def grouped(self) -> tuple[FindingGroup, ...]:
        """Return everything that was found by what was found."""
        return self._by_group.groups()

    def take(self, submission: Submission, changes: list[EntryChange]) -> None:
        """Look again at every entry of which something else can be found now."""
        self._seen = None
        if self._around is None:
            self._around = Around(submission, self.catalogue, lambda each: self._linked.get(each, {}).values())
            again = {submission.about.id: None}
        else:
            again = {}
        self._around.submission = submission
        purpose = purpose_in(submission.about)
        if purpose != self._purpose:
            # What is asked for is not the same any more, of no entry.
            self._purpose = purpose
            again |= dict.fromkeys(submission.entries)
        for old, new in changes:
            again |= dict.fromkeys(each.id for each in (old, new) if each is not None)
            # To keep something back is said beside the entry that it is about.
            again |= dict.fromkeys(each.key for each in (old, new) if each is not None and each.kind == KEPT_BACK)
            again |= dict.fromkeys(self._link(old, new))
        for group in self._groups:
            again |= dict.fromkeys(group.take(changes))
        again |= dict.fromkeys(self._look_beside(submission))
        again |= dict.fromkeys(self._look_at_all(submission))
        self._replace({each: list(self._look_at(each, submission)) for each in again})

    def _link(self, old: Entry | None, new: Entry | None) -> Iterator[str]:
        """Note what a changed entry links to, and yield what can be told otherwise of others for it."""
        for entry, stays in ((old, False), (new, True)):
            if entry is None:
                continue
            for linked in (each for key in self._links_of.get(entry.kind, ()) for each in entry.items(key)):
                yield linked
                linking = self._linked.setdefault(linked, {})
                if stays:
                    linking[entry.id] = entry
                else:
                    linking.pop(entry.id, None)
        if old is None or new is None or old.kind != new.kind:
            for entry in (old, new):
                yield from self._linked.get(entry.id, ()) if entry is not None else ()

    def _look_beside(self, submission: Submission) -> Iterator[str]:
        """Yield the entries for which something that a test looks at besides them has changed."""
        for kind, tests in self._of_entry.items():
            changed = False
            for number, _rule, test in tests:
                if test.beside is not None:
                    value = test.beside(submission)
                    changed = changed or self._beside.get(number) != value
            if changed:
                yield from (each.id for each in submission.of_kind(kind))
        for tests in self._of_entry.values():
            self._beside |= {
                number: test.beside(submission) for number, _rule, test in tests if test.beside is not None
            }

    def _look_at_all(self, submission: Submission) -> Iterator[str]:
        """Ask the tests of the submission as a whole; yield the entries of which they say something else now."""
        before, self._of_whole = self._of_whole, {}
        for number, rule, test in self._whole:
            if rule.purposes and self._purpose not in rule.purposes:
                continue
            for found in test.look(rule, submission, self.catalogue):
                self._of_whole.setdefault(found.entry.id, []).append((number, found))
        for entry_id in before.keys() | self._of_whole.keys():
            if before.get(entry_id) != self._of_whole.get(entry_id):
                yield entry_id

    def _look_at(self, entry_id: str, submission: Submission) -> Iterator[tuple[Place, Finding]]:
        entry = submission.entries.get(entry_id)
        if entry is None and entry_id == submission.about.id:
            entry = submission.about
        found = list(self._of_whole.get(entry_id, ()))
        kind = None if entry is None else self.catalogue.kinds.get(entry.kind)
        if entry is not None:
            assert self._around is not None
            if entry_id in submission.entries:
                for number, rule, test in self._of_entry.get(entry.kind, ()):
                    found += ((number, each) for each in test.look(rule, entry, self._around))
            for group in self._groups:
                found += ((group.number, each) for each in group.found(entry_id))
        told: dict[str, int] = {}
        for place, (number, each) in enumerate(found):
            rule = self.catalogue.rules[number]
            if rule.purposes and self._purpose not in rule.purposes:
                continue
            told[each.field] = min(WEIGHTS[rule.weight], told.get(each.field, NOTHING))
            finding = _finding(rule, each, self.catalogue)
            yield self._place(finding, each.entry, number, place), finding
        # Of a bound kind only what somebody began is looked at: the rest is voluntary, and rules speak of it.
        if (
            entry is not None
            and kind is not None
            and (entry.answers or entry.typed or kind.bound in (None, "submission"))
        ):
            for place, finding in enumerate(of_form(entry, kind, self.catalogue, told, self._purpose)):
                yield self._place(finding, entry, len(self.catalogue.rules), place), finding
            for place, finding in enumerate(missed(entry, kind, self.catalogue, kept_back(submission))):
                yield self._place(finding, entry, len(self.catalogue.rules) + 1, place), finding

    def _place(self, finding: Finding, entry: Entry, number: int, place: int) -> Place:
        """Return the place of a finding: bound entries as in the catalogue, free ones in order."""
        return (
            WEIGHTS[finding.weight],
            self._kinds.get(finding.kind, len(self._kinds)),
            self._keys.get(finding.key, len(self._keys)) if finding.key else 0,
            entry.order,
            entry.id,
            self._fields.get((finding.kind, finding.field), -1),
            number,
            place,
        )

    def _replace(self, again: dict[str, list[tuple[Place, Finding]]]) -> None:
        gone = []
        come = []
        for entry_id, found in again.items():
            before = dict(self._of.pop(entry_id, ()))
            # What is found as before is the same object as before, so that whoever shows it sees that at once.
            found = [(place, each if before.get(place) != each else before[place]) for place, each in found]
            if found:
                self._of[entry_id] = found
            now = dict(found)
            gone += [place for place, each in before.items() if now.get(place) is not each]
            come += [(place, each) for place, each in found if before.get(place) is not each]
        if len(gone) + len(come) >= ANEW_FROM:
            everything = sorted((each for found in self._of.values() for each in found), key=lambda each: each[0])
            self._places = [place for place, _finding in everything]
            self._findings = [finding for _place, finding in everything]
            self._by_group.set_all(everything)
            return
        for place in gone:
            number = bisect_left(self._places, place)
            self._by_group.remove(place, self._findings[number])
            del self._places[number], self._findings[number]
        for place, finding in come:
            number = bisect_left(self._places, place)
            self._places.insert(number, place)
            self._findings.insert(number, finding)
            self._by_group.add(place, finding)


def _finding(rule: Rule, found: Found, catalogue: Catalogue) -> Finding:
    entry = found.entry
    try:
        text = filled(_(rule.text), {"name": quoted(entry, catalogue), **found.values})
    except (KeyError, ValueError) as error:
        problem = _("rules.yaml, {rule}: the text has a placeholder that its test does not fill.")
        raise FormsError(problem.format(rule=rule.key)) from error
    return Finding(rule.weight, rule.key, entry.id, entry.kind, entry.key, found.field, text, _(rule.why))


def _keys(catalogue: Catalogue) -> Iterable[str]:
    yield from (str(each.number) for each in catalogue.objectives)
    yield from (each.key for each in catalogue.indicators)
    yield from (question.key for domain in catalogue.policy.domains for question in domain.sub_categories)
    for group in catalogue.recommendation_sets:
        yield from (each.key for section in group.sections for each in section.recommendations)
