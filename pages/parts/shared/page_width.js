// A phone's window changes its height while one scrolls: there it is not told.
// On a slow line a page that was left may be drawn once more before the one that is open: its width is not told either, or the two
// would take turns for ever, since what is told names the page it was told on.
const STANDS = 150 // milliseconds
export default function ({ data, setStateValue }) {
  const page = document.querySelector('[data-testid="stMainBlockContainer"]')
  const floor = pixels => Math.floor(pixels / data.step) * data.step
  let said = JSON.stringify(data.size)
  const measure = () => {
    const style = getComputedStyle(page)
    const width = floor(page.clientWidth - parseFloat(style.paddingLeft) - parseFloat(style.paddingRight))
    return [width, width >= data.wide ? floor(innerHeight) : null]
  }
  const say = () => {
    const size = measure()
    delete page.dataset.resized
    if (JSON.stringify(size) !== said) {
      said = JSON.stringify(size)
      setStateValue("size", size)
    }
  }
  let timer
  const saySoon = () => {
    clearTimeout(timer)
    delete page.dataset.resized
    if (JSON.stringify(measure()) === said) return
    page.dataset.resized = "" // and not told yet: whoever looks at the page sees that it is not done
    timer = setTimeout(say, STANDS)
  }
  const observer = new ResizeObserver(saySoon)
  observer.observe(page)
  addEventListener("resize", saySoon)
  if (data.size[0] === null) say()
  return () => {
    clearTimeout(timer)
    delete page.dataset.resized
    observer.disconnect()
    removeEventListener("resize", saySoon)
  }
}
