"""A visitor of the Cohort page without a browser: on the websocket, and with the upload that a browser sends."""

import asyncio
import urllib.request
import uuid
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from http.client import HTTPConnection
from http.cookiejar import Cookie, CookieJar
from urllib.parse import urlsplit

from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.Common_pb2 import FileURLs
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from websockets.asyncio.client import ClientConnection, connect


class Visit:
    """A session on the Cohort page, as a browser would hold it."""

    def __init__(self, address: str, socket: ClientConnection, cookies: CookieJar) -> None:
        self.address, self.socket, self.cookies = address, socket, cookies
        self.script = self.session = self.uploader = self.query = ""

    async def run(self, uploaded: tuple[str, str, str, int] | None = None) -> bytes:
        """Run the page, with the file that was uploaded, and return all that was answered."""
        request = BackMsg()
        state = request.rerun_script
        state.page_name, state.query_string, state.page_script_hash = "cohort", self.query, self.script
        state.context_info.locale = "en-GB"
        if uploaded:
            id, upload, delete, size = uploaded
            widget = state.widget_states.widgets.add(id=self.uploader)
            info = widget.file_uploader_state_value.uploaded_file_info.add(file_id=id, name="archive.csv", size=size)
            info.file_urls.file_id, info.file_urls.upload_url, info.file_urls.delete_url = id, upload, delete
        await self.socket.send(request.SerializeToString())
        return b"".join([data async for data in self._answers()])

    async def upload(self, content: bytes, between: Callable[[], None] = lambda: None) -> bytes:
        """Upload a file, and return the answer to it."""
        urls = await self.ask_place()
        await asyncio.to_thread(self.put, urls.upload_url, content, between)
        return await self.run((urls.file_id, urls.upload_url, urls.delete_url, len(content)))

    async def ask_place(self) -> FileURLs:
        """Ask where to send a file."""
        request = BackMsg()
        request.file_urls_request.request_id = uuid.uuid4().hex
        request.file_urls_request.file_names.append("archive.csv")
        request.file_urls_request.session_id = self.session
        await self.socket.send(request.SerializeToString())
        async for data in self.socket:
            message = ForwardMsg.FromString(data)
            if message.WhichOneof("type") == "file_urls_response":
                return message.file_urls_response.file_urls[0]
        raise AssertionError("the server named no place for a file")

    def put(self, path: str, content: bytes, between: Callable[[], None] = lambda: None) -> None:
        """Send the bytes of a file, and call `between` once all but the last of them have been sent."""
        mark = uuid.uuid4().hex
        head = f'--{mark}\r\nContent-Disposition: form-data; name="a.csv"; filename="a.csv"\r\n\r\n'
        body = head.encode() + content + f"\r\n--{mark}--\r\n".encode()
        (token,) = [cookie.value for cookie in self.cookies if cookie.name == "_streamlit_xsrf"]
        connection = HTTPConnection(urlsplit(self.address).netloc, timeout=60)
        connection.putrequest("PUT", path)
        for name, value in (
            ("Content-Type", f"multipart/form-data; boundary={mark}"),
            ("Content-Length", str(len(body))),
            ("Cookie", f"_streamlit_xsrf={token}"),
            ("X-Xsrftoken", str(token)),
        ):
            connection.putheader(name, value)
        connection.endheaders(body[:-1])
        between()
        connection.send(body[-1:])
        assert connection.getresponse().status == 204
        connection.close()

    async def _answers(self) -> AsyncIterator[bytes]:
        async for data in self.socket:
            yield data
            message = ForwardMsg.FromString(data)
            kind = message.WhichOneof("type")
            if kind == "new_session":
                self.session = message.new_session.initialize.session_id
            elif kind == "navigation":
                self.script = message.navigation.page_script_hash
            elif kind == "page_info_changed":
                self.query = message.page_info_changed.query_string
            elif kind == "delta" and message.delta.new_element.WhichOneof("type") == "file_uploader":
                self.uploader = message.delta.new_element.file_uploader.id
            elif kind == "script_finished" and message.script_finished != ForwardMsg.FINISHED_EARLY_FOR_RERUN:
                return


def fetch_cookies(address: str) -> list[Cookie]:
    """Fetch the page and return the cookies that came with it."""
    cookies = CookieJar()
    opener = urllib.request.build_opener(urllib.request.HTTPCookieProcessor(cookies))
    for path in ("/cohort", "/_stcore/health", "/_stcore/host-config"):
        opener.open(address + path, timeout=60).close()
    return list(cookies)


@asynccontextmanager
async def visiting(address: str) -> AsyncIterator[Visit]:
    """Open the Cohort page, and leave it at the end."""
    cookies = CookieJar()
    for cookie in await asyncio.to_thread(fetch_cookies, address):
        cookies.set_cookie(cookie)
    header = "; ".join(f"{cookie.name}={cookie.value}" for cookie in cookies)
    stream = f"ws{address.removeprefix('http')}/_stcore/stream"
    async with connect(
        stream, origin=address, subprotocols=["streamlit"], additional_headers={"Cookie": header}, max_size=None
    ) as socket:
        page = Visit(address, socket, cookies)
        await page.run()
        yield page
