"""A real nginx in front of the app, with the lines that docs/operations.md gives."""

import os
import re
import shutil
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final, NamedTuple

from dashboard.core.paths import ROOT
from tests.support.servers import free_port

CERTIFICATE: Final = ROOT / "tests" / "support" / "nginx_certificate.pem"
"""A certificate of nobody for 127.0.0.1, with its key; it runs out in 2126."""

CONFIGURATION: Final = """
daemon off;
master_process off;
pid nginx.pid;
error_log stderr;
events {{}}
http {{
    access_log off;
    client_body_temp_path body; proxy_temp_path proxy; fastcgi_temp_path fastcgi;
    uwsgi_temp_path uwsgi; scgi_temp_path scgi;
    server {{
        listen 127.0.0.1:{http};
        listen 127.0.0.1:{https} ssl;
        ssl_certificate {certificate};
        ssl_certificate_key {certificate};
        {lines}
    }}
}}
"""


class Ports(NamedTuple):
    """Where nginx listens, and where it finds the app."""

    http: int
    https: int
    app: int


def installed() -> str | None:
    """Return the nginx of this machine; Debian keeps it where only root looks."""
    return shutil.which("nginx", path=f"{os.environ.get('PATH', '')}:/usr/sbin:/usr/local/sbin")


def documented_lines(app: int) -> str:
    """Return what docs/operations.md says for the server block, with the app's port."""
    text = (ROOT / "docs" / "operations.md").read_text(encoding="utf-8")
    (lines,) = re.findall(r"^```nginx\n(.*?)^```", text, re.DOTALL | re.MULTILINE)
    assert "127.0.0.1:8501" in lines
    return str(lines).replace("127.0.0.1:8501", f"127.0.0.1:{app}")


def free_ports() -> Ports:
    return Ports(free_port(), free_port(), free_port())


@contextmanager
def in_front(program: str, ports: Ports, folder: Path) -> Iterator[None]:
    """Run nginx until the end of the block; it listens before it reads the first request."""
    configuration = folder / "nginx.conf"
    words = {**ports._asdict(), "certificate": CERTIFICATE, "lines": documented_lines(ports.app)}
    configuration.write_text(CONFIGURATION.format(**words))
    call = [program, "-p", str(folder), "-c", str(configuration), "-e", "stderr"]
    subprocess.run([*call, "-t", "-q"], check=True)
    with subprocess.Popen(call, stdin=subprocess.DEVNULL) as process:
        try:
            yield
        finally:
            process.kill()
