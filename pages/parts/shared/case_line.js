// The sidebar is Streamlit's, and whether it is open only the browser knows: it is closed and opened by its own buttons.
const NARROWEST = 769 // below it lies over the page, and is closed already
const AGAIN = 300 // milliseconds, after which what has not come, or was not closed, is tried again
const side = { aside: false, own: false, lines: 0 }
const button = place => {
  const found = document.querySelector(`[data-testid="${place}"]`)
  return found?.matches("button") ? found : found?.querySelector("button")
}
const sidebar = () => document.querySelector('[data-testid="stSidebar"]')
const isOpen = () => sidebar()?.dataset.collapsed === "false"
const open = () => button("stExpandSidebarButton")?.click()
// What the reader chose stays in the browser; that the view stepped in is forgotten with it, so that another page opens with the entry.
const chosen = () => Object.entries(localStorage).filter(([name]) => name.startsWith("stSidebarCollapsed"))
const close = () => {
  const before = chosen()
  const restore = () => {
    chosen().forEach(([name]) => localStorage.removeItem(name))
    before.forEach(([name, value]) => localStorage.setItem(name, value))
  }
  button("stSidebarCollapseButton")?.click()
  const soon = setTimeout(restore, 200)
  addEventListener("pagehide", () => { clearTimeout(soon); restore() }, { once: true })
}
addEventListener("click", event => {
  const own = ["stExpandSidebarButton", "stSidebarCollapseButton"].some(place => button(place)?.contains(event.target))
  if (event.isTrusted && own) side.own = true
}, true)

export default function ({ data, parentElement }) {
  const [line, enter] = [parentElement.querySelector("p"), parentElement.querySelector("button")]
  const tier = document.createElement("strong")
  tier.textContent = data.tier
  line.replaceChildren(tier, ` \u00a0 ${data.entries}`)
  enter.textContent = data.enter
  enter.onclick = () => {
    side.own = true
    open()
  }
  let again
  const fit = () => {
    clearTimeout(again)
    if (!side.own && innerWidth >= NARROWEST && innerWidth < data.needed && isOpen()) {
      side.aside = true
      close()
      again = setTimeout(fit, AGAIN)
    }
    enter.hidden = isOpen()
  }
  const watch = new MutationObserver(fit)
  const begin = () => {
    if (!sidebar()) return (again = setTimeout(begin, AGAIN)) // on a slow line the page comes before it
    watch.observe(sidebar(), { attributes: true, attributeFilter: ["data-collapsed"] })
    fit()
  }
  addEventListener("resize", fit)
  side.lines += data.needed > 0
  enter.hidden = isOpen()
  begin()
  return () => {
    clearTimeout(again)
    watch.disconnect()
    removeEventListener("resize", fit)
    side.lines -= data.needed > 0
    // Another run draws the line again at once; where none does, the reader has left the view.
    setTimeout(() => {
      if (side.lines > 0) return
      if (side.aside && !side.own && !isOpen()) open()
      side.aside = side.own = false
    }, 300)
  }
}
