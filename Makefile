# The portal's commands. `make help` lists them.

PYTHON3 ?= python3
PYTHON := .venv/bin/python
# Everything below here, and the programs whose names do not end in .py.
CODE := . bin/bootstrap bin/serve bin/locks
TEMPLATES := templates
export PORT

# What `check --deploy` looks at: a portal as it would run for real.
PRODUCTION := PORTAL_ENV_FILE= DJANGO_DEBUG=false DJANGO_ALLOWED_HOSTS=portal.example \
	DJANGO_SECRET_KEY=only-for-checking-0123456789-abcdefghijklmnopqrstuvwxyz-ABCDEFG \
	DATABASE_URL=sqlite://:memory: EMAIL_URL=smtp://localhost:25
LOCAL := PORTAL_ENV_FILE= DJANGO_DEBUG=true DATABASE_URL=sqlite://:memory:

.DEFAULT_GOAL := help
.PHONY: help setup demo test check lint format templates layers types migrations deploy locks \
	fmt bench screenshots lock secret

help: ## diese Übersicht
	@grep -E '^[a-z]+:.*##' $(MAKEFILE_LIST) | sed -E 's/^([a-z]+):.*## (.*)/  make \1\t\2/' | expand -t 22

setup: ## alles einrichten: Python, Pakete, Design-System
	@command -v $(PYTHON3) >/dev/null || \
		{ echo "Es fehlt Python 3. Abhilfe: sudo apt-get install python3 python3-venv" >&2; exit 1; }
	@$(PYTHON3) bin/bootstrap

demo: setup ## Portal mit Beispieldaten starten (PORT=8000), Ende mit Strg-C
	@$(PYTHON) bin/serve

test: setup ## die ganze Testsuite, auf SQLite und PostgreSQL
	@$(PYTHON) -m tests

check: setup lint format templates layers types migrations deploy locks ## Stil, Typen, Schichten, Migrationen, Einstellungen, Sperrdateien

lint:
	$(PYTHON) -m ruff check $(CODE)
format:
	$(PYTHON) -m ruff format --check $(CODE)
templates:
	.venv/bin/djangofmt --check $(TEMPLATES)
	.venv/bin/djangofmt check $(TEMPLATES)
layers:
	.venv/bin/lint-imports --no-logo
types:
	$(PYTHON) -m mypy
migrations:
	$(LOCAL) $(PYTHON) manage.py makemigrations --check --dry-run
deploy:
	$(PRODUCTION) $(PYTHON) manage.py check --deploy --fail-level WARNING
locks:
	$(PYTHON) bin/locks

fmt: setup ## Code und Vorlagen in Form bringen
	$(PYTHON) -m ruff check --fix $(CODE)
	$(PYTHON) -m ruff format $(CODE)
	.venv/bin/djangofmt check --fix $(TEMPLATES)
	.venv/bin/djangofmt $(TEMPLATES)

bench: setup ## Geschwindigkeit und Speicher messen
	@$(PYTHON) -m tests.bench

screenshots: setup ## die Bilder der README neu aufnehmen
	@$(PYTHON) -m tests.screenshots

lock: setup ## requirements.lock nach einer Änderung in pyproject.toml erneuern
	$$($(PYTHON3) bin/bootstrap --uv) pip compile pyproject.toml --group dev --universal \
		--generate-hashes --no-emit-index-url --quiet --output-file requirements.lock
	$(PYTHON) bin/locks

secret: ## einen geheimen Schlüssel für DJANGO_SECRET_KEY erzeugen
	@$(PYTHON3) -c "import secrets; print(secrets.token_urlsafe(50))"
