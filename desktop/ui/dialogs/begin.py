"""Ask what a new submission needs: country, purpose, language, who leads, and where the file lies."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QWidget

from desktop.catalogue.catalogue import Catalogue
from desktop.catalogue.definitions import FormField, Occasion, Purpose
from desktop.catalogue.forms_reader import current
from desktop.catalogue.pack_claims import claims
from desktop.catalogue.packs import DataPack
from desktop.errors import UserError
from desktop.i18n.text_sanitizing import one_line
from desktop.i18n.translation import N_, current_language
from desktop.i18n.translation import gettext as _
from desktop.operations import cycle, forms_in_use, packs
from desktop.operations.clock import now
from desktop.operations.create import SUFFIX, created, named
from desktop.record.date_parsing import shown_date
from desktop.record.entry import Value
from desktop.record.file_names import own_name, part_of_name
from desktop.record.purpose import (
    FIELD,
    FORUM,
    PLEDGE,
    REGIONAL,
    VOLUNTARY,
    Choice,
    choices,
    in_file_names,
    name_of,
    year_in,
)
from desktop.record.submission import Submission
from desktop.store.file import SubmissionFile
from desktop.ui import file_dialogs
from desktop.ui.dialogs.base import Dialog
from desktop.ui.dialogs.release import ReleaseDialog
from desktop.ui.fields import make_field
from desktop.ui.fields.accepting import Refusal, all_accepted
from desktop.ui.layout import GAP, CalmCombo, across, button, words
from desktop.ui.message_boxes import tell_problem
from desktop.ui.tooltips import hint
from desktop.ui.topics import about_field

ASKED = ("country", "cycle", "language", "lead_ministry")
OF_ONE_PLEDGE = ("country", "language", "lead_ministry")
"""What is asked before one pledge: it is dated by this year, and everything else can follow."""


OFFERED = {VOLUNTARY: N_("A voluntary review between forums"), PLEDGE: N_("One pledge")}
"""What is bound to no date; the others are called by their year."""


class BeginDialog(Dialog):
    """Asks and makes. After `exec`, `file` is the open submission, None when nothing was made.

    Args:
        last: the one that it follows, None for none.
        purpose: what it is for where that is known already; it is asked for otherwise.
    """

    def __init__(
        self, parent: QWidget | None = None, last: Submission | None = None, purpose: Purpose | None = None
    ) -> None:
        for_pledge = purpose == PLEDGE
        super().__init__(_("Prepare one pledge") if for_pledge else _("New submission"), parent)
        self.file: SubmissionFile | None = None
        self._last = last
        self.setMinimumWidth(self.fontMetrics().averageCharWidth() * 72)
        catalogue = current()
        kind = catalogue.kind("submission")
        inner = self.inner
        inner.setSpacing(GAP // 2)
        inner.addWidget(words(_("Prepare one pledge") if for_pledge else _("A new submission"), "title"))
        inner.addWidget(
            words(_("You can change everything later. The next step asks where to save the file."), "muted")
        )
        self.fields = {}
        self.refusals: dict[str, Refusal] = {}
        self._today = now().date()
        self.purpose = CalmCombo()
        self._offer_purposes(catalogue)
        self._purpose = purpose
        for key in OF_ONE_PLEDGE if for_pledge else ASKED:
            if key == "cycle":
                self._ask_purpose(kind.field(FIELD))
            definition = kind.field(key)
            label = words(_(definition.label), "label")
            field = make_field(definition)
            label.setBuddy(field)
            field.name(_(definition.label), _(definition.help) if definition.help else "")
            inner.addSpacing(8)
            inner.addWidget(label)
            inner.addWidget(field)
            self.fields[key] = field
            self.refusals[key] = Refusal(field)
            inner.addWidget(self.refusals[key])
        self._take_purpose()
        self.fields["language"].set_value(current_language())
        for key, value in (cycle.copied(last) if last is not None else {}).items():
            if key in self.fields:
                self.fields[key].set_value(value)
        if "cycle" in self.fields:
            self._show_year()
            self.fields["cycle"].touched.connect(self._show_year)
        self.forms = CalmCombo()
        self.forms.addItem(_(catalogue.pack.label))
        self._packs = packs.installed()
        for pack in self._packs:
            # A pack may bear the name of the forms of the program, or of another pack: the fingerprint tells them apart.
            text = _("Data pack “{label}”, version {version}, fingerprint {fingerprint}")
            said = text.format(
                label=one_line(pack.head.label), version=pack.head.version, fingerprint=pack.fingerprint[:9]
            )
            self.forms.addItem(said)
            self.forms.setItemData(self.forms.count() - 1, hint("\n".join(claims(pack))), Qt.ItemDataRole.ToolTipRole)
        if self._packs:
            label = words(_("Forms"), "label")
            label.setBuddy(self.forms)
            inner.addSpacing(8)
            inner.addWidget(label)
            inner.addWidget(self.forms)
            self.forms.currentIndexChanged.connect(self._take_cycle)
        inner.addSpacing(GAP // 2)
        inner.addStretch(1)
        self.on_enter = button(_("Choose where to save…"), self._choose, role="primary")
        inner.addLayout(across(None, button(_("Cancel"), self.reject), self.on_enter))

    def topic(self) -> str:
        if self._last is not None:
            return "about#1"
        return "one-pledge" if self._purpose == PLEDGE else super().topic()

    def answers(self) -> dict[str, Value]:
        """Return what was answered."""
        given = {key: field.value() for key, field in self.fields.items()}
        before = {} if self._last is None else cycle.copied(self._last)
        chosen = self._choice()
        said: dict[str, Value] = {FIELD: chosen.purpose, "cycle": str(chosen.year)}
        return before | said | {key: value for key, value in given.items() if value is not None}

    def _offer_purposes(self, catalogue: Catalogue) -> None:
        """Offer what a submission of today can be for, and a forum of a year that nobody knows yet."""
        self._choices = [*choices(catalogue, self._today)]
        self.purpose.addItems([_name_of(catalogue, each) for each in self._choices])
        self.purpose.currentIndexChanged.connect(self._take_purpose)

    def _ask_purpose(self, field: FormField) -> None:
        asked = words(_(field.label), "label")
        asked.setBuddy(self.purpose)
        self.purpose.setAccessibleName(_(field.label))
        about_field(self.purpose, field)
        self.inner.addSpacing(8)
        self.inner.addWidget(asked)
        self.inner.addWidget(self.purpose)
        self._known = words("", "help")
        self._known.setAlignment(Qt.AlignmentFlag.AlignLeading | Qt.AlignmentFlag.AlignTop)
        self.inner.addWidget(self._known)

    def _choice(self) -> Choice:
        if self._purpose is not None:
            return next(each for each in self._choices if each.purpose == self._purpose)
        return self._choices[max(self.purpose.currentIndex(), 0)]

    def _take_purpose(self) -> None:
        """Put the year of what was chosen, and say how well its date is known."""
        if "cycle" not in self.fields:
            return
        self.fields["cycle"].set_value(str(self._choice().year))
        self._show_year()

    def _show_year(self) -> None:
        """Call what was chosen by the year that stands there, and say how well that date is known: any year can be typed."""
        chosen = self._choice()
        said = chosen._replace(year=year_in(str(self.fields["cycle"].value() or "")) or chosen.year)
        for place, each in enumerate(self._choices):
            self.purpose.setItemText(place, _name_of(current(), said if each is chosen else each))
        self._known.setText(self._known_of(said))

    def _known_of(self, choice: Choice) -> str:
        """Return what is known of the date of what can be chosen, empty where it has none."""
        key = f"{choice.purpose}-{choice.year}"
        occasion = next((each for each in current().cycles if each.key == key), None)
        return "\n".join(self._said_of(choice, occasion)) if occasion else ""

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if "cycle" in self.fields:
            # Room for the longest of what may be said: whoever looks through the choices sees nothing move.
            area, letters = QRect(0, 0, self._known.width(), 10_000), self._known.fontMetrics()
            texts = map(self._known_of, self._choices)
            wrapped = Qt.TextFlag.TextWordWrap.value
            self._known.setMinimumHeight(max(letters.boundingRect(area, wrapped, text).height() for text in texts))

    def _said_of(self, choice: Choice, occasion: Occasion) -> Iterator[str]:
        """Yield when a forum or a review is; and of a review that is proposed before it, when the next forum is."""
        yield _dates_of(occasion)
        forum = next((each for each in self._choices if each.purpose == FORUM), None)
        if occasion.purpose == REGIONAL and forum is not None and self._choices[0] == choice:
            yield _("This review is proposed because it comes next. The next forum is in {year}.").format(
                year=forum.year
            )

    def _pack(self) -> DataPack | None:
        place = self.forms.currentIndex() - 1
        return self._packs[place] if place >= 0 else None

    def _take_cycle(self) -> None:
        pack = self._pack()
        if pack and pack.head.cycle and "cycle" in self.fields:
            self.purpose.setCurrentIndex(max(self._place_of(FORUM), 0))
            self.fields["cycle"].set_value(pack.head.cycle)
            self._show_year()
        else:
            self._take_purpose()

    def _place_of(self, purpose: Purpose) -> int:
        return next((place for place, each in enumerate(self._choices) if each.purpose == purpose), -1)

    def _choose(self) -> None:
        if not all_accepted(self.fields.values(), self):
            return
        answers = self.answers()
        if "country" not in answers:
            tell_problem(self, _("Something is missing"), UserError(_("Please choose the country.")))
            self.fields["country"].editor().setFocus()
            return
        year = part_of_name(str(answers.get("cycle", "")))
        parts = (str(answers["country"]), year, in_file_names(str(answers[FIELD])))
        name = own_name("-".join(each for each in parts if each) + SUFFIX)
        chosen = file_dialogs.file_to_write(
            self, _("Where should the file be saved?"), name, _("Submissions (*.pledgebook)")
        )
        if chosen is not None:
            self.make(chosen)

    def make(self, path: Path) -> None:
        """Make the submission at a place, or say why it cannot be made there."""
        pack = self._pack()
        releases = packs.released_by(pack) if pack else []
        if releases and not ReleaseDialog(releases, self).exec():
            return
        try:
            with created(named(path), current(), self.answers()) as file:
                if pack:
                    packs.use_pack(file, pack, releasing=[each.spot for each in releases])
                if self._last is not None:
                    cycle.bring(file, forms_in_use.forms_of(file), self._last)
            self.file = file
        except UserError as problem:
            tell_problem(self, _("The submission could not be created"), problem)
        else:
            self.accept()


def _name_of(catalogue: Catalogue, choice: Choice) -> str:
    """Return how it is called that a submission can be for."""
    if choice.purpose in OFFERED:
        return _(OFFERED[choice.purpose])
    return name_of(catalogue, choice.purpose, "" if choice.purpose == VOLUNTARY else str(choice.year))


def _dates_of(occasion: Occasion) -> str:
    """Return when a forum or a review is, and how well that is known."""
    if occasion.standing == "derived":
        return _("Its date is not known: the year follows from the cycle of the Compact (paragraph 50).")
    if occasion.begins == occasion.ends:
        return _("Only the year is known: {year}.").format(year=occasion.year)
    return _("{start} to {end}").format(start=shown_date(occasion.begins), end=shown_date(occasion.ends))
