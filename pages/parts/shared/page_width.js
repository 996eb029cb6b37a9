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
