"""The command serve: start the server, with settings LEDGER_DB, HOST, PORT and PUBLIC_URL."""

import argparse
import errno
import os
import socket

from dashboard.commands.arguments import Commands
from dashboard.core import clock
from dashboard.core.errors import DashboardError
from dashboard.ledger import backup_files, csv_folder
from dashboard.ledger.durable import remove_old_folders
from dashboard.ledger.store import ledger_path, open_ledger
from dashboard.view.network_address import EVERY_ADDRESS, network_host, public_url, url_host
from dashboard.web import server


def add_to(commands: Commands) -> None:
    """Register the command; its settings are environment variables."""
    commands.add_parser("serve", help="启动看板").set_defaults(run=_serve)


def _serve(_options: argparse.Namespace) -> int:
    """Prepare the ledger, print the links and serve until a signal ends it.

    Raises:
        DashboardError: a setting is wrong, the port is taken, or the ledger cannot be opened.
    """
    host, port = os.environ.get("HOST") or "0.0.0.0", _configured_port()
    _require_free(host, port)
    server.require_valid_settings()  # now, not in the meeting
    backup_files.kept_of_each_kind()
    remove_old_folders()
    _prepare_ledger()
    print(_links(host, port), flush=True)
    server.run(host, port)
    return 0


def _configured_port() -> int:
    """Return PORT, by default 8501."""
    given = os.environ.get("PORT") or "8501"
    if not (given.isascii() and given.isdigit() and 0 < int(given) < 65536):
        raise DashboardError(f"PORT 应为 1 到 65535 的整数,实为“{given}”;请改正后重试。")
    return int(given)


def _require_free(host: str, port: int) -> None:
    """Raise a DashboardError when the address is not available: Streamlit shows a traceback."""
    try:
        family, kind, protocol, _, address = socket.getaddrinfo(
            host, port, type=socket.SOCK_STREAM, flags=socket.AI_PASSIVE
        )[0]
        with socket.socket(family, kind, protocol) as probe:
            # Windows would let two programs share the port; on other systems a port that was just
            # closed must count as free.
            exclusive = getattr(socket, "SO_EXCLUSIVEADDRUSE", None)
            probe.setsockopt(socket.SOL_SOCKET, exclusive or socket.SO_REUSEADDR, 1)
            probe.bind(address)
            probe.listen()
    except OSError as error:
        raise DashboardError(_address_error(error, host, port)) from error


def _address_error(error: OSError, host: str, port: int) -> str:
    """Return the sentence for the user about an address that cannot be bound."""
    if error.errno == errno.EADDRINUSE:
        return (
            f"端口 {port} 已被占用:看板可能已在运行,请直接打开 http://localhost:{port};"
            "要另开一个,请先设置环境变量 PORT(例如 8502)。"
        )
    if isinstance(error, PermissionError):
        return f"端口 {port} 无权使用或已被占用;请先设置环境变量 PORT,换一个端口(例如 8502)。"
    return f"HOST 应为本机的网络地址,实为“{host}”;请改正后重试。"


def _prepare_ledger() -> None:
    """Create or migrate the ledger; load the demo plan if it has no plan."""
    ledger = open_ledger(ledger_path(), clock.now())
    try:
        if ledger.lost_writes:
            print(ledger.lost_writes)
        if ledger.query("plans", {}).empty:
            csv_folder.load_folder(ledger, csv_folder.DEMO_FOLDER, clock.now())
            print(f"账本 {ledger.path} 为空,已载入演示数据。")
    finally:
        ledger.close()


def _links(host: str, port: int) -> str:
    """Return the URLs to open, on this machine and for colleagues."""
    lines = [f"看板地址(本机):http://{url_host(_reachable(host))}:{port}"]
    found = network_host(host)
    if given := public_url():
        lines.append(f"看板地址(同事):{given}")
    elif found is not None:
        lines.append(f"看板地址(同事):http://{url_host(found)}:{port}")
    elif host in EVERY_ADDRESS:
        lines.append(f"没有找到本机的网络地址;查到后,同事可打开 http://<本机地址>:{port}")
    else:
        lines.append("只有本机能打开;要让同事也能打开,请把 HOST 设为 0.0.0.0。")
    return "\n".join([*lines, "停止:按 Ctrl+C"])


def _reachable(host: str) -> str:
    """Return the address at which this machine reaches a server that listens on `host`."""
    return "localhost" if host in EVERY_ADDRESS else host
