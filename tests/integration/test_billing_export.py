"""The month for accounting: every file holds, nothing is settled again, what is unfit is named."""

import json
from dataclasses import replace
from pathlib import Path

import pytest
from lxml import etree
from sqlalchemy import Engine

from tests.integration.billing_months import NIPS, Firm, text_of, warsaw
from tests.servers.blank import BlankFile
from worker.application.billing.export import export_month
from worker.application.office import Billing
from worker.documents.accounting import open_schema, problems
from worker.documents.accounting.fa3 import NAMESPACE
from worker.domain.policy import Policy
from worker.store.billing_tables import SoldPackage
from worker.store.engine import transaction
from worker.store.staff_tables import WorkEntry

pytest.importorskip("ksef_client", reason="the official XSD comes with the extra `ksef`")
MARCH = warsaw("2026-03-01 00:00").date()


@pytest.fixture
def engine(blank_file: BlankFile) -> Engine:
    return blank_file.fresh()


def test_every_bill_becomes_a_valid_invoice_and_its_json(engine: Engine, tmp_path: Path) -> None:
    firm = Firm(engine)
    payers = firm.some_payers(3)
    key = firm.work(NIPS[0], "2026-03-12 09:00", 30)
    firm.at("2026-03-31 20:00")
    with transaction(engine) as session:  # what is done to the work later changes nothing of what went out
        session.get_one(WorkEntry, key).undone_at = warsaw("2026-04-02 09:00")

    done = export_month(engine, firm.office, MARCH, tmp_path / "maj" / "x")

    assert done.problems == []
    assert sorted(one.name for one in done.files) == sorted(
        [f"2026-03-{nip}.{kind}" for nip in payers for kind in ("xml", "json")] + ["2026-03.epp"]
    )
    schema = open_schema()
    for path in (tmp_path / "maj" / "x").glob("*.xml"):
        assert problems(path.read_bytes(), schema) == ()
    first = tmp_path / "maj" / "x" / f"2026-03-{NIPS[0]}"
    assert etree.parse(str(first.with_suffix(".xml"))).findtext(f".//{{{NAMESPACE}}}P_15") == "332.10"
    assert json.loads(first.with_suffix(".json").read_text("utf-8"))["statement"]["gross"] == "332.10"
    before = {one: one.read_bytes() for one in done.files}
    again = export_month(engine, firm.office, MARCH, tmp_path / "maj" / "x")
    assert {one: one.read_bytes() for one in again.files} == before
    assert [one for one in (tmp_path / "maj" / "x").iterdir() if one.name.startswith(".")] == []


def test_a_package_sold_apart_has_a_file_of_its_own(engine: Engine, tmp_path: Path) -> None:
    firm = Firm(engine)
    firm.office = replace(firm.office, policy=Policy.of({"invoice.package_sale": "day_of_purchase"}))
    firm.some_payers(1)
    day = warsaw("2026-03-05 09:00")
    package = SoldPackage(
        code="P5",
        nip=NIPS[0],
        hours=5,
        service="general",
        purchased_day=day.date(),
        start_day=day.date(),
        sold_at=day,
    )
    with transaction(engine) as session:
        session.add(package)
    firm.at("2026-03-31 20:00")
    assert "Kwota: 1 051,65 zł" in text_of(firm.letters()[0])
    done = export_month(engine, firm.office, MARCH, tmp_path)
    assert done.problems == []
    (sale,) = (one for one in done.files if one.name.endswith("-pakiet-1.xml"))
    assert etree.parse(str(sale)).findtext(f".//{{{NAMESPACE}}}P_15") == "1051.65"
    assert etree.parse(str(sale)).findtext(f".//{{{NAMESPACE}}}P_1") == "2026-03-05"


def test_who_is_unfit_is_named_and_the_others_are_written(engine: Engine, tmp_path: Path) -> None:
    firm = Firm(engine)
    firm.some_payers(2)
    firm.at("2026-03-31 20:00")
    nameless = replace(firm.office.company, nip="")
    done = export_month(engine, replace(firm.office, company=nameless), MARCH, tmp_path)
    assert len(done.problems) == 2
    assert all("company.nip" in one for one in done.problems)
    assert [one.suffix for one in done.files] == [".json", ".json"]


def test_without_the_schema_or_bills_it_says_so(engine: Engine, tmp_path: Path) -> None:
    firm = Firm(engine, office=replace(Firm(engine).office, billing=Billing(fa3_schema=tmp_path)))
    nothing = export_month(engine, firm.office, MARCH, tmp_path / "out")
    assert any("no bills" in one for one in nothing.problems)
    firm.some_payers(1)
    firm.at("2026-03-31 20:00")
    done = export_month(engine, firm.office, MARCH, tmp_path / "out")
    assert any("does not exist" in one for one in done.problems)
    assert {one.suffix for one in done.files} == {".json", ".epp"}
    (tmp_path / "taken").write_text("")
    assert any("taken" in one for one in export_month(engine, firm.office, MARCH, tmp_path / "taken").problems)
