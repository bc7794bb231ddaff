"""The official schema of FA(3) and the check against it, without network.

The schema imports its types from crd.gov.pl; every such address is answered from the folder of the schema itself.
The folder comes with ``pip install pomoc[ksef]`` (inside ksef-client) or is named in the settings.
"""

from importlib.util import find_spec
from pathlib import Path

from lxml import etree

MAIN = "schemat_FA(3)_v1-0E.xsd"
_INSIDE_KSEF_CLIENT = Path("documents") / "fa3" / "schemas"


class SchemaMissingError(RuntimeError):
    """The official XSD is not on this machine; the message says which two ways there are to it."""


class _Offline(etree.Resolver):
    """Answers every address with the file of that name beside the schema, and nothing else."""

    def __init__(self, folder: Path) -> None:
        super().__init__()
        self._folder = folder

    def resolve(self, system_url: str, public_id: str, context: object) -> object:  # type: ignore[override]  # stubs
        """The file, or an empty schema's parse error: the network is never asked."""
        path = self._folder / Path(system_url).name
        if not path.is_file():
            raise SchemaMissingError(f"{path.name} is missing in {self._folder}, where the FA(3) schema is")
        return self.resolve_filename(str(path), context)  # type: ignore[attr-defined]  # lxml-stubs leave it out


def open_schema(folder: Path | None = None) -> etree.XMLSchema:
    """The compiled schema; ``folder`` None means the one that ksef-client carries. Raises SchemaMissingError."""
    folder = folder or _carried()
    main = folder / MAIN
    if not main.is_file():
        raise SchemaMissingError(f"{main} does not exist; billing.fa3_schema must name the folder of {MAIN}")
    parser = etree.XMLParser(no_network=True, resolve_entities=False)
    parser.resolvers.add(_Offline(folder))
    return etree.XMLSchema(etree.parse(str(main), parser))


def problems(xml: bytes, schema: etree.XMLSchema) -> tuple[str, ...]:
    """What the schema has against a document, as ``line: message``; empty when it is valid."""
    root = etree.fromstring(xml, etree.XMLParser(no_network=True, resolve_entities=False))
    if schema.validate(root):
        return ()
    return tuple(f"{error.line}: {error.message}" for error in schema.error_log)  # type: ignore[attr-defined]  # stubs


def _carried() -> Path:
    found = find_spec("ksef_client")
    if found is None or not found.submodule_search_locations:
        raise SchemaMissingError(
            "the FA(3) schema is not installed; `pip install pomoc[ksef]` brings it, "
            "or billing.fa3_schema names its folder"
        )
    return Path(next(iter(found.submodule_search_locations))) / _INSIDE_KSEF_CLIENT
