"""How long a closed page's file is kept: as long as Streamlit keeps its session, also where nobody comes any more."""

from dataclasses import dataclass
from functools import cache

from starlette.formparsers import MultiPartParser
from streamlit import config, runtime

from her2core.process.memory import use_one_allocator
from her2core.process.retention import Retention
from pages.parts.shared.reports import current_run
from pages.parts.shared.session import Session
from pages.parts.shared.states import CohortState


@dataclass
class Visit:
    """What the visit of a session holds."""

    session: Session

    def stop_work(self) -> None:
        """Stop work that is not done; the page begins it anew where it is drawn again."""
        jobs = self.session.jobs
        for name, (_what, job) in list(jobs.items()):
            if not job.is_done:
                jobs.pop(name, None)
                job.cancel()

    def release(self) -> bool:
        """Release the file that is open and what was made of it."""
        for _what, job in self.session.jobs.values():
            job.cancel()
        held_file = self.session.cohort.chosen is not None
        self.session.jobs, self.session.cohort = {}, CohortState()
        return held_file


def keep_session(session: Session) -> None:
    """Keep the session for its time. To be called in every run."""
    if runtime.exists():
        _retention().keep(current_run().session_id, Visit(session))


@cache
def _retention() -> Retention:
    # Once in a process, before anybody can upload. A file that is read in parts goes to the disk at 1 MB otherwise.
    MultiPartParser.spool_max_size = 0
    use_one_allocator()
    server = runtime.get_instance()

    def end(id: str) -> None:
        """End a session as Streamlit does, which it would put off until somebody comes."""

        def close() -> None:
            if not server.is_active_session(id):
                server.close_session(id)

        server._get_async_objs().eventloop.call_soon_threadsafe(close)

    retention = Retention(config.get_option("server.disconnectedSessionTTL"), server.is_active_session, end)
    retention.start()
    return retention
