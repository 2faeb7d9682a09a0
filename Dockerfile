# The site and its builder in one image; the index and the state are volumes.
FROM python:3.11-slim AS build
WORKDIR /src
COPY requirements.lock pyproject.toml README.md LICENSE ./
COPY archive archive
COPY index index
COPY web web
RUN python -m venv /opt/pressmark \
 && /opt/pressmark/bin/pip install --no-cache-dir --require-hashes -r requirements.lock \
 && /opt/pressmark/bin/pip install --no-cache-dir --no-deps --no-build-isolation .

FROM python:3.11-slim
RUN useradd --system --uid 10001 --create-home pressmark \
 && install -d -o pressmark -g pressmark /srv/index /srv/state
COPY --from=build /opt/pressmark /opt/pressmark
ENV PATH=/opt/pressmark/bin:$PATH \
    PRESSMARK_CONTENT=/srv/content \
    PRESSMARK_INDEX=/srv/index \
    PRESSMARK_STATE=/srv/state
USER pressmark
VOLUME ["/srv/index", "/srv/state"]
EXPOSE 8000
CMD ["pressmark", "serve", "--host", "0.0.0.0", "--workers", "2"]
