# make run    set up once, then start the bot: the console when no platform has tokens
# make test   set up once, then every test; make test ARGS="-k dates" or ARGS="-n auto" hands arguments to pytest
# make check  formatting, lint, types and dead code, as CI does
# make fix    let ruff format and mend what it can
# make chaos  kill, stop and disturb for some minutes: 10,000 posts on each database, none twice, none lost
# make kills  five minutes of the whole bot under kill -9, on PostgreSQL 40 ms away; ARGS="1 sqlite" for one on SQLite
# make fuzz   ten minutes of mutated files through every reader of questions; MINUTES=1 SEED=7, or FILES=40000 as CI does
# make spoil  20,000 events a platform that are not as it sends them: none may end the bot, or cause a traceback
# make soak   half an hour of mixed load: does memory grow, is anything leaked? MINUTES=1 for one
# make bench  measure what the README claims; ARGS=day for the day of 100,000 communities, or whatever else is named
# make messages  gather every sentence for translators, bring each translation up to date and compile it; LOCALE=uk begins one
# make lock   write the lock files anew from pyproject.toml; UPGRADE=1 takes newer releases
# make clean  remove what the above made; nothing of yours

# Any Python from 3.11 on, as `make run PYTHON=python3.12`; by default python3 or, should that be older, the newest there is.
PYTHON ?= python3
CANDIDATES := $(PYTHON)
ifeq ($(origin PYTHON),file)
CANDIDATES += python3.14 python3.13 python3.12 python3.11
endif

BIN := .venv/bin
PIP := $(BIN)/python -m pip --disable-pip-version-check --quiet
UV_RELEASE := >=0.9,<1

.DEFAULT_GOAL := help
.PHONY: help run test check fix bench chaos kills fuzz spoil soak messages lock clean
.DELETE_ON_ERROR:

help:
	@sed -n 's/^# make/make/p' Makefile

run: .venv/ready
	@$(BIN)/dateline run

test: .venv/ready-dev
	@$(BIN)/python -m pytest $(ARGS)

check: .venv/ready-dev
	$(BIN)/ruff format --check
	$(BIN)/ruff check
	$(BIN)/mypy
	$(BIN)/vulture

fix: .venv/ready-dev
	$(BIN)/ruff check --fix
	$(BIN)/ruff format

bench: .venv/ready-dev
	@$(BIN)/python -m benchmarks $(ARGS)

# The functions that say a sentence; of `count`, one for one thing and one for many.
KEYWORDS := -k N_ -k say -k self -k worded -k UnreadableError -k RefusedError -k TooManyError -k count:1,2
MESSAGES := bot/replies/locale
POT := $(MESSAGES)/dateline.pot

messages: .venv/ready
	@mkdir -p $(MESSAGES)
	@$(BIN)/pybabel --quiet extract -F babel.cfg --no-default-keywords $(KEYWORDS) --add-comments=Translators: --sort-output --no-wrap \
		--project=dateline --msgid-bugs-address= --output=$(POT) bot adapters
	@$(if $(LOCALE),test -e $(MESSAGES)/$(LOCALE) || $(BIN)/pybabel --quiet init -D dateline -i $(POT) -d $(MESSAGES) -l $(LOCALE))
	@if ls $(MESSAGES)/*/LC_MESSAGES/dateline.po >/dev/null 2>&1; then \
		$(BIN)/pybabel --quiet update -D dateline --no-wrap -i $(POT) -d $(MESSAGES) \
		&& $(BIN)/pybabel --quiet compile -D dateline -d $(MESSAGES); \
	else echo "$(POT) has the sentences; make messages LOCALE=uk begins a translation."; fi

# The two stamps: .venv is made once, and brought up to date only when a lock or pyproject.toml has changed.
.venv/ready: requirements.lock pyproject.toml
	@$(MAKE_VENV)
	@echo "Installing what requirements.lock names; this takes a minute, once."
	@$(PIP) install --require-hashes -r requirements.lock
	@$(PIP) install --no-deps --no-build-isolation --no-index --editable .
	@touch $@

.venv/ready-dev: requirements-dev.lock .venv/ready
	@echo "Installing what requirements-dev.lock adds for tests and checks."
	@$(PIP) install --require-hashes -r requirements-dev.lock
	@touch $@

# Keeps a .venv that works. Else prefers a Python that the locked wheels are built for to a newer one. Debian and
# Ubuntu package ensurepip, which venv needs, apart from Python.
define MAKE_VENV
	tested='import sys; sys.exit(not (3, 11) <= sys.version_info < (3, 15))'; \
	suitable='import sys; sys.exit(sys.version_info < (3, 11))'; \
	if $(BIN)/python -c "$$suitable" 2>/dev/null && $(BIN)/python -m pip --version >/dev/null 2>&1; then exit 0; fi; \
	python=; \
	for wanted in "$$tested" "$$suitable"; do \
		for candidate in $(CANDIDATES); do \
			if [ -z "$$python" ] && "$$candidate" -c "$$wanted" 2>/dev/null; then python="$$candidate"; fi; \
		done; \
	done; \
	if [ -z "$$python" ]; then \
		echo "Dateline needs Python 3.11 or later. Missing or older: $(CANDIDATES)." >&2; \
		echo "Install one (Debian, Ubuntu: apt install python3 python3-venv) or name one: make PYTHON=python3.12 run" >&2; \
		exit 1; \
	fi; \
	if ! "$$python" -c 'import ensurepip, venv' 2>/dev/null; then \
		version=$$("$$python" -c 'import sys; print("%d.%d" % sys.version_info[:2])'); \
		echo "Python $$version lacks its venv module. Install it (Debian, Ubuntu: apt install python$$version-venv)," >&2; \
		echo "then run make again." >&2; \
		exit 1; \
	fi; \
	echo "Creating .venv with $$("$$python" --version)."; \
	"$$python" -m venv --clear .venv
endef

# uv resolves once for every Python from 3.11 on and every system; it is needed for nothing else.
COMPILE = .venv/lock/bin/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes \
	--no-emit-index-url --no-emit-find-links --custom-compile-command "make lock" $(if $(UPGRADE),--upgrade)

chaos: .venv/ready-dev
	@$(BIN)/python -m tests.chaos $(ARGS)

kills: .venv/ready-dev
	@$(BIN)/python -m tests.chaos.kills $(ARGS)

fuzz: .venv/ready-dev
	@$(BIN)/python -m tests.fuzz $(if $(FILES),--files $(FILES),$(or $(MINUTES),10) $(SEED))

spoil: .venv/ready-dev
	@$(BIN)/python -m tests.adapters.spoiling discord 20000
	@$(BIN)/python -m tests.adapters.spoiling slack 20000

soak: .venv/ready-dev
	@$(BIN)/python -m tests.soak $(MINUTES)

lock: .venv/lock/bin/uv
	$(COMPILE) pyproject.toml --group build --output-file requirements.lock
	$(COMPILE) pyproject.toml --group build --group dev --constraint requirements.lock --output-file requirements-dev.lock
	$(COMPILE) --group formats --constraint requirements-dev.lock --output-file requirements-formats.lock

.venv/lock/bin/uv:
	@$(MAKE_VENV)
	@$(BIN)/python -m venv .venv/lock
	@.venv/lock/bin/python -m pip --disable-pip-version-check --quiet install 'uv$(UV_RELEASE)'

clean:
	rm -rf .venv dist .mypy_cache .ruff_cache .pytest_cache .hypothesis
