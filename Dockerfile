# The same command as make run, in a container: see docs/operations.md.
ARG PYTHON=3.13.7-slim-bookworm
FROM python:${PYTHON}

ENV TZ=Asia/Shanghai PYTHONUNBUFFERED=1 PYTHONDONTWRITEBYTECODE=1
WORKDIR /app

COPY requirements.txt ./
RUN python -m pip install --no-cache-dir --disable-pip-version-check --require-hashes -r requirements.txt

COPY pyproject.toml streamlit_app.py ./
COPY .streamlit ./.streamlit
COPY data/demo ./data/demo
COPY queries ./queries
COPY static ./static
COPY dashboard ./dashboard

# What a browser loads is put into static/ at the start; the ledger lies in a volume of its own.
RUN useradd --system --create-home --uid 10001 dashboard && mkdir /ledger && chown -R dashboard /ledger static
USER dashboard
ENV LEDGER_DB=/ledger/ledger.duckdb
VOLUME /ledger
EXPOSE 8501

HEALTHCHECK --interval=30s --timeout=5s --start-period=60s \
    CMD ["python", "-c", "from urllib.request import urlopen; urlopen('http://127.0.0.1:8501/_stcore/health', timeout=4)"]
CMD ["python", "-m", "dashboard", "serve"]
