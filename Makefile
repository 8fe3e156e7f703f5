# `make run` serves the demo county, `make test` checks everything; both set up what they need first.
# Each step of the set-up leaves a mark beside what it made and is repeated when its lock file is newer than that.

PORT ?= 8000
export PORT

NEWEST_ENOUGH = import sys; sys.exit(sys.version_info < (3, 11))
PYTHON ?= $(shell for python in python3.11 python3; do \
	$$python -c '$(NEWEST_ENOUGH)' 2>/dev/null && echo $$python && break; done)
VENV_PYTHON := .venv/bin/python
PIP_INSTALL := $(VENV_PYTHON) -m pip install --quiet --disable-pip-version-check
# The machine's own npm, or else the one that pip installed.
NPM_CI = PATH="$$PATH:$(CURDIR)/.venv/bin" npm ci --ignore-scripts --no-audit --no-fund --no-update-notifier --loglevel=error
WITH_POSTGRES := $(VENV_PYTHON) scripts/with_postgres.py
PYTEST := $(VENV_PYTHON) -m pytest --numprocesses=auto --dist=worksteal --max-worker-restart=0
UV_LOCK := .venv/bin/uv pip compile --quiet --generate-hashes --python-version 3.11 --no-annotate --no-header

.NOTPARALLEL:
.PHONY: run demo-reset test lint suite soak bench lock system-run system-test

run: system-run .venv/.installed node_modules/.installed
	$(WITH_POSTGRES) $(VENV_PYTHON) scripts/serve.py

demo-reset: system-run .venv/.installed
	$(WITH_POSTGRES) $(VENV_PYTHON) manage.py demo_county --reset

test: system-test .venv/.installed-dev node_modules/.installed-dev
	$(WITH_POSTGRES) --tests $(MAKE) --no-print-directory lint suite

lint: system-run .venv/.installed-dev
	.venv/bin/ruff check .
	.venv/bin/ruff format --check .
	$(WITH_POSTGRES) --tests $(VENV_PYTHON) -m mypy .
	$(WITH_POSTGRES) --tests $(VENV_PYTHON) manage.py makemigrations --check --dry-run

# The browser's tests by themselves: its event loop runs on in the process, and sealing a PDF needs one of its own.
# They take over the databases that were migrated for the others.
suite: export DJANGO_ALLOW_ASYNC_UNSAFE = true
suite:
	$(PYTEST) --reuse-db -m 'not browser'
	$(PYTEST) --reuse-db -m browser

# Random sequences of the real services, thousands of them: SOAK_EXAMPLES and SOAK_STEPS say how many and how long.
soak: export DJANGO_ALLOW_ASYNC_UNSAFE = true
soak: export SOAK_EXAMPLES ?= 2000
soak: export SOAK_STEPS ?= 30
soak: system-run .venv/.installed-dev
	$(WITH_POSTGRES) --tests $(PYTEST) --override-ini=faulthandler_timeout=0 tests/test_any_order.py

bench: system-run .venv/.installed
	$(WITH_POSTGRES) --tests $(VENV_PYTHON) benchmarks/reconcile.py
	$(WITH_POSTGRES) --tests $(VENV_PYTHON) benchmarks/pdf.py
	$(WITH_POSTGRES) --tests $(VENV_PYTHON) benchmarks/access.py

lock: .venv/.installed
	$(PIP_INSTALL) uv==0.13.9
	$(UV_LOCK) --output-file requirements.txt requirements.in
	$(UV_LOCK) --output-file requirements-dev.txt requirements-dev.in

system-run system-test: system-%:
	@test -n "$(PYTHON)" || { echo 'Python 3.11 or newer is needed: sudo apt-get install -y python3' >&2; exit 1; }
	@$(PYTHON) scripts/system_packages.py $*

.venv/.installed: requirements.txt
	$(VENV_PYTHON) -m pip --version >/dev/null 2>&1 || $(PYTHON) -m venv --clear .venv
	$(PIP_INSTALL) --require-hashes --requirement requirements.txt
	touch $@

.venv/.installed-dev: requirements-dev.txt .venv/.installed
	$(PIP_INSTALL) --require-hashes --requirement requirements-dev.txt
	touch $@

node_modules/.installed: package-lock.json | .venv/.installed
	$(NPM_CI) --omit=dev
	touch $@

node_modules/.installed-dev: package-lock.json | .venv/.installed
	$(NPM_CI)
	touch node_modules/.installed $@
