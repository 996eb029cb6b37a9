// A phone's window changes its height while one scrolls: there it is not told.
export default function ({ data, setStateValue }) {
  const page = document.querySelector('[data-testid="stMainBlockContainer"]')
  const floor = pixels => Math.floor(pixels / data.step) * data.step
  let said = JSON.stringify(data.size)
  const say = () => {
    const style = getComputedStyle(page)
    const width = floor(page.clientWidth - parseFloat(style.paddingLeft) - parseFloat(style.paddingRight))
    const size = [width, width >= data.wide ? floor(innerHeight) : null]
    if (JSON.stringify(size) !== said) {
      said = JSON.stringify(size)
      setStateValue("size", size)
    }
  }
  const observer = new ResizeObserver(say)
  observer.observe(page)
  addEventListener("resize", say)
  say()
  return () => {
    observer.disconnect()
    removeEventListener("resize", say)
  }
}
