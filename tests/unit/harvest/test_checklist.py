"""Checklists of every kind of file: Darwin Core Archives of taxa, ColDP, and tables."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from vasculum.formats.dwca import ArchiveRefused
from vasculum.harvest.checklist import usages_of
from vasculum.names import Backbone, Matcher, build

NAME_USAGES = """col:ID\tcol:parentID\tcol:status\tcol:rank\tcol:scientificName\tcol:authorship
g\t\taccepted\tgenus\tNusquamia\tVlaminck
s\tg\taccepted\tspecies\tNusquamia ficta\tVlaminck, 1902
x\ts\tsynonym\tspecies\tAliena ficta\tDuval, 1899
"""
META = """<archive xmlns="http://rs.tdwg.org/dwc/text/"><core rowType="http://rs.tdwg.org/dwc/terms/Taxon" encoding="UTF-8"
 fieldsTerminatedBy="\\t" linesTerminatedBy="\\n" ignoreHeaderLines="1">
 <files><location>taxon.txt</location></files><id index="0"/>{fields}</core></archive>"""
TAXA = """id\tname\tauthor\trank\tparent\taccepted
g\tNusquamia\tVlaminck\tgenus\t\t
s\tNusquamia ficta\tVlaminck, 1902\tspecies\tg\t
x\tAliena ficta\tDuval, 1899\tspecies\t\ts
"""
TERMS = ("scientificName", "scientificNameAuthorship", "taxonRank", "parentNameUsageID", "acceptedNameUsageID")


def coldp(folder: Path, name: str = "NameUsage.tsv") -> Path:
    folder.mkdir()
    (folder / name).write_text(NAME_USAGES, encoding="utf-8")
    (folder / "metadata.yaml").write_text("title: An invented checklist\n", encoding="utf-8")
    return folder


def darwin_core(folder: Path) -> Path:
    folder.mkdir()
    fields = "".join(f'<field index="{at}" term="http://rs.tdwg.org/dwc/terms/{term}"/>' for at, term in enumerate(TERMS, 1))
    (folder / "meta.xml").write_text(META.format(fields=fields), encoding="utf-8")
    (folder / "taxon.txt").write_text(TAXA, encoding="utf-8")
    return folder


def zipped(folder: Path) -> Path:
    return Path(shutil.make_archive(str(folder), "zip", folder))


def matcher_of(file: Path, work: Path) -> Matcher:
    work.mkdir()
    build(usages_of(file, work), work / "backbone")
    return Matcher(Backbone(work / "backbone"))


@pytest.mark.parametrize("kind", [coldp, darwin_core])
def test_the_same_checklist_is_read_from_a_folder_and_a_zip_of_either_kind(kind: object, tmp_path: Path) -> None:
    folder = coldp(tmp_path / "list") if kind is coldp else darwin_core(tmp_path / "list")
    for number, file in enumerate((folder, zipped(folder))):
        answer = matcher_of(file, tmp_path / f"work{number}").match("Aliena ficta Duval, 1899")
        assert answer.usage is not None
        assert answer.accepted is not None
        assert (answer.usage.key, answer.usage.status, answer.usage.genus) == ("x", "SYNONYM", "Nusquamia")
        assert (answer.accepted.key, answer.accepted.scientific_name) == ("s", "Nusquamia ficta Vlaminck, 1902")


@pytest.mark.parametrize("name", ["name_usage.csv", "NAMEUSAGE.txt", "name-usage.tsv"])
def test_a_table_of_name_usages_may_be_spelled_in_several_ways(name: str, tmp_path: Path) -> None:
    assert matcher_of(coldp(tmp_path / "list", name), tmp_path / "work").match("Nusquamia ficta").usage is not None


def test_a_single_table_needs_no_archive(tmp_path: Path) -> None:
    file = coldp(tmp_path / "list") / "NameUsage.tsv"
    assert matcher_of(file, tmp_path / "work").match("Nusquamia ficta").usage is not None


def test_names_apart_from_taxa_are_refused_with_what_to_do(tmp_path: Path) -> None:
    folder = coldp(tmp_path / "list", "Name.tsv")
    (folder / "Taxon.tsv").write_text("col:ID\tcol:nameID\n", encoding="utf-8")
    with pytest.raises(ArchiveRefused, match="NameUsage"):
        list(usages_of(folder, tmp_path))
