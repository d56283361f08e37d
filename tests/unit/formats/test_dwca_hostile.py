"""Archives made to harm: each is refused in one line, nothing is written, and the attempt costs little memory."""

from __future__ import annotations

import gzip
import io
import json
import os
import struct
import subprocess
import sys
import tarfile
import zipfile
import zlib
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.unit.formats.archives import descriptor, element, folder, read, zipped
from vasculum.formats.dwca import ArchiveRefused, Budget, open_archive

META = descriptor(element())
ROW = b"1\ta\tb\n"
MIB = 1 << 20
MOST_MEMORY = 200 * MIB

# Reads the archives named on standard input, one a line, in one process; prints what became of each and the peak memory.
READER = """
import json, sys, tempfile
from pathlib import Path
from vasculum.formats.dwca import ArchiveRefused, open_archive, stage
for line in sys.stdin:
    rejected = []
    with tempfile.TemporaryDirectory() as work:
        try:
            with open_archive(Path(line.strip())) as archive:
                for at, table in enumerate((archive.core, *archive.extensions)):
                    stage(archive, table, Path(work, str(at)), rejected.append, lambda rows: None)
            said = "read"
        except ArchiveRefused as refused:
            said = refused.reason
        left = [path.name for path in Path(work).iterdir()] if said != "read" else []
    peak = next(line for line in Path("/proc/self/status").read_text().splitlines() if line.startswith("VmHWM"))
    print(json.dumps([said, left, [rejection.reason for rejection in rejected][:3], int(peak.split()[1]) * 1024]), flush=True)
"""


def outcome(path: Path) -> tuple[str, list[str]]:
    """What became of an archive, read in a process of its own within the memory it may take."""
    done = subprocess.run(
        [sys.executable, "-c", READER],
        input=f"{path}\n",
        capture_output=True,
        text=True,
        timeout=60,
        check=True,
        env={**os.environ},
    )
    said, left, rejected, peak = json.loads(done.stdout)
    assert left == []
    assert peak < MOST_MEMORY
    return said, rejected


def refusal(path: Path, work: Path) -> str:
    with pytest.raises(ArchiveRefused) as refused:
        read(path, work)
    assert "\n" not in refused.value.reason
    assert not list(work.glob("staged-*"))
    return refused.value.reason


def with_entry(path: Path, info: zipfile.ZipInfo, content: bytes = ROW) -> Path:
    zipped(path, {"meta.xml": META, "occurrence.txt": ROW})
    with zipfile.ZipFile(path, "a") as archive:
        archive.writestr(info, content)
    return path


def patched(path: Path, change: Callable[[bytearray], None]) -> Path:
    content = bytearray(path.read_bytes())
    change(content)
    path.write_bytes(content)
    return path


def entry_of(content: bytearray, name: bytes) -> int:
    """Where the directory's record of a member begins."""
    return content.rindex(name) - 46


@pytest.mark.parametrize(
    "name", ["../escape.txt", "/etc/passwd", "C:/x.txt", "a\\b.txt", "x/../../y.txt", "http://x/y", "data/NUL"]
)
def test_a_zip_file_with_an_unsafe_name_is_refused_and_nothing_written_outside(tmp_path: Path, name: str) -> None:
    path = with_entry(tmp_path / "a.zip", zipfile.ZipInfo(name))
    before = sorted(tmp_path.rglob("*"))
    assert "holds a member whose name" in refusal(path, tmp_path)
    assert sorted(tmp_path.rglob("*")) == before


@pytest.mark.parametrize("mode", [0o120777, 0o020666, 0o010666])
def test_a_link_or_device_in_a_zip_file_is_refused(tmp_path: Path, mode: int) -> None:
    info = zipfile.ZipInfo("link.txt")
    info.external_attr = mode << 16
    assert "link.txt is a link or a device" in refusal(with_entry(tmp_path / "a.zip", info, b"/etc/passwd"), tmp_path)


def test_one_name_twice_in_a_zip_file_is_refused(tmp_path: Path) -> None:
    with pytest.warns(UserWarning, match="Duplicate name"):
        path = with_entry(tmp_path / "a.zip", zipfile.ZipInfo("occurrence.txt"))
    assert "'occurrence.txt' twice" in refusal(path, tmp_path)


@pytest.mark.parametrize(
    ("kind", "target"), [(tarfile.SYMTYPE, "/etc/passwd"), (tarfile.LNKTYPE, "meta.xml"), (tarfile.CHRTYPE, "")]
)
def test_a_link_or_device_in_a_tar_file_is_refused(tmp_path: Path, kind: bytes, target: str) -> None:
    path = tmp_path / "a.tar.gz"
    with tarfile.open(path, "w:gz") as tar:
        tar.add(folder(tmp_path / "archive", {"meta.xml": META, "occurrence.txt": ROW}), arcname="x")
        info = tarfile.TarInfo("x/link.txt")
        info.type, info.linkname = kind, target
        tar.addfile(info)
    assert "x/link.txt is a link, a device" in refusal(path, tmp_path)


def test_an_unsafe_name_in_a_tar_file_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "a.tar"
    with tarfile.open(path, "w") as tar:
        tar.addfile(tarfile.TarInfo("../escape.txt"))
    assert "climbs out of the archive" in refusal(path, tmp_path)


@pytest.mark.parametrize("name", ["occurrence.txt", "inside"])
def test_a_link_in_a_folder_is_refused(tmp_path: Path, name: str) -> None:
    path = folder(tmp_path / "archive", {"meta.xml": META})
    target = folder(tmp_path / "other", {"occurrence.txt": ROW})
    path.joinpath(name).symlink_to(target if name == "inside" else target / "occurrence.txt")
    assert f"{name} is a link or a device" in refusal(path, tmp_path)


def test_a_truncated_zip_file_is_refused(tmp_path: Path) -> None:
    path = zipped(tmp_path / "a.zip", {"meta.xml": META, "occurrence.txt": ROW * 1000})
    path.write_bytes(path.read_bytes()[:-40])
    assert "truncated" in refusal(path, tmp_path)


def test_a_truncated_tar_file_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "a.tgz"
    with tarfile.open(path, "w:gz") as tar:
        tar.add(folder(tmp_path / "archive", {"meta.xml": META, "occurrence.txt": os.urandom(100_000)}), arcname=".")
    path.write_bytes(path.read_bytes()[:-5000])
    assert "a.tgz" in refusal(path, tmp_path)


def test_a_bad_checksum_is_refused_and_the_member_named(tmp_path: Path) -> None:
    def flip(content: bytearray) -> None:
        content[entry_of(content, b"occurrence.txt") + 16] ^= 1

    path = patched(zipped(tmp_path / "a.zip", {"meta.xml": META, "occurrence.txt": ROW}), flip)
    assert "occurrence.txt cannot be unpacked: Bad CRC-32" in refusal(path, tmp_path)


def test_an_encrypted_entry_is_refused_and_the_member_named(tmp_path: Path) -> None:
    def encrypt(content: bytearray) -> None:
        content[entry_of(content, b"occurrence.txt") + 8] |= 1

    path = patched(zipped(tmp_path / "a.zip", {"meta.xml": META, "occurrence.txt": ROW}), encrypt)
    assert "occurrence.txt is encrypted" in refusal(path, tmp_path)


@pytest.mark.parametrize("size", [1, 10_000])
def test_a_size_other_than_the_directory_says_is_refused(tmp_path: Path, size: int) -> None:
    def resize(content: bytearray) -> None:
        struct.pack_into("<L", content, entry_of(content, b"occurrence.txt") + 24, size)

    path = patched(zipped(tmp_path / "a.zip", {"meta.xml": META, "occurrence.txt": ROW * 10}), resize)
    assert "occurrence.txt cannot be unpacked" in refusal(path, tmp_path)


def test_entries_that_share_bytes_are_refused(tmp_path: Path) -> None:
    def overlap(content: bytearray) -> None:
        first = content.index(b"PK\x01\x02")
        second = content.index(b"PK\x01\x02", first + 4)
        content[second + 42 : second + 46] = content[first + 42 : first + 46]

    path = patched(zipped(tmp_path / "a.zip", {"meta.xml": META, "occurrence.txt": ROW}), overlap)
    assert "overlap in the zip file" in refusal(path, tmp_path)


@pytest.mark.parametrize("told", [1, 65_535])
def test_entries_beyond_the_budget_are_refused_whatever_the_end_record_tells(tmp_path: Path, told: int) -> None:
    def tell(content: bytearray) -> None:
        struct.pack_into("<HH", content, len(content) - 14, told, told)

    path = patched(zipped(tmp_path / "a.zip", {f"{at}.txt": b"" for at in range(30)}), tell)
    with pytest.raises(ArchiveRefused, match=r"entries; at most 20 are read"):
        open_archive(path, Budget(entries=20))


def test_a_nested_archive_is_never_opened(tmp_path: Path) -> None:
    inner = zipped(tmp_path / "inner.zip", {"meta.xml": META, "occurrence.txt": ROW}).read_bytes()
    assert "no meta.xml to say which" in refusal(zipped(tmp_path / "a.zip", {"inner.zip": inner, "b.zip": inner}), tmp_path)
    path = zipped(tmp_path / "b.zip", {"inner.zip": inner})
    assert "inner.zip does not begin with a line of text" in refusal(path, tmp_path)


def _zeros(count: int, wrap: int) -> bytes:
    packer = zlib.compressobj(9, zlib.DEFLATED, wrap)
    block = bytes(MIB)
    return b"".join(packer.compress(block) for _ in range(count)) + packer.flush()


def flat_bomb(path: Path) -> Path:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("meta.xml", META)
        with archive.open("occurrence.txt", "w") as member:
            for _ in range(100):
                member.write(ROW * (MIB // len(ROW)))
    return path


def descriptor_bomb(path: Path) -> Path:
    return zipped(path, {"meta.xml": b" " * (20 * MIB)})


def directory_bomb(path: Path) -> Path:
    record = struct.pack("<4s6H3L5H2L", b"PK\x01\x02", 20, 20, 0, 0, 0, 0, 0, 0, 0, 1, 0, 0, 0, 0, 0, 0) + b"a"
    directory = record * 600_000
    path.write_bytes(b"PK\x03\x04" + directory + struct.pack("<4s4H2LH", b"PK\x05\x06", 0, 0, 1, 1, len(directory), 4, 0))
    return path


def tar_bomb(path: Path) -> Path:
    header = tarfile.TarInfo("meta.xml")
    header.size = 300 * MIB
    path.write_bytes(gzip.compress(header.tobuf()) + _zeros(300, 31))
    return path


def tar_name_bomb(path: Path) -> Path:
    header = tarfile.TarInfo("././@LongLink")
    header.type, header.size = tarfile.GNUTYPE_LONGNAME, 300 * MIB
    path.write_bytes(gzip.compress(header.tobuf()) + _zeros(300, 31))
    return path


def sparse_bomb(path: Path) -> Path:
    header = tarfile.TarInfo("occurrence.txt")
    buffer = bytearray(header.tobuf(tarfile.GNU_FORMAT))
    buffer[156:157] = tarfile.GNUTYPE_SPARSE
    buffer[483:495] = b"77777777777\0"
    buffer[148:156] = b" " * 8
    buffer[148:156] = b"%06o\0 " % sum(buffer)
    path.write_bytes(bytes(buffer) + bytes(1024))
    return path


@pytest.mark.parametrize(
    ("bomb", "name", "reason"),
    [
        (flat_bomb, "a.zip", "unpacks to more than 250 times"),
        (descriptor_bomb, "a.zip", "meta.xml is larger than"),
        (directory_bomb, "a.zip", "zip file holds 600,000 entries"),
        (tar_bomb, "a.tgz", "unpacks to more than 250 times"),
        (tar_name_bomb, "a.tgz", "header record that is too long"),
        (sparse_bomb, "a.tar", "sparse file"),
    ],
)
def test_a_bomb_is_stopped_at_its_budget(tmp_path: Path, bomb: Callable[[Path], Path], name: str, reason: str) -> None:
    said, _ = outcome(bomb(tmp_path / name))
    assert reason in said


def test_a_giant_line_is_rejected_in_bounded_memory(tmp_path: Path) -> None:
    path = folder(tmp_path / "archive", {"meta.xml": META})
    with path.joinpath("occurrence.txt").open("wb") as file:
        file.write(b"1\t")
        for _ in range(200):
            file.write(b"x" * MIB)
        file.write(b"\tb\n" + ROW)
    assert outcome(path) == ("read", ["CELL_TOO_LARGE"])


def test_a_giant_enclosed_cell_is_rejected_in_bounded_memory(tmp_path: Path) -> None:
    meta = descriptor(element(fieldsTerminatedBy=",", fieldsEnclosedBy='"'))
    text = b'1,"' + (b"x" * 70_000 + b"\n") * 300 + b'",b\n2,x,y\n'
    said, rejected = outcome(folder(tmp_path / "archive", {"meta.xml": meta, "occurrence.txt": text}))
    assert (said, rejected[0]) == ("read", "UNBALANCED_QUOTE")


def test_a_million_columns_are_refused(tmp_path: Path) -> None:
    meta = descriptor(element(ignoreHeaderLines="1"))
    header = b"\t".join(b"c%d" % at for at in range(1_000_000))
    said, _ = outcome(folder(tmp_path / "archive", {"meta.xml": meta, "occurrence.txt": header + b"\n" + ROW}))
    assert "occurrence.txt has rows of" in said


def test_a_million_cells_in_a_row_reject_that_row(tmp_path: Path) -> None:
    text = ROW * 3 + b"1\t" + b"x\t" * 1_000_000 + b"\n"
    assert outcome(folder(tmp_path / "archive", {"meta.xml": META, "occurrence.txt": text})) == ("read", ["LONG_ROW"])


LAUGHS = b"".join(b'<!ENTITY l%d "%s">' % (at, b"&l%d;" % (at - 1) * 10) for at in range(1, 10))
DOCUMENTS = {
    "billion laughs": b'<!DOCTYPE a [<!ENTITY l0 "lol">' + LAUGHS + b"]><archive>&l9;</archive>",
    "quadratic": b'<!DOCTYPE a [<!ENTITY x "' + b"x" * 100_000 + b'">]><archive>' + b"&x;" * 50_000 + b"</archive>",
    "external file": b'<!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/passwd">]><archive>&x;</archive>',
    "external address": b'<!DOCTYPE a SYSTEM "http://127.0.0.1:1/x.dtd"><archive/>',
    "parameter entity": b'<!DOCTYPE a [<!ENTITY % x SYSTEM "http://127.0.0.1:1/x"> %x;]><archive/>',
    "utf-16": '<?xml version="1.0" encoding="utf-16"?><!DOCTYPE a [<!ENTITY x "y">]><archive>&x;</archive>'.encode("utf-16"),
    "nested": b"<a>" * 1_000_000 + b"</a>" * 1_000_000,
    "wide": b"<a>" + b"<b/>" * 1_500_000 + b"</a>",
    "attributes": b"<a " + b" ".join(b'a%d=""' % at for at in range(300_000)) + b"/>",
}


@pytest.mark.parametrize("place", ["meta.xml", "eml.xml"])
@pytest.mark.parametrize("kind", DOCUMENTS)
def test_a_document_made_to_expand_or_to_fetch_is_refused(tmp_path: Path, place: str, kind: str) -> None:
    path = folder(tmp_path / "archive", {"meta.xml": META, "occurrence.txt": ROW, place: DOCUMENTS[kind]})
    reason = refusal(path, tmp_path)
    assert reason.startswith(place)
    assert any(word in reason for word in ("DOCTYPE", "elements deep", "elements and attributes"))


def test_the_worst_documents_cost_little_memory(tmp_path: Path) -> None:
    for kind in ("billion laughs", "quadratic", "nested", "wide", "attributes"):
        said, _ = outcome(folder(tmp_path / kind.replace(" ", "-"), {"meta.xml": DOCUMENTS[kind]}))
        assert said.startswith("meta.xml")


def test_an_inclusion_is_not_followed(tmp_path: Path) -> None:
    include = b'<xi:include xmlns:xi="http://www.w3.org/2001/XInclude" href="file:///etc/passwd" parse="text"/>'
    eml = b"<eml><dataset><title>" + include + b"T</title></dataset></eml>"
    with open_archive(folder(tmp_path / "archive", {"meta.xml": META, "occurrence.txt": ROW, "eml.xml": eml})) as archive:
        assert archive.metadata.title == "T"


def test_a_refusal_never_takes_a_line_of_the_archives_own_making(tmp_path: Path) -> None:
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w") as archive:
        archive.writestr("../\x1b[31mred\nline two", b"")
    path = tmp_path / "a.zip"
    path.write_bytes(content.getvalue())
    assert refusal(path, tmp_path).isprintable()
