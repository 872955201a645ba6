"""Starts from a slow stick: a copy of the program folder on a device of its own, whose speed the kernel holds down."""

from __future__ import annotations

import contextlib
import os
import shutil
import subprocess
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

GROUPS = Path("/sys/fs/cgroup/blkio")


@dataclass(frozen=True)
class Speed:
    """How quick a device is: bytes and reads in a second; 0 is as quick as this machine is.

    The kernel counts a read of more than 64 KiB as several.
    """

    name: str
    bytes: int
    reads: int


STICK = Speed("a stick at USB 2", 30_000_000, 1_000)
DISK = Speed("the disk of an old laptop", 90_000_000, 300)
FREE = Speed("no limit", 0, 0)


def why_not() -> str:
    """Return what is lacking for a device of its own; nothing where all is there."""
    if os.geteuid():
        return "only root can make a device"
    if not (GROUPS / "blkio.throttle.read_bps_device").exists():
        return "this kernel has no group that holds down the speed of a device (blkio, version 1)"
    lacking = [each for each in ("losetup", "mkfs.ext4", "mount") if not shutil.which(each)]
    return f"{lacking[0]} is not installed" if lacking else ""


@contextlib.contextmanager
def stick(folder: Path, place: Path) -> Iterator[Stick]:
    """Give a device with a copy of a folder on it."""
    image, mounted, group = place / "stick.img", place / "stick", GROUPS / f"pledgebook-{os.getpid()}"
    mounted.mkdir()
    with image.open("wb") as file:
        file.truncate(400 << 20)
    subprocess.run(["mkfs.ext4", "-q", "-d", str(folder), str(image)], check=True)
    told = subprocess.run(
        ["losetup", "--find", "--show", str(image)], check=True, capture_output=True, text=True
    ).stdout
    group.mkdir()
    try:
        yield Stick(told.strip(), mounted, group)
    finally:
        subprocess.run(["losetup", "--detach", told.strip()], check=True)
        group.rmdir()


@dataclass
class Stick:
    """A device that is plugged in for each start, so that nothing of it is known yet.

    Attributes:
        device: its path.
        mounted: where its files are seen.
        group: the group of processes for which it is slow.
    """

    device: str
    mounted: Path
    group: Path

    def start(self, speed: Speed, words: list[str], env: dict[str, str]) -> tuple[float, int, int]:
        """Start the program from it, and return the seconds, the bytes and the reads that it took."""
        number = f"7:{self.device.removeprefix('/dev/loop')}"
        (self.group / "blkio.throttle.read_bps_device").write_text(f"{number} {speed.bytes}")
        (self.group / "blkio.throttle.read_iops_device").write_text(f"{number} {speed.reads}")
        subprocess.run(["mount", "-o", "ro", self.device, str(self.mounted)], check=True)
        try:
            reads, sectors = self._read()
            command = f'echo $$ >"{self.group}/cgroup.procs"; exec "$@"'
            begun = time.perf_counter()
            subprocess.run(
                ["sh", "-c", command, "sh", str(self.mounted / "pledgebook"), *words],
                env={**os.environ, **env},
                check=True,
                timeout=120,
            )
            seconds = time.perf_counter() - begun
            more_reads, more_sectors = self._read()
            return seconds, (more_sectors - sectors) * 512, more_reads - reads
        finally:
            subprocess.run(["umount", str(self.mounted)], check=True)

    def _read(self) -> tuple[int, int]:
        fields = Path(f"/sys/block/{self.device.removeprefix('/dev/')}/stat").read_text().split()
        return int(fields[0]), int(fields[2])
