"""A letter in another language says what the Polish one says: the same templates, macros and facts, nothing left over.

Compared is what a template reads of its facts, not its words: a sentence about ``facts.rebate`` that only one language
has, or a new column of the Polish letter that English lacks, fails here.
"""

import re
from datetime import date

import pytest
from jinja2 import nodes

from tests.unit.mail.letters.all_cases import CASES
from worker.mail.letters import TRANSLATED, facts, templates_folder
from worker.mail.letters import english as values
from worker.mail.letters.environment import environment, folder_of
from worker.mail.letters.facts import packages
from worker.terms.phrases import Language

ENGLISH = templates_folder() / "en"
OURS = sorted(path.relative_to(ENGLISH).as_posix() for path in ENGLISH.rglob("*.j2"))
LETTERS = sorted(f"{kind}.{form}.j2" for kind in TRANSLATED for form in ("txt", "html"))
PAGES = ["documents/protocol.typ", "documents/statement.typ"]
_DATA = re.compile(r"\b(data|row|one|line|invoice|sale|p|c)\.([a-z_]+(?:\.[a-z_]+)*)")


def parsed(name: str, language: Language = Language.POLISH) -> nodes.Template:
    source = (templates_folder() / folder_of(language) / name).read_text("utf-8")
    return environment(language).parse(source)


def read_by(node: nodes.Node) -> set[str]:
    """``facts.invoice.gross``, ``say.late``, ``difference()``: every chain of attributes and every macro called.

    Of our company's settings without the language's mark.
    """
    chains = filter(None, (_chain(one) for one in node.find_all(nodes.Getattr)))
    called = (one.node.name for one in node.find_all(nodes.Call) if isinstance(one.node, nodes.Name))
    read = {one.removesuffix("_en") for one in chains if one.split(".")[0] not in {"ui", "loop"}}
    return read | {f"{name}()" for name in called}


def _chain(node: nodes.Node) -> str:
    if isinstance(node, nodes.Getattr):
        rest = _chain(node.node)
        return f"{rest}.{node.attr}" if rest else ""
    if isinstance(node, nodes.Getitem):
        return _chain(node.node)
    return node.name if isinstance(node, nodes.Name) else ""


def macros(name: str, language: Language = Language.POLISH) -> dict[str, nodes.Macro]:
    return {one.name: one for one in parsed(name, language).find_all(nodes.Macro)}


def test_both_bodies_of_every_translated_letter_are_there() -> None:
    assert set(LETTERS) <= set(OURS)
    assert {one for one in OURS if one.startswith(("customer-", "staff-"))} == set(LETTERS)


def test_what_is_in_english_has_its_polish_template() -> None:
    assert [one for one in OURS if not (templates_folder() / one).is_file()] == []


@pytest.mark.parametrize("name", LETTERS)
def test_a_letter_reads_the_same_facts(name: str) -> None:
    assert read_by(parsed(name, Language.ENGLISH)) == read_by(parsed(name))


@pytest.mark.parametrize("name", ["layout.txt.j2", *LETTERS])
def test_a_letter_has_the_same_blocks(name: str) -> None:
    def blocks(language: Language) -> set[str]:
        return {one.name for one in parsed(name, language).find_all(nodes.Block)}

    assert blocks(Language.ENGLISH) == blocks(Language.POLISH)


def test_every_block_of_the_layout_that_has_words_has_english_ones() -> None:
    polish = parsed("layout.html.j2")
    worded = {one.name for one in polish.find_all(nodes.Block) if _words(one)}
    assert worded == {"language", "closing", "regulamin", "automatic"}
    ours = parsed("layout.html.j2", Language.ENGLISH)
    assert {one.name for one in ours.find_all(nodes.Block)} == worded
    in_blocks = {word for one in polish.find_all(nodes.Block) for word in _words(one)}
    assert _words(polish) <= in_blocks  # no word of the layout stands outside a block


@pytest.mark.parametrize("name", [one for one in OURS if one not in LETTERS and not one.startswith("layout")])
def test_shared_words_have_the_same_macros_of_the_same_facts(name: str) -> None:
    polish = macros(name)
    for macro, ours in macros(name, Language.ENGLISH).items():
        assert [one.name for one in ours.args] == [one.name for one in polish[macro].args], macro
        assert read_by(ours) == read_by(polish[macro]), macro


@pytest.mark.parametrize("name", LETTERS)
def test_every_word_a_letter_asks_for_exists_in_its_language(name: str) -> None:
    tree = parsed(name, Language.ENGLISH)
    for imported in tree.find_all(nodes.Import):
        source = imported.template
        assert isinstance(source, nodes.Const)
        if source.value == "design.html.j2":
            continue
        assert source.value.startswith("en/")
        asked = {one.attr for one in tree.find_all(nodes.Getattr) if _is(one.node, imported.target)}
        assert asked <= macros(source.value.removeprefix("en/"), Language.ENGLISH).keys()


@pytest.mark.parametrize("name", OURS)
def test_an_english_template_compiles_with_english_values_and_has_no_polish_letters(name: str) -> None:
    environment(Language.ENGLISH).get_template(f"en/{name}")
    source = (ENGLISH / name).read_text("utf-8")
    assert not re.search("[ąćęłńóśźż„]", source, re.IGNORECASE)
    assert "ui.mark(" not in source  # the one block of design.html.j2 that has words


@pytest.mark.parametrize("name", PAGES)
def test_a_page_prints_the_same_data(name: str) -> None:
    polish, ours = ((root / name).read_text("utf-8") for root in (templates_folder(), ENGLISH))
    assert _printed(ours) == _printed(polish)
    assert not re.search("[ąćęłńóśźż]", ours, re.IGNORECASE)


def test_the_words_around_a_page_print_the_same_data() -> None:
    name = "documents/page.typ"
    polish, ours = (_definitions((root / name).read_text("utf-8")) for root in (templates_folder(), ENGLISH))
    both = polish.keys() & ours.keys() - {"sheet"}  # the sheet is one and takes its words as arguments
    assert both == {"version-mark", "status-mark", "title-block"}
    assert {one: _printed(ours[one]) for one in both} == {one: _printed(polish[one]) for one in both}
    assert not re.search("[ąćęłńóśźż]", "".join(ours.values()), re.IGNORECASE)


def test_the_facts_that_have_a_language_are_those_of_the_translated_letters() -> None:
    found = {
        name
        for module in (facts, packages)
        for name, one in vars(module).items()
        if isinstance(one, type) and "language" in getattr(one, "__dataclass_fields__", {})
    }
    assert found == {"Bill", "Overdue", "PackageNotice", "OrderDecided"}
    assert {CASES[name]().kind for name in CASES if name.startswith("en-")} == set(TRANSLATED)


@pytest.mark.parametrize("name", [one for one in CASES if one.startswith("en-")])
def test_an_english_letter_says_so_in_its_header_and_its_html(name: str) -> None:
    letter = CASES[name]()
    assert b"\r\nContent-Language: en\r\n" in letter.raw
    assert '<html lang="en"' in letter.html
    assert "whose Polish text is binding" in letter.text
    assert "zł" not in letter.text + letter.html


def test_a_letter_that_is_not_translated_has_no_language_to_choose() -> None:
    assert not hasattr(facts.Confirmation, "language")
    assert not (ENGLISH / "customer-confirmation.txt.j2").exists()


def test_english_values() -> None:
    assert (
        values.days_of_month([date(2026, 4, 3), date(2026, 3, 31), date(2026, 4, 2)]) == "31\xa0March; 2 and 3\xa0April"
    )
    assert values.listed(["a"]) == "a"
    assert values.listed([]) == ""
    assert values.days(1, working=True) == "1\xa0working day"


def _words(node: nodes.Node) -> set[str]:
    """The words of a node's own text, tags and styles off."""
    data = "".join(one.data for one in node.find_all(nodes.TemplateData))
    plain = re.sub(r"<style.*?</style>|<!--.*?-->|<[^>]*>?|&\w+;", " ", data, flags=re.DOTALL)
    return set(re.findall(r"[^\W\d_]{2,}", plain))


def _printed(typst: str) -> set[str]:
    return {match.group() for match in _DATA.finditer(typst)}


def _definitions(typst: str) -> dict[str, str]:
    pieces = re.split(r"^#let ([\w-]+)", typst, flags=re.MULTILINE)
    return dict(zip(pieces[1::2], pieces[2::2], strict=True))


def _is(node: nodes.Node, name: str) -> bool:
    return isinstance(node, nodes.Name) and node.name == name
