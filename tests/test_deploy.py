"""What deploy/ says holds together: with the app, with Streamlit as it is installed, and with its own examples."""

import base64
import hashlib
import re
import tomllib
from pathlib import Path
from typing import Any

import pytest
import streamlit
import yaml
from streamlit.web.server.starlette import starlette_agent_routes
from streamlit.web.server.starlette.starlette_routes import ROUTE_METRICS

ROOT = Path(__file__).parent.parent
DEPLOY = ROOT / "deploy"
COMPOSE: dict[str, Any] = yaml.safe_load((DEPLOY / "compose.yaml").read_text(encoding="utf-8"))
SERVICES: dict[str, dict[str, Any]] = COMPOSE["services"]
NGINX = (DEPLOY / "nginx.conf").read_text(encoding="utf-8")
APPS = ("app-a", "app-b")


@pytest.mark.parametrize("service", SERVICES.values(), ids=SERVICES)
def test_no_service_may_write_to_its_disk_or_gain_rights(service: dict[str, Any]) -> None:
    assert service["read_only"] is True
    assert service["cap_drop"] == ["ALL"]
    assert service["security_opt"] == ["no-new-privileges:true"]
    assert str(service["user"]).split(":")[0] not in ("", "0", "root")


def test_only_the_proxy_is_reached_from_outside_and_the_database_reaches_nothing() -> None:
    assert [name for name, service in SERVICES.items() if "ports" in service] == ["proxy"]
    assert SERVICES["db"]["networks"] == ["data"]
    assert COMPOSE["networks"]["data"] == {"internal": True}
    assert "data" not in SERVICES["proxy"]["networks"]


@pytest.mark.parametrize("name", APPS)
def test_a_replica_asks_for_sign_in_and_keeps_its_boards_in_the_database(name: str) -> None:
    environment = SERVICES[name]["environment"]
    assert environment["HER2_SIGN_IN_REQUIRED"] == "1"
    assert (
        environment["HER2_DATABASE_URL"].startswith("postgresql+psycopg://")
        and "@db:" in environment["HER2_DATABASE_URL"]
    )
    assert f"{name}:{environment['STREAMLIT_SERVER_PORT']}" in NGINX


def test_the_secrets_are_where_the_image_looks_for_them() -> None:
    image = (ROOT / "Containerfile").read_text(encoding="utf-8")
    for name in APPS:
        (secret,) = SERVICES[name]["secrets"]
        assert f"/run/secrets/{secret['target']}" in image
        assert secret["source"] in COMPOSE["secrets"]


def test_every_variable_of_compose_stands_in_the_example() -> None:
    asked = set(re.findall(r"\$\{(\w+)", (DEPLOY / "compose.yaml").read_text(encoding="utf-8")))
    given = set(re.findall(r"^(\w+)=", (DEPLOY / "example.env").read_text(encoding="utf-8"), flags=re.MULTILINE))
    assert asked == given


def test_the_example_of_the_secrets_names_all_that_sign_in_needs_and_holds_no_secret() -> None:
    auth = tomllib.loads((DEPLOY / "secrets.example.toml").read_text(encoding="utf-8"))["auth"]
    assert auth["redirect_uri"].endswith("/oauth2callback")
    assert {"client_id", "server_metadata_url"} <= set(auth)
    assert auth["cookie_secret"] == auth["client_secret"] == ""


def test_what_holds_secrets_is_kept_out_of_git() -> None:
    assert {".env", "secrets.toml"} <= set((DEPLOY / ".gitignore").read_text(encoding="utf-8").split())


def test_the_image_holds_every_folder_the_app_imports_or_reads() -> None:
    image = (ROOT / "Containerfile").read_text(encoding="utf-8")
    for folder in (".streamlit", "data", "locales", "her2core", "pages"):
        assert f"COPY {folder} {folder}\n" in image
    assert re.search(r"^USER nobody$", image, flags=re.MULTILINE)
    assert "HEALTHCHECK" in image


def test_the_one_inline_script_of_streamlit_may_run() -> None:
    """Its hash stands in the policy; another version of Streamlit may have another script."""
    page = (Path(streamlit.__file__).parent / "static" / "index.html").read_text(encoding="utf-8")
    scripts = re.findall(r"<script>(.*?)</script>", page, flags=re.DOTALL)
    hashes = {base64.b64encode(hashlib.sha256(script.encode()).digest()).decode() for script in scripts}
    assert set(re.findall(r"'sha256-([^']+)'", NGINX)) == hashes != set()


@pytest.mark.parametrize(
    "header",
    "Strict-Transport-Security X-Content-Type-Options Referrer-Policy Permissions-Policy Content-Security-Policy".split(),
)
def test_the_proxy_sends_each_security_header(header: str) -> None:
    assert re.search(rf"^\s+add_header {header} \S.* always;", NGINX, flags=re.MULTILINE)


def test_no_log_of_the_proxy_holds_the_case() -> None:
    form = re.search(r"log_format caseless '([^']*)'", NGINX)
    assert form
    assert (
        set(re.findall(r"\$\w+", form[1])) & {"$request", "$request_uri", "$args", "$query_string", "$http_referer"}
        == set()
    )
    assert re.findall(r"access_log \S+ (\w+);", NGINX) == ["caseless"]


@pytest.mark.parametrize(
    "path", ["/_stcore/metrics", "/_stcore/agent/interact", "/_stcore/agent/mcp", "/_stcore/agent"]
)
def test_the_proxy_denies_what_the_server_tells_of_itself_and_its_way_in_for_programs(path: str) -> None:
    (denied,) = re.findall(r"location ~ (\S+) \{\s+return 404;", NGINX)
    assert re.search(denied, path)
    assert not re.search(denied, "/_stcore/health") and not re.search(denied, "/_stcore/stream")


def test_streamlit_has_no_other_paths_of_that_kind() -> None:
    assert f"/{ROUTE_METRICS}" == "/_stcore/metrics"
    assert starlette_agent_routes._ROUTE_AGENT_MCP.startswith("_stcore/agent/")


def test_the_proxy_limits_connections_and_uploads_of_one_address() -> None:
    zones = set(re.findall(r"limit_conn_zone \$\w+ zone=(\w+):", NGINX))
    assert zones == set(re.findall(r"limit_conn (\w+) \d+;", NGINX)) == {"addresses", "uploads"}


@pytest.mark.parametrize("name", APPS)
def test_a_replica_writes_no_upload_to_a_disk_and_its_limits_come_from_its_memory(name: str) -> None:
    """What its processes may take is a part of this; nothing but small files needs /tmp."""
    assert SERVICES[name]["mem_limit"]
    (temporary,) = SERVICES[name]["tmpfs"]
    assert "size=" in temporary
