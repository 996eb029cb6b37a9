"""The gate of the server: who comes from elsewhere meets it before Streamlit."""

from urllib.parse import urlsplit

import streamlit as st
from starlette import status
from starlette.datastructures import Headers
from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Receive, Scope, Send


class Gate:
    """Refuses what a page of another site asks of this server.

    Streamlit too refuses a foreign Origin, but asks an address outside first which its own is, and answers nobody meanwhile.
    """

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass a request on, or answer it with 403."""
        if scope["type"] not in ("http", "websocket") or not _is_foreign(Headers(scope=scope)):
            await self._app(scope, receive, send)
        elif scope["type"] == "websocket":
            await send({"type": "websocket.close", "code": status.WS_1008_POLICY_VIOLATION})
        else:
            await PlainTextResponse("asked by a page of another site", status_code=403)(scope, receive, send)


def _is_foreign(headers: Headers) -> bool:
    """Return whether a page of another site asks: a browser names it in `Origin`; who is no browser names none."""
    origin = headers.get("origin")
    if origin is None or origin in st.get_option("server.corsAllowedOrigins"):
        return False
    return urlsplit(origin).netloc != headers.get("host")
