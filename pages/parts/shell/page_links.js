// Where the browser was when its history was last used: Streamlit says that it was, but not from where, and forgets even that
// where a click follows at once.
const moves = { here: location.href, send: () => {} }
addEventListener("popstate", () => {
  moves.send(JSON.stringify({ from: moves.here, to: location.href }))
  moves.here = location.href
})

// Links to the pages. A plain click is an event for the server, which alone decides what page stands: Streamlit's own link
// is undone by a click on the old page that is still under way. A new tab or window opens the address as any link does.
export default function ({ data, parentElement, setTriggerValue }) {
  moves.here = location.href
  moves.send = move => setTriggerValue("moved", move)
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
