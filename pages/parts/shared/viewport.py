"""How wide the page is, which only the browser knows: a figure is laid out for a phone until it says otherwise."""

import streamlit as st

KEY = "page-width"
WIDE = 800
"""Pixels of page width from which text stands beside the marks of a figure rather than above them."""

_measure = st.components.v2.component(
    "page_width",
    js="""
export default function ({ data, setStateValue }) {
  const page = document.querySelector('[data-testid="stMainBlockContainer"]')
  let said = data.wide
  const say = () => {
    const style = getComputedStyle(page)
    const wide = page.clientWidth - parseFloat(style.paddingLeft) - parseFloat(style.paddingRight) >= data.from
    if (wide !== said) setStateValue("wide", (said = wide))
  }
  const observer = new ResizeObserver(say)
  observer.observe(page)
  say()
  return () => observer.disconnect()
}
""",
)


def measure() -> None:
    """Ask the browser, once a run. A change of its answer runs the page again."""
    _measure(key=KEY, data={"wide": is_wide(), "from": WIDE}, on_wide_change=lambda: None, height=1)


def is_wide() -> bool:
    """Whether the page is wide enough for text beside marks, as far as is known."""
    answer = st.session_state.get(KEY)
    return bool(answer and answer.get("wide"))
