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
