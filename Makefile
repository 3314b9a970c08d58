# Everything starts here. It needs Python 3.11 or newer and, for `make test`, whatever servers the machine has.
#
#   make run [PORT=8000]      the site with the demo county, on http://127.0.0.1:8000
#   make serve [PORT=8000]    the same without the demo county: for a county's own records
#   make test [ARGS=tests/..] all checks; with ARGS only those tests, on SQLite
#   make environment          what `make test` needs of Python, and nothing run
#   make bench [ARGS="--only NAME"]   the figures, one a line, on throw-away databases
#   make lint                 style and layers
#   make clean                removes the environment and caches, never the records in var/

PORT := $(or $(PORT),8000)
VAR := $(or $(KANGLE_VAR_DIR),var)
VENV := .venv
PY := $(VENV)/bin/python
# The stamps carry the sum of what was installed: the second start finds them and goes on at once.
SUM := $(shell cat requirements.txt pyproject.toml | cksum | cut -d' ' -f1)
RUNTIME := $(VENV)/runtime-$(SUM)
DEVELOPMENT := $(VENV)/development-$(SUM)
TEXTS := $(patsubst %.po,%.mo,$(wildcard */locale/*/LC_MESSAGES/*.po kangle/*/locale/*/LC_MESSAGES/*.po))
STATIC := $(VAR)/static/staticfiles.json
STATIC_SOURCES := $(shell find static kangle/*/static -print 2>/dev/null)

.PHONY: help run serve ready environment test bench lint clean

help:
	@sed -n 's/^#   //p' Makefile

run: ready
	@$(PY) manage.py demo --if-empty
	@exec $(PY) manage.py serve --port "$(PORT)"

serve: ready
	@exec $(PY) manage.py serve --port "$(PORT)"

ready: $(RUNTIME) $(TEXTS)
	@$(PY) manage.py serve --check --port "$(PORT)"
	@$(MAKE) --silent --no-print-directory $(STATIC)
	@$(PY) manage.py migrate --verbosity 0

environment: $(DEVELOPMENT) $(TEXTS)

test: environment
	@exec $(PY) tests/run.py $(ARGS)

bench: environment
	@exec $(PY) tests/bench.py $(ARGS)

lint: $(DEVELOPMENT)
	@exec $(PY) tests/run.py --lint

clean:
	rm -rf $(VENV) $(VAR)/static .pytest_cache .ruff_cache .import_linter_cache .hypothesis
	find . -name __pycache__ -type d -prune -exec rm -rf {} +
	find kangle households villages projects funds -name '*.mo' -delete

# Progress goes to standard error, so that `make bench` prints its figures and nothing else on standard output.
$(RUNTIME):
	@python=; for candidate in "$(PYTHON)" python3 python3.11 python3.12 python3.13 python3.14; do \
	  [ -n "$$candidate" ] && "$$candidate" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null && python=$$candidate && break; \
	done; \
	[ -n "$$python" ] || { echo "Kangle needs Python 3.11 or newer: install it, or name it with PYTHON=/path/to/python3" >&2; exit 2; }; \
	$(PY) -c '' 2>/dev/null || { echo "Creating $(VENV) ..." >&2; "$$python" -m venv --clear $(VENV) >&2; } || \
	  { echo "Python could not create $(VENV): on Debian and Ubuntu install python3-venv" >&2; exit 2; }
	@echo "Installing what requirements.txt names ..." >&2
	@$(PY) -m pip install --quiet --disable-pip-version-check --requirement requirements.txt >&2 || \
	  { echo "The libraries could not be installed: see the message above, check the network or pip's index, and run make again" >&2; exit 2; }
	@rm -f $(VENV)/runtime-* && touch $@

$(DEVELOPMENT): $(RUNTIME)
	@echo "Installing what the tests need ..." >&2
	@$(PY) -c 'import tomllib; print(*tomllib.load(open("pyproject.toml", "rb"))["dependency-groups"]["dev"], sep="\n")' > $(VENV)/development.txt
	@$(PY) -m pip install --quiet --disable-pip-version-check --requirement $(VENV)/development.txt >&2 || \
	  { echo "The test libraries could not be installed: see the message above and run make again" >&2; exit 2; }
	@rm -f $(VENV)/development-* && touch $@

%.mo: %.po
	@$(PY) -m babel.messages.frontend --quiet compile --input-file $< --output-file $@ >&2

$(STATIC): $(RUNTIME) $(STATIC_SOURCES)
	@echo "Collecting static files ..." >&2
	@$(PY) manage.py collectstatic --noinput --verbosity 0 >&2 && touch $@
