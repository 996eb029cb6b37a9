// The sidebar is Streamlit's, and whether it is open only the browser knows: it is closed and opened by its own buttons.
const NARROWEST = 769 // below it lies over the page, and is closed already
const AGAIN = 300 // milliseconds, after which one looks again: whether it came, whether it moved, whether the view was left
const side = { view: false, aside: false, own: false, timer: 0, pressed: -Infinity }
const lines = new Map() // each line that is drawn, by its place, since Streamlit does not always say that it took one away
const button = place => {
  const found = document.querySelector(`[data-testid="${place}"]`)
  return found?.matches("button") ? found : found?.querySelector("button")
}
const sidebar = () => document.querySelector('[data-testid="stSidebar"]')
const isOpen = () => sidebar()?.dataset.collapsed === "false"
// Pressed twice before it moved, it would move back.
const press = place => {
  if (performance.now() - side.pressed < AGAIN) return
  side.pressed = performance.now()
  button(place)?.click()
}
const open = () => press("stExpandSidebarButton")
// What the reader chose stays in the browser; that the view stepped in is forgotten with it, so that another page opens with the entry.
const chosen = () => Object.entries(localStorage).filter(([name]) => name.startsWith("stSidebarCollapsed"))
const close = () => {
  const before = chosen()
  const restore = () => {
    chosen().forEach(([name]) => localStorage.removeItem(name))
    before.forEach(([name, value]) => localStorage.setItem(name, value))
  }
  press("stSidebarCollapseButton")
  const soon = setTimeout(restore, 200)
  addEventListener("pagehide", () => { clearTimeout(soon); restore() }, { once: true })
}
addEventListener("click", event => {
  const own = ["stExpandSidebarButton", "stSidebarCollapseButton"].some(place => button(place)?.contains(event.target))
  if (event.isTrusted && own) side.own = true
}, true)

/* Let the sidebar step aside where a line needs its room, and come back where none does any more. */
const fit = late => {
  if (late) delete document.body.dataset.fitting
  for (const place of lines.keys()) if (!place.isConnected) lines.delete(place)
  const drawn = [...lines.values()]
  const needed = Math.max(0, ...drawn.map(line => line.needed))
  drawn.forEach(line => (line.enter.hidden = isOpen()))
  if (!sidebar()) return drawn.length && fitSoon() // on a slow line the page comes before it
  watch.observe(sidebar(), { attributes: true, attributeFilter: ["data-collapsed"] })
  if (needed) {
    side.view = true
    if (side.own || innerWidth < NARROWEST || innerWidth >= needed || !isOpen()) return
    side.aside = true
    close()
    fitSoon()
  } else if (side.view && !late) {
    fitSoon() // another run draws the line again at once; where none does, the reader has left the view
  } else if (side.aside && !side.own && innerWidth >= NARROWEST && !isOpen()) {
    open()
    fitSoon()
  } else if (side.view) {
    side.view = side.aside = side.own = false
  }
}
const fitSoon = () => {
  clearTimeout(side.timer)
  document.body.dataset.fitting = "" // and not done: whoever looks at the page sees it
  side.timer = setTimeout(fit, AGAIN, true)
}
const watch = new MutationObserver(() => fit())
addEventListener("resize", () => fit())

export default function ({ data, parentElement }) {
  const [line, enter] = [parentElement.querySelector("p"), parentElement.querySelector("button")]
  const tier = document.createElement("strong")
  tier.textContent = data.tier
  line.replaceChildren(tier, ` \u00a0 ${data.entries}`)
  enter.textContent = data.enter
  enter.onclick = () => {
    side.own = true
    side.pressed = -Infinity
    open()
  }
  lines.set(parentElement, { needed: data.needed, enter })
  fit()
  return () => {
    lines.delete(parentElement)
    fitSoon()
  }
}
