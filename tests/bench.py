"""`make bench`: the figures on throw-away databases. Standard output carries `name value unit` lines and nothing else.

What `manage.py bench` must do, in the environment it is given (a migrated, empty database; a data directory of its own):

- print `name value unit` lines on standard output, everything else on standard error;
- name a figure that depends on the database with its suffix, `.sqlite` or `.postgresql`;
- print the others (sizes, numbers of queries) only when called with `--once`, which happens in one of the environments;
- take `--only NAME ...` (without suffixes) and then measure those alone.

The driver calls it for SQLite (with `--once`) and for a PostgreSQL cluster it makes, which syncs to disk as in production; the
working database is out of reach of both. Words after tests/bench.py are passed on.
"""

import re
import subprocess
import sys
import tempfile
from pathlib import Path

import servers

ROOT = Path(__file__).resolve().parent.parent
FIGURE = re.compile(r"[a-z][\w-]*(\.[\w-]+)+ -?\d+(\.\d+)? \S+")


def measure(arguments, **environment):
    """Run the figures in one environment; True where all went well and every line was a figure."""
    with tempfile.TemporaryDirectory(prefix="kangle-bench-") as folder:
        merged = servers.environment(KANGLE_VAR_DIR=folder, **environment)

        def manage(*command, output=sys.stderr):
            return subprocess.run([sys.executable, "manage.py", *command], cwd=ROOT, env=merged, stdout=output, text=True)

        for command in (["migrate", "--verbosity", "0"], ["collectstatic", "--noinput", "--verbosity", "0"]):
            if manage(*command).returncode:
                return False
        bench = manage("bench", *arguments, output=subprocess.PIPE)
    lines = bench.stdout.splitlines()
    for line in lines:
        print(line, file=sys.stdout if FIGURE.fullmatch(line) else sys.stderr, flush=True)
    return bench.returncode == 0 and all(map(FIGURE.fullmatch, lines))


def main(arguments):
    passed = measure([*arguments, "--once"], DATABASE_URL=None)
    if servers.postgres_binaries():
        with servers.postgres(durable=True) as url:
            passed = measure(arguments, DATABASE_URL=url) and passed
    else:
        print("No PostgreSQL found on this machine: its figures are left out (install postgresql)", file=sys.stderr)
    return 0 if passed else 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
