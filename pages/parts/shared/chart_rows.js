// The trials of a chart by keyboard: one stop for Tab, arrows from trial to trial, Enter opens it as a click on its row does. The mouse
// goes through to the chart.
const APART = 15 // pixels from the middle of a row to a label that leaves the row free
const STEPS = { ArrowDown: place => place + 1, ArrowUp: place => place - 1, Home: () => 0, End: (_place, last) => last }

// Plotly sets the label of a mark beside it, over the other texts of its row, and has no setting for it: it is moved under the row and
// the pointer, or over them where the window ends.
const clear = (label, pointer) => {
  const placed = label.getAttribute("transform")
  if (placed === label.dataset.moved) return
  const { e: x, f: y } = label.transform.baseVal.consolidate().matrix
  const middle = label.ownerSVGElement.getBoundingClientRect().top + y
  const [over, under] = [Math.min(middle, pointer) - APART, Math.max(middle, pointer) + APART]
  const { top, bottom, height } = label.getBoundingClientRect()
  const fits = under + height <= innerHeight || over - height < 0
  label.dataset.moved = `translate(${x},${y + (fits ? under - top : over - bottom)})`
  label.setAttribute("transform", label.dataset.moved)
}

export default function ({ data, parentElement, setTriggerValue }) {
  const [bar, hint] = [parentElement.querySelector("[role=toolbar]"), parentElement.querySelector("p")]
  bar.setAttribute("aria-label", data.label)
  while (bar.children.length > data.rows.length) bar.lastChild.remove()
  while (bar.children.length < data.rows.length) bar.append(document.createElement("button"))
  const buttons = [...bar.children]
  const keep = chosen => buttons.forEach(button => (button.tabIndex = button === chosen ? 0 : -1))
  data.rows.forEach(({ trial, name, top, bottom }, place) => {
    const button = buttons[place]
    button.type = "button"
    button.setAttribute("aria-label", name)
    button.style.top = `${top}px`
    button.style.height = `${bottom - top}px`
    button.onclick = () => setTriggerValue("open", trial)
    button.onfocus = () => {
      keep(button)
      hint.textContent = `${name} · ${data.keys}`
    }
    button.onkeydown = event => {
      const next = STEPS[event.key]?.(place, buttons.length - 1)
      if (next === undefined) return
      event.preventDefault()
      buttons[next]?.focus()
    }
  })
  keep(buttons.find(button => button === document.activeElement) ?? buttons[0])

  const chart = parentElement.closest('[data-testid="stVerticalBlock"]')
  let pointer = 0
  const point = event => (pointer = event.clientY)
  const watch = new MutationObserver(() => chart.querySelectorAll(".hovertext").forEach(label => clear(label, pointer)))
  chart.addEventListener("mousemove", point, true)
  watch.observe(chart, { childList: true, subtree: true })
  return () => {
    chart.removeEventListener("mousemove", point, true)
    watch.disconnect()
  }
}
