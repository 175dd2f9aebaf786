"""
What a filing consists of: its reports, found in a zip, a folder, a manifest, an instance or an inline document.

Everything that Arelle will open is looked at first: it may declare no entities and name nothing outside the package, so that
neither a bomb nor a file of this machine comes in through it.
"""

from __future__ import annotations

import lzma
import stat
import tempfile
import zipfile
import zlib
from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from urllib.parse import unquote, urlsplit
from xml.parsers import expat

from landing.proposal import LandingError

MOST_FILES, MOST_BYTES, MOST_RATIO = 5_000, 300_000_000, 200
SUFFIXES = (".xbrl", ".xml", ".htm", ".html", ".xhtml")
INSTANCE = "http://www.xbrl.org/2003/instance xbrl"
LINKS = "http://www.xbrl.org/2003/linkbase "
HREF = "http://www.w3.org/1999/xlink href"
# what a zip that is damaged makes zipfile raise
BROKEN = (zipfile.BadZipFile, zlib.error, lzma.LZMAError, EOFError, OSError, ValueError, NotImplementedError, RuntimeError)
ADVICE = "give the zip as it was downloaded, its folder, its manifest or its instance"


@dataclass(frozen=True)
class Report:
    """An instance and the inline documents beside it, or inline documents that are one report without an instance."""

    instance: Path | None
    inline: tuple[Path, ...]


@dataclass(frozen=True)
class Package:
    """The reports of a filing; `root` is the folder that nothing may leave, and to which names of files are relative."""

    root: Path
    reports: tuple[Report, ...]

    def name(self, path: Path) -> str:
        return path.relative_to(self.root).as_posix()

    @property
    def documents(self) -> list[Path]:
        """Where figures stand for a reader, in order: inline documents, and instances that have none."""
        return [path for report in self.reports for path in (report.inline or (report.instance,)) if path is not None]


@contextmanager
def opened(path: Path) -> Iterator[Package]:
    """The reports at a path; a zip is unpacked into a scratch folder that is gone afterwards.

    Raises LandingError where there is no XBRL, or something that is not safe to open.
    """
    if not path.exists():
        raise LandingError(f"{path} is not there; {ADVICE}")
    if path.is_file() and zipfile.is_zipfile(path):
        with tempfile.TemporaryDirectory(prefix="kessan-filing-") as scratch:
            root = Path(scratch).resolve()
            unpack(path, root)
            try:
                yield found(root, None, path)
            except LandingError as error:
                # the scratch folder is gone when the message is read
                raise LandingError(str(error).replace(f"{root}/", f"{path}, ")) from None
    elif path.is_dir():
        yield found(path.resolve(), None, path)
    else:
        resolved = path.resolve()
        yield found(resolved.parent, resolved, path)


def unpack(path: Path, into: Path) -> None:
    """Unpack a zip whose members stay in the folder, are files, and are no larger together than they say and may be."""
    try:
        with zipfile.ZipFile(path) as archive:
            members = [member for member in archive.infolist() if not member.filename.endswith(("/", "\\"))]
            names = Counter(map(name_of, members))
            for member in members:
                refuse_member(path, member)
                if names[name_of(member)] > 1:
                    raise LandingError(f"{path}, {member.filename!r}: is in it twice; download it again")
            if len(members) > MOST_FILES:
                raise LandingError(f"{path}: {len(members):,} files, more than the {MOST_FILES:,} of any filing; {ADVICE}")
            left = MOST_BYTES
            for member in members:
                target = into / name_of(member)
                target.parent.mkdir(parents=True, exist_ok=True)
                with archive.open(member) as source, target.open("wb") as handle:
                    while chunk := source.read(1 << 16):
                        left -= len(chunk)
                        if left < 0:
                            raise LandingError(f"{path}: unpacks to more than {MOST_BYTES // 1_000_000} MB, at {member.filename}")
                        handle.write(chunk)
    except BROKEN as error:
        raise LandingError(f"{path}: cannot be unpacked ({error}); download it again") from None


def name_of(member: zipfile.ZipInfo) -> PurePosixPath:
    """Where a member belongs; some programs of Windows write backslashes."""
    return PurePosixPath(member.filename.replace("\\", "/"))


def refuse_member(path: Path, member: zipfile.ZipInfo) -> None:
    where = f"{path}, {member.filename!r}"
    name = name_of(member)
    if name.is_absolute() or ".." in name.parts or (name.parts and ":" in name.parts[0]):
        raise LandingError(f"{where}: would be unpacked outside its folder; such a zip is refused")
    if stat.S_ISLNK(member.external_attr >> 16):
        raise LandingError(f"{where}: is a link; such a zip is refused")
    if member.flag_bits & 1:
        raise LandingError(f"{where}: is encrypted; unpack it and give the folder")
    if member.file_size > 1_000_000 and member.file_size > MOST_RATIO * max(member.compress_size, 1):
        raise LandingError(f"{where}: unpacks to {member.file_size:,} bytes from {member.compress_size:,}; such a zip is refused")


def found(root: Path, only: Path | None, given: Path) -> Package:
    """The reports under a folder, or the one that a file of it belongs to."""
    around = root.rglob("*") if only is None else around_file(root, only)
    # a zip made on a Mac has a file ._x beside each x
    paths = sorted(path for path in around if path.is_file() and path.suffix.lower() in SUFFIXES and not path.name.startswith("._"))
    for path in root.rglob("*") if only is None else [only]:
        if path.is_symlink() and not path.resolve().is_relative_to(root):
            raise LandingError(f"{path}: is a link to {path.resolve()}, outside {root}; copy the file into the folder")
    kinds = {path: kind_of(path, root, path == only) for path in paths if path == only or not path.is_symlink()}
    if only is not None and kinds.get(only) is None:
        raise LandingError(f"{given}: neither a zip nor XBRL: an instance, an inline document or a manifest; {ADVICE}")
    alone = only if only is not None and kinds[only] == "inline" else None
    reports = [Report(None, (alone,))] if alone else list(grouped(kinds, only, root))
    if not reports:
        raise LandingError(f"{given}: no XBRL in it: neither an instance nor an inline document; {ADVICE}")
    return Package(root, tuple(reports))


def around_file(root: Path, only: Path) -> set[Path]:
    """A file with what belongs to it: what a manifest lists with it, and the inline document that it was extracted from.

    The folder may be one of downloads.
    """
    manifests = {path for path in root.glob("*.xml") if path.name.lower().startswith("manifest") or path == only}
    found = {only} | {path for path in root.iterdir() if path.stem == only.stem.removesuffix("_htm")}
    for manifest in sorted(manifests):
        for instance, inline in members_of(manifest, root):
            if only in (manifest, instance):
                found |= {manifest, instance, *inline}
    return found


def grouped(kinds: dict[Path, str | None], only: Path | None, root: Path) -> Iterator[Report]:
    """Reports as manifests have them; else one of an instance, or of the inline documents of a folder. Auditors have no figures."""
    listed: set[Path] = set()
    for manifest in (path for path, kind in kinds.items() if kind == "manifest"):
        for instance, inline in members_of(manifest, root):
            listed |= {instance, *inline}
            there = instance if kinds.get(instance) == "instance" else None
            absent = [path for path in inline if kinds.get(path) != "inline"]
            if absent and there is None:
                raise LandingError(f"{manifest}: names {absent[0].name}, which is no inline document beside it; {ADVICE}")
            if only in (None, manifest, there) and not instance.name.startswith("jpaud"):
                yield Report(there, tuple(path for path in inline if path not in absent))
    if only is not None and kinds[only] == "manifest":
        return
    folders: dict[Path, dict[str, list[Path]]] = {}
    for path, kind in kinds.items():
        if path not in listed and kind in ("instance", "inline") and not path.name.startswith("jpaud"):
            folders.setdefault(path.parent, {"instance": [], "inline": []})[kind].append(path)
    for files in folders.values():
        instances = files["instance"]
        if only is not None:
            instances = [path for path in instances if path == only]
        for instance in instances:
            yield Report(instance, tuple(files["inline"]) if len(files["instance"]) == 1 else ())
        if not files["instance"] and only is None:
            yield Report(None, tuple(files["inline"]))


def members_of(manifest: Path, root: Path) -> Iterator[tuple[Path, list[Path]]]:
    """The instance and the inline documents of each report that a manifest (EDINET's, TDnet's) lists."""
    found: list[tuple[str, list[str]]] = []
    text: list[str] = []

    def start(name: str, attributes: dict[str, str]) -> None:
        text.clear()
        if name.endswith(" instance"):
            found.append((attributes.get("preferredFilename", ""), []))

    def end(name: str) -> None:
        if name.endswith(" ixbrl") and found:
            found[-1][1].append("".join(text).strip())

    parse(manifest, start, end, text.append)
    for instance, inline in found:
        yield beside(manifest, instance, root), [beside(manifest, name, root) for name in inline]


def beside(path: Path, name: str, root: Path) -> Path:
    """A file that another names; LandingError where the name leaves the package."""
    as_written, decoded = ((path.parent / one).resolve() for one in (name, unquote(name)))
    if not (as_written.is_relative_to(root) and decoded.is_relative_to(root)):
        raise LandingError(f"{path}: names {name!r}, outside the filing; such a filing is refused")
    return as_written if as_written.exists() else decoded


class Unsafe(LandingError):
    """A DOCTYPE that declares entities or takes declarations from elsewhere."""


class Sniffed(Exception):
    """The root element is known, and nothing more is asked of the file."""


def kind_of(path: Path, root: Path, is_asked_for: bool) -> str | None:
    """Instance, inline, manifest or None; of the first two, that the whole of it may be opened."""
    names: list[str] = []

    def start(name: str, attributes: dict[str, str]) -> None:
        names.append(name)
        raise Sniffed

    try:
        parse(path, start)
    except Sniffed:
        pass
    except Unsafe:
        raise
    except LandingError:
        if is_asked_for or path.suffix.lower() == ".xbrl" or names_inline(path):
            raise
        return None
    if not names:
        return None
    kind = {"xbrl": "instance", "html": "inline", "manifest": "manifest"}.get(names[0].rpartition(" ")[2])
    if kind == "instance" and names[0] != INSTANCE:
        return None
    if kind == "inline" and not names_inline(path):
        return None
    if kind in ("instance", "inline"):
        refuse_links(path, root)
    return kind


def names_inline(path: Path) -> bool:
    """Whether the namespace of Inline XBRL is in a document, in any encoding that documents have."""
    content = path.read_bytes()
    return any("/inlineXBRL".encode(encoding) in content for encoding in ("utf-8", "utf-16-le", "utf-16-be"))


def refuse_links(path: Path, root: Path) -> None:
    """Read the whole document; what it links to is on the web or in the package."""

    def start(name: str, attributes: dict[str, str]) -> None:
        href = attributes.get(HREF)
        if href is None or not name.startswith(LINKS):
            return
        parts = urlsplit(href)
        if parts.scheme in ("http", "https"):
            return
        if parts.scheme or parts.netloc or parts.path.startswith(("/", "\\")):
            raise LandingError(f"{path}: links to {href!r}, outside the filing; such a filing is refused")
        beside(path, parts.path, root)

    parse(path, start)


def parse(path: Path, start: object, end: object = None, text: object = None) -> None:
    """Read XML that declares no entities; LandingError names file and line where it is none."""
    parser = expat.ParserCreate(namespace_separator=" ")
    parser.StartElementHandler, parser.EndElementHandler, parser.CharacterDataHandler = start, end, text

    def entity(name: str, *_: object) -> None:
        raise Unsafe(f"{path}, line {parser.CurrentLineNumber}: its DOCTYPE declares the entity {name!r}; such a file is refused")

    def doctype(_: str, system: str | None, public: str | None, has_subset: int) -> None:
        if system and not system.startswith(("http://www.w3.org/", "https://www.w3.org/")):
            raise Unsafe(
                f"{path}, line {parser.CurrentLineNumber}: its DOCTYPE takes declarations from {system!r}; such a file is refused"
            )

    parser.EntityDeclHandler, parser.StartDoctypeDeclHandler = entity, doctype
    try:
        with path.open("rb") as handle:
            parser.ParseFile(handle)
    except expat.ExpatError as error:
        told = expat.ErrorString(error.code)
        raise LandingError(f"{path}, line {error.lineno}: not XBRL, for it is not well-formed XML ({told}); {ADVICE}") from None
    except (ValueError, LookupError) as error:
        raise LandingError(f"{path}: its encoding cannot be read, which is neither UTF-8 nor UTF-16 ({error}); {ADVICE}") from None


def describe(reports: Sequence[Report]) -> list[dict[str, object]]:
    """What `arelle_facts.py` is asked to read: the instance where there is one."""
    return [
        {"instance": str(report.instance)} if report.instance else {"inline": [str(path) for path in report.inline]}
        for report in reports
    ]
