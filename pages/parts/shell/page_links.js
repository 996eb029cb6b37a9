// Where the browser was when its history was last used: Streamlit says that it was, but not from where, and forgets even that
// where another message follows at once: a click, or the size of the window.
// It is told once the page that was gone to stands: a message before that would still name the old page. Where that never
// stands, since a link was clicked at once, it is told when nothing more is drawn.
const PATIENCE = 10000 // milliseconds; a step that Streamlit forgot is not taken when its page is opened much later
const QUIET = 300 // milliseconds
const moves = { here: location.href, seen: 0, last: null, since: 0, timer: 0 }
const page = address => address.split("#")[0]
addEventListener("popstate", () => {
  const inside = (location.hash || new URL(moves.here).hash) && page(location.href) === page(moves.here)
  if (inside) return // to a heading of this page
  moves.last = { from: moves.here, seen: moves.seen, ...moves.last, to: location.href }
  moves.since = performance.now()
  document.body.dataset.moved = "" // until it is told and answered: whoever looks at the page sees that it is not done
})
const named = address => new URL(address).pathname.split("/").pop()

// Links to the pages. A plain click is an event for the server, which alone decides what page stands: Streamlit's own link
// is undone by a click on the old page that is still under way. A new tab or window opens the address as any link does.
export default function ({ data, parentElement, setTriggerValue }) {
  moves.here = location.href
  moves.seen = data.done
  if (moves.last) {
    clearTimeout(moves.timer)
    const tell = () => {
      const last = moves.last
      moves.last = null
      if (performance.now() - moves.since < PATIENCE) setTriggerValue("moved", JSON.stringify(last))
      else delete document.body.dataset.moved
    }
    if (named(moves.last.to) === data.open) tell()
    else moves.timer = setTimeout(tell, QUIET)
  } else {
    delete document.body.dataset.moved
  }
  // Links stay what they are and only say something else: one that is replaced under the mouse would swallow its click.
  const place = parentElement.querySelector("nav")
  place.setAttribute("aria-label", data.label)
  while (place.children.length < data.pages.length) place.append(document.createElement("a"))
  data.pages.forEach(({ name, title, address }, number) => {
    const link = place.children[number]
    link.href = address
    link.textContent = title
    link.toggleAttribute("aria-current", name === data.open)
    if (name === data.open) link.setAttribute("aria-current", "page")
    link.onclick = event => {
      if (event.button || event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return
      event.preventDefault()
      setTriggerValue("page", name)
    }
  })
}
