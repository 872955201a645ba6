"""What a kind of signing key says of itself: how it is chosen, what opens it, and how it is named on the command line.

Neither the window nor the command line knows the kinds one by one: they read these descriptions.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Mapping, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass
from pathlib import Path
from typing import ClassVar, Literal

from desktop.i18n.translation import N_
from desktop.i18n.translation import gettext as _
from desktop.package.signer import Signer

Said = Mapping[str, Path | str]
"""What was said of a key, by the `key` of what was asked; what is left empty is not there."""


class ChosenKey(ABC):
    """A key that somebody chose. It is the same as another that says the same of where it is, and opens nothing by itself.

    Attributes:
        secret: what opens it, as the line for it is called.
        secret_stays: whether that may stay on the page after it signed; not where it opens more than this key.
    """

    secret: ClassVar[str]
    secret_stays: ClassVar[bool] = False

    @property
    @abstractmethod
    def name(self) -> str:
        """What people call it, such as the name of its file, fit to stand in a sentence."""

    @property
    def sentence(self) -> str:
        """Which key was chosen, in words."""
        return _("Signing key: {name}").format(name=self.name)

    @property
    def elsewhere(self) -> str:
        """What people are told where the secret is typed at the key itself; empty where it is typed here."""
        return ""

    @property
    def file(self) -> Path | None:
        """The file from which the same key can be taken on another day; None where it has to be chosen each time."""
        return None

    @abstractmethod
    def opened(self, secret: str | None) -> AbstractContextManager[Signer]:
        """Open it for a block, in which it signs.

        Args:
            secret: what opens it; None where that is typed at the key itself.

        Raises:
            UserError: why it does not open, in a sentence.
        """

    def tried(self, secret: str) -> Signer | None:
        """Open it before it signs, for whoever waits for a word on the secret; None where each wrong one is counted.

        Raises:
            UserError: why it does not open, in a sentence.
        """
        return None


@dataclass(frozen=True)
class Asked:
    """Something that has to be said before a key of this kind is known.

    Args:
        key: under which the kind finds it.
        files: the endings of the file that is asked for, as a file dialog takes them; empty where a text is asked for.
        another: what the button is called that asks for a file which is not among the usual ones.
        remembered: the setting that keeps the file for the next time; empty where none does.
    """

    key: str
    label: str
    files: str = ""
    another: str = N_("Choose another file…")
    remembered: str = ""


@dataclass(frozen=True)
class Found:
    """A place for keys that a search came upon, such as a card.

    Args:
        number: tells two of one label apart.
        state: in a sentence, whether it can be used, with the mark of a note.
    """

    label: str
    number: str
    state: str
    mark: Literal["done", "warns", "blocks"] = "done"
    usable: bool = True


@dataclass(frozen=True)
class Search:
    """How what can be asked for keys is looked for, and what is said meanwhile. All of them are texts for people."""

    button: str
    title: str
    label: str
    before: str
    nothing: str


@dataclass(frozen=True)
class Option:
    """An option of the command line: a file, or a text."""

    flag: str
    help: str
    is_file: bool = True
    metavar: str | None = None

    @property
    def key(self) -> str:
        """The name under which its value is handed on."""
        return self.flag.lstrip("-").replace("-", "_")


class KeyKind(ABC):
    """A kind of signing key.

    Attributes:
        offer: what the button is called that leads to it.
        title: of the question which key it is.
        help: what people should know before they answer; empty where nothing.
        asks: what has to be said: each file, and a text where there is one; each of them is an option of the command line
            too. A kind that asks for a file alone is chosen by a dialog for files.
        search: how that leads to what can be chosen; None where it is all that is needed.
        take: what the button is called that takes what was chosen.
        options: those of the command line; the first says that a key of this kind signs.
        secret_option: the one for a file with the secret.
    """

    offer: ClassVar[str]
    title: ClassVar[str]
    help: ClassVar[str] = ""
    asks: ClassVar[tuple[Asked, ...]]
    search: ClassVar[Search | None] = None
    take: ClassVar[str] = N_("Use this key")
    options: ClassVar[tuple[Option, ...]]
    secret_option: ClassVar[Option]

    def usual(self, asked: Asked) -> Sequence[Path]:
        """Return files that usually are the answer; none of them is looked into."""
        return ()

    def look(self, said: Said) -> Sequence[Found]:
        """Return what there is, for a kind that is searched. Raises UserError, in a sentence."""
        return ()

    @abstractmethod
    def chosen(self, said: Said, found: Found | None = None) -> ChosenKey:
        """Return the key that was asked for, in the window or by the options of the command line."""
