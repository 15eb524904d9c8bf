"""Files in and out: bounded reads, strict decoding, and writes that leave the old file whole on failure."""

import os
import stat
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from selfcheck.errors import Location, Problem, SelfcheckError
from selfcheck.text import Text

_REGULAR_FILE = Text("须为普通文件", "must be a regular file")
_TEXT_FILE = Text(
    "须为 UTF-8 或 GB18030 编码的文本文件",
    "must be a text file in UTF-8 or GB18030",
)
_UTF16_MARKS = (b"\xff\xfe", b"\xfe\xff", b"\x00\x00\xfe\xff")
_UTF8_MARK = b"\xef\xbb\xbf"


def read_bytes(path: Path, *, limit: int) -> bytes:
    """The content of a regular file of at most `limit` bytes; an empty file gives `b""`.

    Raises SelfcheckError when the file is missing, a directory, a device or pipe, unreadable or too large.
    The size is checked before reading and never more than `limit + 1` bytes are read.
    """
    try:
        status = path.stat()
        if stat.S_ISDIR(status.st_mode):
            raise _refused(path, Text("是目录，不是文件", "is a directory, not a file"), _REGULAR_FILE)
        if not stat.S_ISREG(status.st_mode):
            raise _refused(path, Text("是设备或管道", "is a device or a pipe"), _REGULAR_FILE)
        if status.st_size > limit:
            raise _too_large(path, limit)
        with path.open("rb") as file:
            data = file.read(limit + 1)
    except (OSError, ValueError) as error:  # ValueError: a NUL inside the path
        raise _refused(path, _reason(error), Text("须为可读取的文件", "must be a readable file")) from error
    if len(data) > limit:  # it grew after the check, or its reported size is a lie (/proc)
        raise _too_large(path, limit)
    return data


def decode(data: bytes, file: str) -> str:
    """The text of a file in UTF-8 (with or without BOM) or, failing that, GB18030.

    Raises SelfcheckError for UTF-16, UTF-32, binary content, damaged UTF-8 and any other encoding.
    """
    if data.startswith(_UTF16_MARKS):
        raise _failed(Location(file), Text("编码为 UTF-16 或 UTF-32", "is UTF-16 or UTF-32"), _TEXT_FILE)
    nul = data.find(b"\0")
    if nul >= 0:
        what = Text("含 NUL 字节，是二进制文件或 UTF-16 文本", "holds NUL bytes: binary content, or UTF-16")
        raise _failed(_place(data, nul, file), what, _TEXT_FILE)
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        # utf-8-sig counts from behind the BOM
        start = error.start + (len(_UTF8_MARK) if data.startswith(_UTF8_MARK) else 0)
    if _is_damaged_utf8(data):
        raise _failed(_place(data, start, file), Text("UTF-8 字节残缺", "broken UTF-8 bytes"), _TEXT_FILE)
    try:
        return data.decode("gb18030")
    except UnicodeDecodeError as error:
        what = Text("既不是 UTF-8 也不是 GB18030", "is neither UTF-8 nor GB18030")
        raise _failed(_place(data, error.start, file, "gb18030"), what, _TEXT_FILE) from error


def write_atomically(path: Path, data: str | bytes) -> None:
    """Replaces the file at `path` (a symlink: the file it points to) with `data`; text is written as UTF-8.

    An existing file keeps its mode. Raises SelfcheckError when it cannot be written. After any failure
    whatever was there before is still there, whole, and no temporary file stays behind.
    """
    write_together([(path, data)])


def write_together(files: Sequence[tuple[Path, str | bytes]]) -> None:
    """The same for several files: every one is on the disk before the first is replaced.

    So one that cannot be written leaves the others as they were.
    """
    staged: list[tuple[Path, Path, Path]] = []  # the path as given, the temporary file, the file it will replace
    try:
        for path, data in files:
            with _refusing(path):
                payload = data.encode("utf-8") if isinstance(data, str) else data
                target = path.resolve()
                staged.append((path, _stage(target, payload, _mode_to_keep(path)), target))
        for path, temporary, target in staged:
            with _refusing(path):
                temporary.replace(target)
    finally:  # an interrupt must not leave temporary files behind either
        for _, temporary, _ in staged:
            temporary.unlink(missing_ok=True)


@contextmanager
def _refusing(path: Path) -> Iterator[None]:
    try:
        yield
    except (OSError, ValueError, RuntimeError) as error:  # RuntimeError: a loop of symlinks
        allowed = Text("须为可写入的文件路径", "must be a path that can be written")
        raise _refused(path, _reason(error), allowed) from error


def _mode_to_keep(path: Path) -> int | None:
    try:
        mode = path.stat().st_mode
    except FileNotFoundError:
        return None
    if stat.S_ISDIR(mode):
        raise _refused(path, Text("是目录，不能写入", "is a directory"), _REGULAR_FILE)
    if not stat.S_ISREG(mode):  # replacing /dev/null would break the machine
        raise _refused(path, Text("是设备或管道，不能替换", "is a device or a pipe"), _REGULAR_FILE)
    os.close(os.open(path, os.O_WRONLY))  # raises for a read-only file, which replace() would overwrite
    return stat.S_IMODE(mode)


def _stage(target: Path, payload: bytes, mode: int | None) -> Path:
    """The payload in a temporary file beside its target, safely on the disk."""
    temporary = target.with_name(f".selfcheck-{os.urandom(8).hex()}.tmp")
    # O_EXCL: never through a link somebody planted; 0o666: the umask decides, as for any new file.
    flags = os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0)
    descriptor = os.open(temporary, flags, 0o666)
    try:
        with os.fdopen(descriptor, "wb") as file:
            file.write(payload)
            file.flush()
            os.fsync(file.fileno())
        if mode is not None:
            temporary.chmod(mode)
    except BaseException:  # an interrupt as much as a full disk
        temporary.unlink(missing_ok=True)
        raise
    return temporary


def _is_damaged_utf8(data: bytes) -> bool:
    """Whether UTF-8 with a flaw rather than GB18030, as which it might well decode, to nonsense."""
    if data.startswith(_UTF8_MARK):
        return True
    text = data.decode("utf-8", "replace")
    broken = text.count("\ufffd")
    intact = sum(character > "\x7f" for character in text) - broken
    return intact > broken  # of GB18030 Chinese, about one pair in seven happens to be valid UTF-8


def _place(data: bytes, offset: int, file: str, encoding: str = "utf-8-sig") -> Location:
    start = data.rfind(b"\n", 0, offset) + 1
    column = len(data[start:offset].decode(encoding, "replace")) + 1
    return Location(file, data.count(b"\n", 0, offset) + 1, column)


def _reason(error: Exception) -> Text:
    match error:
        case FileNotFoundError():
            return Text("文件或目录不存在", "no such file or directory")
        case NotADirectoryError():
            return Text("路径中有一段不是目录", "a part of the path is not a directory")
        case PermissionError():
            return Text("没有权限", "permission denied")
        case OSError():
            detail = error.strerror or "OSError"
            return Text(f"系统报错（{detail}）", f"system error ({detail})")
        case _:
            return Text("路径无效", "invalid path")


def _too_large(path: Path, limit: int) -> SelfcheckError:
    allowed = Text(f"最多 {limit:,} 字节", f"at most {limit:,} bytes")
    return _refused(path, Text("文件过大", "too large"), allowed)


def _refused(path: Path, what: Text, allowed: Text) -> SelfcheckError:
    return _failed(Location(str(path)), what, allowed)


def _failed(location: Location, what: Text, allowed: Text) -> SelfcheckError:
    return SelfcheckError([Problem(location, what, allowed)])
