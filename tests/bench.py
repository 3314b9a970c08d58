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
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

import servers

ROOT = Path(__file__).resolve().parent.parent
FIGURE = re.compile(r"[a-z][\w-]*(\.[\w-]+)+ -?\d+(\.\d+)? \S+")


def measure(static, arguments, **environment):
    """Run the figures in one environment; True where all went well and every line was a figure."""
    with tempfile.TemporaryDirectory(prefix="kangle-bench-") as folder:
        shutil.copytree(static, Path(folder) / "static")
        if manage(folder, "migrate", "--verbosity", "0", **environment).returncode:
            return False
        bench = manage(folder, "bench", *arguments, output=subprocess.PIPE, **environment)
    lines = bench.stdout.splitlines()
    for line in lines:
        print(line, file=sys.stdout if FIGURE.fullmatch(line) else sys.stderr, flush=True)
    return bench.returncode == 0 and all(map(FIGURE.fullmatch, lines))


def manage(folder, *command, output=sys.stderr, **environment):
    """Run one management command of the project on `folder` as its data directory."""
    merged = servers.environment(KANGLE_VAR_DIR=folder, **environment)
    return subprocess.run([sys.executable, "manage.py", *command], cwd=ROOT, env=merged, stdout=output, text=True)


def main(arguments):
    with tempfile.TemporaryDirectory(prefix="kangle-bench-") as folder:
        # Collected once and copied: compressing plotly.js takes longer than most of the figures.
        if manage(folder, "collectstatic", "--noinput", "--verbosity", "0", DATABASE_URL=None).returncode:
            return 1
        static = Path(folder) / "static"
        passed = measure(static, [*arguments, "--once"], DATABASE_URL=None)
        if servers.postgres_binaries():
            with servers.postgres(durable=True) as url:
                passed = measure(static, arguments, DATABASE_URL=url) and passed
        else:
            print("No PostgreSQL found on this machine: its figures are left out (install postgresql)", file=sys.stderr)
    return 0 if passed else 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
