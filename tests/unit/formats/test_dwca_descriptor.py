"""The descriptor and the metadata: what they may say, how it is understood, and what refuses the archive."""

from __future__ import annotations

import tarfile
from pathlib import Path

import pytest

from tests.unit.formats.archives import DWC, descriptor, element, folder, read, simple, zipped
from vasculum.formats.dwca import ArchiveRefused, open_archive
from vasculum.formats.dwca.dialect import unescaped

ROW = b"1\ta\tb\n"
MEDIA = "http://rs.gbif.org/terms/1.0/Multimedia"
EML = b"""<?xml version="1.0"?><eml:eml xmlns:eml="eml://ecoinformatics.org/eml-2.1.1"><dataset>
<alternateIdentifier>doi:10.5072/x</alternateIdentifier><title>Herbarium of Testeren</title>
<creator><individualName><givenName>An</givenName><surName>Peeters</surName></individualName>
<organizationName>Plantentuin</organizationName></creator><pubDate>2024-01-02</pubDate><language>nl</language>
<abstract><para>One.</para><para>Two.</para></abstract>
<intellectualRights><para>Under
<ulink url="http://creativecommons.org/licenses/by/4.0/legalcode"><citetitle>CC BY</citetitle></ulink>.</para>
</intellectualRights></dataset></eml:eml>"""


def archive(path: Path, *elements: str, members: dict[str, bytes] | None = None, metadata: str = "") -> Path:
    given = {"occurrence.txt": ROW} if members is None else members
    return folder(path / "archive", {"meta.xml": descriptor(*elements, metadata=metadata), **given})


def refusal(path: Path, work: Path) -> str:
    with pytest.raises(ArchiveRefused) as refused:
        read(path, work)
    assert "\n" not in refused.value.reason
    return refused.value.reason


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        (r"\t", "\t"),
        ("\t", "\t"),
        (r"\u0001", "\x01"),
        ("|", "|"),
        (" ", " "),
        (r"\\", "\\"),
        (r"\r\n", "\r\n"),
        ("||", "||"),
        ("", ""),
    ],
)
def test_an_attribute_means_a_sign_be_it_escaped_or_not(written: str, meant: str) -> None:
    assert unescaped(written) == meant


@pytest.mark.parametrize("written", [r"\t", "\t", "&#9;", "&#x9;", r" \t "])
def test_a_tab_is_a_tab_however_the_descriptor_writes_it(tmp_path: Path, written: str) -> None:
    meta = descriptor(element(fieldsTerminatedBy="TAB")).replace(b"TAB", written.encode())
    path = folder(tmp_path / "archive", {"meta.xml": meta, "occurrence.txt": ROW})
    assert read(path, tmp_path).cells == [("1", "a", "b")]


def test_what_a_descriptor_leaves_out_is_as_the_guide_says(tmp_path: Path) -> None:
    meta = (
        f'<archive><core rowType="{DWC}Occurrence"><files><location> occurrence.txt </location></files><id index="0"/>'
        f'<field index="1" term="{DWC}locality"/></core></archive>'
    )
    path = folder(tmp_path / "archive", {"meta.xml": meta.encode(), "occurrence.txt": '1,"Öland, north"\n'.encode()})
    assert read(path, tmp_path).rows == [(1, "1", "Öland, north")]


def test_an_old_name_of_the_occurrence_is_understood(tmp_path: Path) -> None:
    with open_archive(archive(tmp_path, element(row_type=DWC + "DarwinCore"))) as opened:
        assert opened.core.row_type == "dwc:Occurrence"


def test_an_old_term_gives_way_where_the_modern_one_is_mapped_too(tmp_path: Path) -> None:
    fields = (
        f'<field index="0" term="http://rs.tdwg.org/dwc/curatorial/Collector"/><field index="1" term="{DWC}recordedBy"/>'
        f'<field index="2" term="line"/>'
    )
    reading = read(archive(tmp_path, element(fields=fields)), tmp_path)
    assert reading.columns[2:] == ("http://rs.tdwg.org/dwc/curatorial/Collector", "dwc:recordedBy", "line (column 2)")
    assert sum("is taken" in notice for notice in reading.notices) == 2


@pytest.mark.parametrize(
    ("elements", "reason"),
    [
        ([element(), element()], "describes 2 cores"),
        ([], "describes 0 cores"),
        ([element(location="missing.txt")], "'missing.txt', which is not in the archive"),
        ([element(location=[])], "names no file for its core"),
        ([element(row_type="")], "rowType '' is not a class of Darwin Core"),
        ([element(row_type="http://example.org/Thing")], "'http://example.org/Thing' is not a class of Darwin Core"),
        ([element(fields=f'<field index="0" term="{DWC}sex"/><field index="1" term="{DWC}sex"/>')], "two columns (0 and 1)"),
        ([element(fields=f'<field default="a" term="{DWC}sex"/><field default="b" term="{DWC}sex"/>')], "two default values"),
        ([element(fields=f'<field index="-1" term="{DWC}sex"/>')], "index '-1' of"),
        ([element(fields=f'<field index="5000" term="{DWC}sex"/>')], "column 5000 lies beyond"),
        ([element(fields='<field index="1"/>')], "a field (index 1) names no term"),
        ([element(encoding="klingon")], "encoding 'klingon' is not known"),
        ([element(encoding="base64")], "'base64' is not the encoding of a text file"),
        ([element(ignoreHeaderLines="many")], "ignoreHeaderLines is 'many'"),
        ([element(fieldsEnclosedBy="''")], "fieldsEnclosedBy must be one character"),
        ([element(fieldsTerminatedBy="")], "fieldsTerminatedBy is empty"),
        ([element(fieldsTerminatedBy='"', fieldsEnclosedBy='"')], "also part of a separator"),
        ([element(fieldsTerminatedBy=r"\n")], "fieldsTerminatedBy is a line end"),
        ([element(), element("extension", "gone.txt", row_type=MEDIA)], "'gone.txt', which is not in the archive"),
    ],
)  # fmt: skip
def test_a_descriptor_that_contradicts_itself_or_the_archive_is_refused(tmp_path: Path, elements: list[str], reason: str) -> None:
    assert reason in refusal(archive(tmp_path, *elements), tmp_path)


def test_an_index_beyond_the_columns_of_the_file_is_refused(tmp_path: Path) -> None:
    fields = f'<field index="7" term="{DWC}sex"/>'
    assert "promises 8 or more cells" in refusal(archive(tmp_path, element(fields=fields)), tmp_path)


@pytest.mark.parametrize(
    ("extension", "notice"),
    [
        (element("extension", row_type=MEDIA, identifier=""), "has no coreid"),
        (element("extension", row_type="", identifier=""), "declares no rowType"),
        (element("extension", row_type="Thing of mine"), "'Thing of mine' is not known"),
        (element("extension", location=[], row_type=MEDIA), "names no file"),
    ],
)
def test_an_extension_at_fault_is_left_out_with_a_notice(tmp_path: Path, extension: str, notice: str) -> None:
    with open_archive(archive(tmp_path, element(), extension)) as opened:
        assert opened.extensions == ()
        assert any(notice in told for told in opened.notices)


def test_an_extension_of_a_type_we_do_not_know_is_kept_with_a_notice(tmp_path: Path) -> None:
    with open_archive(archive(tmp_path, element(), element("extension", row_type="http://example.org/Thing"))) as opened:
        assert [table.row_type for table in opened.extensions] == ["http://example.org/Thing"]
        assert any("does not know" in told for told in opened.notices)


def test_a_location_in_other_letter_case_is_found_with_a_notice(tmp_path: Path) -> None:
    reading = read(archive(tmp_path, element(location="OCCURRENCE.TXT")), tmp_path)
    assert len(reading.rows) == 1
    assert any("the file is called 'occurrence.txt'" in told for told in reading.notices)


@pytest.mark.parametrize(
    "location",
    [
        *("/etc/passwd", "../occurrence.txt", "a/../../x", "C:\\data\\o.txt", "c:o.txt"),
        *("data\\o.txt", "file:///etc/passwd", "http://example.org/o.txt", "NUL", "aux.txt"),
    ],
)
def test_a_location_outside_the_archive_is_refused(tmp_path: Path, location: str) -> None:
    assert "names a file whose location" in refusal(archive(tmp_path, element(location=location)), tmp_path)
    assert not (tmp_path / "staged-0.txt").exists()


def test_an_archive_in_a_folder_of_the_zip_file_is_read_past_what_a_system_left_there(tmp_path: Path) -> None:
    members = {
        "x/meta.xml": descriptor(element()),
        "x/occurrence.txt": ROW,
        "__MACOSX/x/._meta.xml": b"\0",
        "x/._occurrence.txt": b"\0",
    }
    assert len(read(zipped(tmp_path / "a.zip", members), tmp_path).rows) == 1


def test_two_descriptors_are_refused(tmp_path: Path) -> None:
    members = {"x/meta.xml": descriptor(element()), "y/meta.xml": descriptor(element()), "x/occurrence.txt": ROW}
    assert "more than one descriptor" in refusal(zipped(tmp_path / "a.zip", members), tmp_path)


@pytest.mark.parametrize("mode", ["w", "w:gz", "w:bz2", "w:xz"])
def test_a_tar_file_is_read_however_it_is_packed(tmp_path: Path, mode: str) -> None:
    path = tmp_path / "a.tar"
    with tarfile.open(path, mode) as tar:  # type: ignore[call-overload]
        tar.add(archive(tmp_path, element()), arcname=".")
    assert len(read(path, tmp_path).rows) == 1


def test_the_digest_is_that_of_the_contents(tmp_path: Path) -> None:
    with open_archive(simple(tmp_path / "a", ROW)) as one, open_archive(simple(tmp_path / "b", ROW)) as same:
        assert one.digest == same.digest
    with open_archive(simple(tmp_path / "c", ROW + ROW)) as other:
        assert other.digest != one.digest


def test_the_metadata_say_who_what_and_under_which_licence(tmp_path: Path) -> None:
    with open_archive(archive(tmp_path, element(), members={"occurrence.txt": ROW, "eml.xml": EML})) as opened:
        about = opened.metadata
    assert (about.title, about.language, about.published) == ("Herbarium of Testeren", "nl", "2024-01-02")
    assert about.abstract == "One.\n\nTwo."
    assert about.license == "http://creativecommons.org/licenses/by/4.0/legalcode"
    assert about.identifiers == ("doi:10.5072/x",)
    assert [(contact.role, contact.name, contact.organisation) for contact in about.contacts] == [
        ("creator", "An Peeters", "Plantentuin")
    ]


@pytest.mark.parametrize(
    ("metadata", "members", "notice"),
    [
        ("", {}, "no metadata document"),
        (' metadata="about.xml"', {}, "'about.xml', which is not in the archive"),
        (' metadata="https://example.org/eml.xml"', {}, "were not fetched"),
        ("", {"eml.xml": b"<eml><dataset></eml>"}, "eml.xml is not well-formed XML"),
    ],
)
def test_an_archive_without_readable_metadata_is_read_and_told(
    tmp_path: Path, metadata: str, members: dict[str, bytes], notice: str
) -> None:
    path = archive(tmp_path, element(), members={"occurrence.txt": ROW, **members}, metadata=metadata)
    with open_archive(path) as opened:
        assert opened.metadata.title == ""
        assert any(notice in told for told in opened.notices)


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
def test_a_single_text_file_is_read_by_the_names_in_its_first_line(tmp_path: Path, delimiter: str) -> None:
    path = tmp_path / "herbarium.csv"
    path.write_text(
        delimiter.join(["catalogNumber", "OccurrenceID", '"Doos"']) + "\n" + delimiter.join(["B1", "x:1", "12"]) + "\n"
    )
    reading = read(path, tmp_path)
    assert reading.columns == ("line", "id", "dwc:catalogNumber", "dwc:occurrenceID", "Doos")
    assert reading.rows == [(2, "x:1", "B1", "x:1", "12")]


@pytest.mark.parametrize(
    ("headings", "row_type"),
    [("taxonID,scientificName", "dwc:Taxon"), ("eventID,eventDate", "dwc:Event"), ("id,basisOfRecord,taxonID", "dwc:Occurrence")],
)
def test_the_names_in_the_first_line_tell_what_the_rows_are(tmp_path: Path, headings: str, row_type: str) -> None:
    path = tmp_path / "table.txt"
    path.write_text(headings + "\n")
    with open_archive(path) as opened:
        assert (opened.core.row_type, opened.core.id_index) == (row_type, 0)


def test_two_headings_of_one_name_are_both_kept(tmp_path: Path) -> None:
    path = tmp_path / "table.csv"
    path.write_text("occurrenceID,Locality,locality,,Line\n1,a,b,c,d\n")
    reading = read(path, tmp_path)
    assert reading.columns == ("line", "id", "dwc:occurrenceID", "dwc:locality", "locality", "Line (column 4)")
    assert reading.rows == [(2, "1", "1", "a", "b", "d")]


@pytest.mark.parametrize(
    ("name", "content", "reason"),
    [
        ("a.csv", b"", "does not begin with a line of text"),
        ("a.csv", b"Doos;Vak\n1;2\n", "holds no Darwin Core names"),
        ("a.csv", b"\n1,2\n", "does not begin with a line of text"),
        ("a.pdf", b"%PDF-1.7", "not a zip, tar, text or XML file"),
        ("a.zip", b"PK\x05\x06" + bytes(18), "holds no files"),
        ("a.zip", b"PK\x03\x04 torn", "truncated"),
        ("a.zip", b"no zip at all", "truncated"),
        ("a.tgz", b"\x1f\x8b\x08\0 torn", "a.tgz cannot be unpacked"),
    ],
)
def test_what_is_no_archive_is_refused_by_name(tmp_path: Path, name: str, content: bytes, reason: str) -> None:
    path = tmp_path / name
    path.write_bytes(content)
    assert reason in refusal(path, tmp_path)


def test_a_path_that_is_not_there_is_refused(tmp_path: Path) -> None:
    assert "cannot be read" in refusal(tmp_path / "none.zip", tmp_path)
    assert "holds no files" in refusal(folder(tmp_path / "empty", {}), tmp_path)
