# docker build -t dateline .        docker run --env-file .env -v dateline:/data dateline
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
RUN useradd --system --uid 10001 --create-home --home-dir /data dateline
COPY --from=build /opt/dateline /opt/dateline
ENV PATH=/opt/dateline/bin:$PATH \
    PYTHONDONTWRITEBYTECODE=1 \
    PYTHONUNBUFFERED=1 \
    DATELINE_DATA=/data
USER 10001
VOLUME /data
WORKDIR /data
EXPOSE 3000
# Nothing listens where Discord alone or Socket Mode runs, so the command line is asked, not the port.
HEALTHCHECK --interval=30s --timeout=10s --start-period=30s CMD ["dateline", "db", "check"]
STOPSIGNAL SIGTERM
CMD ["dateline", "run"]
