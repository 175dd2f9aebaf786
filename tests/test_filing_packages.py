"""Filings as they are downloaded, zipped again and renamed: all of each is read, whatever its files are called and encoded in."""

from __future__ import annotations

import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest
from filed import DEI, SEGMENTS, STATEMENTS, half_year_report
from filing import facts, package
from filings import zipped
from landing.proposal import LandingError


@pytest.fixture(autouse=True)
def with_arelle(arelle: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("KESSAN_ARELLE", str(arelle))


def is_whole(path: Path) -> bool:
    with package.opened(path) as opened:
        return len(facts.read(opened)) == len([*DEI, *STATEMENTS, *SEGMENTS])


def rezipped(folder: Path, path: Path, rename: Callable[[str], str] = str, more: tuple[tuple[str, bytes], ...] = ()) -> Path:
    """A zip whose members are named otherwise, and that has further ones."""
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for file in sorted(folder.rglob("*")):
            member = zipfile.ZipInfo("x")
            # ZipInfo itself would turn separators
            member.filename = rename(file.relative_to(folder).as_posix()) + ("/" if file.is_dir() else "")
            archive.writestr(member, b"" if file.is_dir() else file.read_bytes())
        for name, content in more:
            archive.writestr(name, content)
    return path


def refusal(path: Path) -> str:
    with pytest.raises(LandingError) as told, package.opened(path):
        pass
    return str(told.value)


def test_a_zip_of_windows_has_backslashes(tmp_path: Path) -> None:
    folder = half_year_report(tmp_path / "half", with_instance=False)
    assert is_whole(rezipped(folder, tmp_path / "half.zip", lambda name: name.replace("/", "\\")))


def test_a_zip_of_a_mac_has_a_file_beside_each(tmp_path: Path) -> None:
    beside = ("__MACOSX/XBRL/PublicDoc/._a.xbrl", b"\0\5\26\7"), ("__MACOSX/._b_ixbrl.htm", b"\0\5\26\7 2013/inlineXBRL")
    assert is_whole(rezipped(half_year_report(tmp_path / "half"), tmp_path / "half.zip", more=beside))


def test_a_damaged_zip(tmp_path: Path) -> None:
    path = zipped(half_year_report(tmp_path / "half"), tmp_path / "half.zip")
    content = bytearray(path.read_bytes())
    with zipfile.ZipFile(path) as archive:
        largest = max(archive.infolist(), key=lambda member: member.compress_size)
    start = largest.header_offset + 30 + len(largest.filename) + 20
    content[start : start + 40] = bytes(255 - byte for byte in content[start : start + 40])
    path.write_bytes(content)
    assert f"{path}: cannot be unpacked" in refusal(path)


def test_a_zip_whose_names_cannot_be_read_or_are_there_twice(tmp_path: Path) -> None:
    path = rezipped(half_year_report(tmp_path / "half"), tmp_path / "half.zip", more=(("é.txt", b""),))
    path.write_bytes(path.read_bytes().replace("é".encode(), b"\xff\xfe"))
    assert "cannot be unpacked" in refusal(path)
    with pytest.warns(UserWarning):
        path = rezipped(tmp_path / "half", tmp_path / "twice.zip", more=(("a.txt", b"1"), ("a.txt", b"2")))
    assert f"{path}, 'a.txt': is in it twice" in refusal(path)


def test_what_is_wrong_in_a_zip_is_told_by_its_name(tmp_path: Path) -> None:
    path = rezipped(half_year_report(tmp_path / "half"), tmp_path / "half.zip", more=(("more/x.xbrl", b"<broken"),))
    assert refusal(path).startswith(f"{path}, more/x.xbrl, line 1: not XBRL")


@pytest.mark.parametrize("name", ["a&b", "a<b", "a#b %41", "日本?"])
def test_files_and_folders_of_any_name(tmp_path: Path, name: str) -> None:
    """Without a manifest, in which a name would be escaped."""
    folder = half_year_report(tmp_path / name, with_instance=False)
    next(folder.rglob("manifest*")).unlink()
    for path in folder.rglob("0104*"):
        path.rename(path.with_name(f"{name}{path.name}"))
    assert is_whole(folder)


def test_a_manifest_names_files_as_they_are_or_escaped(tmp_path: Path) -> None:
    for stem in ("a%20b", "a b"):
        folder = half_year_report(tmp_path / stem, with_instance=False, stem=stem)
        assert is_whole(folder)
    listing = next(folder.rglob("manifest*"))
    listing.write_text(listing.read_text(encoding="utf-8").replace("a b", "a%20b"), encoding="utf-8")
    assert is_whole(folder)


@pytest.mark.parametrize("encoding", ["utf-16-le", "utf-16-be"])
def test_one_of_several_documents_in_another_encoding_is_not_lost(tmp_path: Path, encoding: str) -> None:
    folder = half_year_report(tmp_path, with_instance=False)
    next(folder.rglob("manifest*")).unlink()
    path = next(folder.rglob("0104020*"))
    text = path.read_text(encoding="utf-8").replace('encoding="UTF-8"', 'encoding="UTF-16"')
    path.write_bytes(f"\ufeff{text}".encode(encoding))
    assert is_whole(folder)


def test_a_document_that_arelle_does_not_open_is_not_left_out(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """As when it is gone between the two looks at it."""
    ask = facts.ask_arelle

    def without(request: dict) -> dict:
        Path(request["reports"][0]["inline"][1]).unlink()
        return ask(request)

    monkeypatch.setattr(facts, "ask_arelle", without)
    with (
        package.opened(half_year_report(tmp_path, with_instance=False)) as opened,
        pytest.raises(LandingError, match=r"0104020.*no facts could be read"),
    ):
        facts.read(opened)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
@pytest.mark.parametrize("name", ["manifest_PublicDoc.xml", "0104020*"])
def test_a_doctype_that_declares_entities_is_never_passed_over(tmp_path: Path, name: str, encoding: str) -> None:
    """Also in a file that the filing could be read without."""
    folder = half_year_report(tmp_path)
    path = next(folder.rglob(name))
    text = path.read_text(encoding="utf-8").replace("UTF-8", encoding.upper())
    path.write_bytes(text.replace("?>\n", '?>\n<!DOCTYPE x [<!ENTITY a "b">]>\n', 1).encode(encoding))
    assert "its DOCTYPE declares the entity 'a'" in refusal(folder)
