"""Adds cases to a list and says each that is acknowledged, until it is done or killed: `writer.py URL COUNT`."""

import sys

from her2core.board.entry import Draft
from her2core.board.store import connect

store = connect(sys.argv[1])
assert store
for n in range(int(sys.argv[2])):
    print(store.add("team", "writer", Draft(f"Case {n}", {"ihc": "2+"})).id, flush=True)
