# docker build -t dateline .        docs/deploy.md tells how to run it
# Two stages: what builds the wheel does not run, and what runs has no compiler, no pip cache and no checkout.
FROM python:3.13-slim-bookworm AS build
WORKDIR /src
COPY requirements.lock ./
RUN python -m venv /opt/dateline \
    && /opt/dateline/bin/pip install --no-cache-dir --require-hashes -r requirements.lock
COPY pyproject.toml hatch_build.py README.md LICENSE ./
COPY bot ./bot
COPY adapters ./adapters
COPY facts ./facts
RUN /opt/dateline/bin/pip install --no-cache-dir --no-deps --no-build-isolation --no-index .

FROM python:3.13-slim-bookworm
# For `dateline db backup` and `db restore` on PostgreSQL; which version is Debian's choice, and gets its mends.
# hadolint ignore=DL3008
RUN apt-get update \
    && apt-get install -y --no-install-recommends postgresql-client \
    && rm -rf /var/lib/apt/lists/*
RUN useradd --uid 10001 --create-home --home-dir /data dateline
COPY --from=build /opt/dateline /opt/dateline
ENV PATH=/opt/dateline/bin:$PATH \
    PYTHONDONTWRITEBYTECODE=1 \
    PYTHONUNBUFFERED=1 \
    DATELINE_DATA=/data \
    PORT=3000
USER 10001
VOLUME /data
WORKDIR /data
EXPOSE 3000
# Where PORT is set the bot listens, also where Discord alone or Socket Mode runs: there it tells how it is.
HEALTHCHECK --interval=30s --timeout=10s --start-period=30s CMD ["python", "-c", "import http.client, os, sys; \
bot = http.client.HTTPConnection('127.0.0.1', int(os.environ['PORT']), timeout=5); \
bot.request('GET', '/healthz'); \
sys.exit(bot.getresponse().status != 200)"]
STOPSIGNAL SIGTERM
CMD ["dateline", "run"]
