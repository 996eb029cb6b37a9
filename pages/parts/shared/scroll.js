const PATIENCE = 3000 // milliseconds in which charts above may still find their height

export default function ({ data, parentElement }) {
  const page = document.querySelector('[data-testid="stMainBlockContainer"]')
  const reached = document.documentElement.dataset
  if (!data.count || reached.scrolls === String(data.count)) return
  reached.scrolls = data.count
  const here = parentElement.host
  here.style.scrollMarginTop = "4rem"
  const reveal = () => here.scrollIntoView()
  const watch = new ResizeObserver(reveal)
  const own = ["wheel", "touchmove", "keydown", "pointerdown"]
  const stop = () => {
    watch.disconnect()
    own.forEach(kind => removeEventListener(kind, stop))
  }
  own.forEach(kind => addEventListener(kind, stop, { passive: true }))
  watch.observe(page)
  setTimeout(stop, PATIENCE)
}
