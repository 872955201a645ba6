"""The list of parts of a program folder for machines: a software bill of materials (SBOM) in CycloneDX 1.6, as JSON."""

from __future__ import annotations

import uuid
from collections.abc import Iterable, Sequence
from datetime import UTC, datetime

from cyclonedx.model import HashAlgorithm, HashType
from cyclonedx.model.bom import Bom
from cyclonedx.model.component import Component, ComponentType
from cyclonedx.model.license import LicenseExpression
from cyclonedx.output.json import JsonV1Dot6
from cyclonedx.schema import SchemaVersion
from cyclonedx.validation.json import JsonStrictValidator
from packageurl import PackageURL

from installers.common import CannotBuildError, version
from installers.parts import Part


def name_of(system: str) -> str:
    """Return the name of the file with the list of a system."""
    return f"Pledgebook-{version()}-{system}.cdx.json"


def bill(found: Sequence[Part], system: str, built: int) -> bytes:
    """Return the list of parts; the same bytes for the same parts.

    Args:
        found: the parts, our own program first.
        system: windows, linux or macos.
        built: when it was built, in seconds since 1970.

    Raises:
        CannotBuildError: the list is none by the official schema.
    """
    own, *others = found
    made = Bom(components=_components(others))
    made.metadata.timestamp = datetime.fromtimestamp(built, UTC)
    made.metadata.component = _component(own, own.name)
    told = "\n".join(f"{part.purl or part.name} {part.version} {part.sha256}" for part in found)
    made.serial_number = uuid.uuid5(uuid.NAMESPACE_URL, f"pledgebook {version()} {system} {built}\n{told}")
    made.register_dependency(made.metadata.component, made.components)
    text = JsonV1Dot6(made).output_as_string(indent=1) + "\n"
    see_valid(text)
    return text.encode()


def see_valid(text: str) -> None:
    """See that a list of parts holds to the official schema.

    Raises:
        CannotBuildError: it does not.
    """
    fault = JsonStrictValidator(SchemaVersion.V1_6).validate_str(text)
    if fault is not None:
        raise CannotBuildError(f"The list of parts does not hold to the schema of CycloneDX: {fault.data.message}")


def _components(parts: Iterable[Part], above: str = "") -> list[Component]:
    return [_component(part, f"{above}{part.name} {part.version}".rstrip()) for part in parts]


def _component(part: Part, reference: str) -> Component:
    return Component(
        name=part.name,
        version=part.version or None,
        type=ComponentType(part.kind),
        bom_ref=reference,
        licenses=[LicenseExpression(part.licence)],
        purl=PackageURL.from_string(part.purl) if part.purl else None,
        hashes=[HashType(alg=HashAlgorithm.SHA_256, content=part.sha256)] if part.sha256 else [],
        components=_components(part.inside, f"{reference} / "),
    )
