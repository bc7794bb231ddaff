"""HTML to text: what a person sees, whatever the markup is like."""

import time

import pytest

from worker.mail.mime.html import to_text


@pytest.mark.parametrize(
    ("markup", "text"),
    [
        ("<p>Jeden</p><p>Dwa</p>", "Jeden\n\nDwa"),
        ("<div>Jeden</div><div>Dwa</div>", "Jeden\nDwa"),
        ("Jeden<br>Dwa<br><br>Trzy", "Jeden\nDwa\n\nTrzy"),
        ("<p class=MsoNormal>Jeden</p><p class=MsoNormal>&nbsp;</p><p class=MsoNormal>Dwa</p>", "Jeden\n\nDwa"),
        ("<ul><li>raz</li><li>dwa</li></ul>", "- raz\n- dwa"),
        (
            "<table><tr><th>Komputer</th><td>KASA-1</td></tr><tr><td>Telefon</td><td>600</td></tr></table>",
            "Komputer \tKASA-1\nTelefon \t600",
        ),
        ("<pre>a\n  b\n</pre>", "a\n  b"),
        ("  a\n   <b>b</b>\t c ", "a b c"),
        ("&lt;script&gt; &amp; &oacute;&#322;", "<script> & ół"),
        ("<style>p{}</style><title>t</title><script>x()</script><p>Treść</p>", "Treść"),
        ("<p style='display:none'>ukryte</p><p>jawne</p>", "jawne"),
        ("<!-- komentarz --><p>a</p>", "a"),
        ("<?xml version='1.0' encoding='iso-8859-2'?><p>żółć</p>", "żółć"),
        ("<blockquote type=cite><p>a</p><p>b</p></blockquote><p>c</p>", "> a\n>\n> b\n\nc"),
        ("<blockquote type=cite>a<blockquote type=cite>b</blockquote></blockquote>", "> a\n> > b"),
        ("<p>bez <b>końca", "bez końca"),
        ("zwykły tekst < bez > znaczników", "zwykły tekst < bez > znaczników"),
        ("<img src='data:image/png;base64,AAAA'>tekst", "tekst"),
        ("", ""),
    ],
)
def test_what_a_person_sees(markup: str, text: str) -> None:
    assert to_text(markup)[0] == text


@pytest.mark.parametrize("depth", [200, 2_000, 50_000])
@pytest.mark.parametrize("tag", ["div", "blockquote", "table><tr><td", "b"])
def test_deep_nesting_loses_no_text(tag: str, depth: int) -> None:
    assert "w środku" in to_text(f"<{tag}>" * depth + "w środku")[0]


def test_elements_beyond_any_letter_are_not_walked() -> None:
    """A full-size mail of nothing but tags stays within a second; what stands above them is read."""
    assert to_text("<p>początek</p>" + "<b>x</b>" * 230_000)[0].startswith("początek")


def test_lone_surrogates_do_not_cut_the_text() -> None:
    assert to_text("<p>przed \ud800 po</p>")[0] == "przed po"


@pytest.mark.parametrize(
    "unit", ["<div>", "<", "<!--", "<p a=", "&", "</p>", "<table><tr><td>", "<a b='", "data:image/png;base64,"]
)
def test_hostile_markup_takes_linear_time(unit: str) -> None:
    def seconds(size: int) -> float:
        begin = time.perf_counter()
        to_text(unit * (size // len(unit)))
        return time.perf_counter() - begin

    small, large = seconds(200_000), seconds(800_000)
    assert large < max(12 * small, 0.5)
