# Two stages: the first may hold what installs, the second only what runs.
FROM python:3.11-slim-bookworm@sha256:528257d48c1da0dcecc2e725d1ae34498d60c965f1241e39cd6a85a8859bdf84 AS build
ENV PIP_DISABLE_PIP_VERSION_CHECK=1 PIP_NO_CACHE_DIR=1 PIP_ROOT_USER_ACTION=ignore
WORKDIR /src

# The requirements come first: their layer stays while the code changes. Wheels only, so no compiler.
RUN python -m venv --without-pip /opt/tocsin && python -m venv --without-pip /opt/build
COPY requirements/app.txt requirements/build.txt requirements/
RUN pip --python /opt/tocsin/bin/python install --require-hashes --only-binary :all: -r requirements/app.txt \
 && pip --python /opt/build/bin/python install --require-hashes --only-binary :all: -r requirements/build.txt

COPY pyproject.toml README.md ./
COPY tocsin tocsin
COPY schemas schemas
COPY services services
COPY seeds seeds
RUN /opt/build/bin/python -m hatchling build -t wheel -d /dist \
 && pip --python /opt/tocsin/bin/python install --no-deps --no-index /dist/*.whl


FROM python:3.11-slim-bookworm@sha256:528257d48c1da0dcecc2e725d1ae34498d60c965f1241e39cd6a85a8859bdf84
RUN useradd --uid 10001 --no-create-home --home-dir /var/lib/tocsin --shell /usr/sbin/nologin tocsin \
 && install -d -o tocsin -g tocsin /var/lib/tocsin
COPY --from=build /opt/tocsin /opt/tocsin
ENV PATH=/opt/tocsin/bin:$PATH \
    PYTHONUNBUFFERED=1 \
    PYTHONDONTWRITEBYTECODE=1 \
    TOCSIN_STATE_DIR=/var/lib/tocsin
USER tocsin
WORKDIR /var/lib/tocsin

# Of the detector, which serves HTTP; commands that end by themselves switch it off.
HEALTHCHECK --interval=10s --timeout=3s --start-period=60s --retries=3 \
    CMD ["python", "-c", "import os, urllib.request; urllib.request.urlopen('http://127.0.0.1:' + os.environ.get('TOCSIN_HTTP_PORT', '6066') + '/live', timeout=2)"]

ENTRYPOINT ["tocsin"]
CMD ["--help"]
