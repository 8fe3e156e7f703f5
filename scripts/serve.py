"""Serve the demo county on this machine until Ctrl-C: migrate, make the demo county where there is none, then run the
web server and the worker of background tasks side by side. Neither goes on without the other.
"""

import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
HOST = "127.0.0.1"
MANAGE = [sys.executable, str(ROOT / "manage.py")]
PATIENCE = 20


def port_is_taken(port: int) -> bool:
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((HOST, port))
        except OSError:
            return True
    return False


def chosen_port() -> int:
    """The port that PORT names. Raises ValueError where it names none."""
    typed = os.environ.get("PORT") or "8000"
    if not typed.isdecimal() or not 1 <= int(typed) <= 65535:
        raise ValueError(f"PORT is '{typed}'; it must be a number from 1 to 65535: make run PORT=8001")
    return int(typed)


def answers(port: int) -> bool:
    with socket.socket() as probe:
        return probe.connect_ex((HOST, port)) == 0


def web_server(port: int) -> list[str]:
    gunicorn = [sys.executable, "-m", "gunicorn", "linkages_site.wsgi", "--chdir", str(ROOT), "--no-control-socket"]
    return [*gunicorn, "--bind", f"{HOST}:{port}", "--workers", "2", "--threads", "4", "--log-level", "warning"]


@contextmanager
def started(commands: Sequence[Sequence[str]]) -> Iterator[list[subprocess.Popen[bytes]]]:
    """Run the commands, each in a process group of its own so that it is told to stop once, and by us."""
    processes = [subprocess.Popen(command, process_group=0) for command in commands]
    try:
        yield processes
    finally:
        for process in processes:
            if process.poll() is None:
                process.terminate()
        for process in processes:
            process.wait()


def stop(_signum: int, _frame: object) -> None:
    """Leave by way of every `finally`; a second signal does not cut that short."""
    for signum in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        signal.signal(signum, signal.SIG_IGN)
    raise SystemExit(0)


def main() -> int:
    try:
        port = chosen_port()
    except ValueError as error:
        print(error, file=sys.stderr)
        return 1
    if port_is_taken(port):
        print(f"Port {port} is in use. Stop what runs there, or choose another: make run PORT=8001", file=sys.stderr)
        return 1
    os.environ.setdefault("SITE_URL", f"http://{HOST}:{port}")
    for signum in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        signal.signal(signum, stop)

    done = subprocess.run([*MANAGE, "demo_county"], check=False)  # refuses real data, then migrates
    if done.returncode:
        return done.returncode
    with started([web_server(port), [*MANAGE, "db_worker", "--no-reload", "--queue-name=*"]]) as processes:
        deadline = time.monotonic() + PATIENCE
        while not answers(port) and time.monotonic() < deadline and all(p.poll() is None for p in processes):
            time.sleep(0.1)
        print(f"\nLinkages is at http://{HOST}:{port}  (Ctrl-C stops it)", flush=True)
        while all(process.poll() is None for process in processes):
            time.sleep(0.3)
    print("The web server or the worker stopped by itself; see the lines above.", file=sys.stderr)
    return 1


if __name__ == "__main__":
    sys.exit(main())
