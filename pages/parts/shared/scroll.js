const PATIENCE = 3000 // milliseconds in which charts above may still find their height

export default function ({ data, parentElement }) {
  const page = document.querySelector('[data-testid="stMainBlockContainer"]')
  const reached = (window.her2Scrolls ??= {})
  if (!data.count || reached[data.name] === data.count) return
  reached[data.name] = data.count
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
