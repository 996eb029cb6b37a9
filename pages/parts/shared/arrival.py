"""What was asked for comes into sight where it opens far from the click."""

import streamlit as st

from pages.parts.shared.session import session

_come = st.components.v2.component(
    "arrival",
    js="""
const PATIENCE = 3000 // milliseconds in which figures above may still find their height

export default function ({ data, parentElement }) {
  const page = document.querySelector('[data-testid="stMainBlockContainer"]')
  const reached = document.documentElement.dataset
  if (!data.arrival || reached.arrival === String(data.arrival)) return
  reached.arrival = data.arrival
  const here = parentElement.host
  here.style.scrollMarginTop = "4rem"
  const come = () => here.scrollIntoView()
  const watch = new ResizeObserver(come)
  const own = ["wheel", "touchmove", "keydown", "pointerdown"]
  const stop = () => {
    watch.disconnect()
    own.forEach(kind => removeEventListener(kind, stop))
  }
  own.forEach(kind => addEventListener(kind, stop, { passive: true }))
  watch.observe(page)
  setTimeout(stop, PATIENCE)
}
""",
)


def into_sight(what: str) -> None:
    """The place where this stands is scrolled to, once for each change of `what`; "" is nothing."""
    arrivals = session().arrivals
    if what != arrivals.at:
        arrivals.at = what
        arrivals.count += bool(what)
    _come(key="arrival", data={"arrival": arrivals.count if what else 0}, height=1)
