// A field that asks the server while one types, and offers what it answers. It stands through every run; what was typed meanwhile
// stays, and an answer to an older text is not shown.
const PAUSE = 200 // milliseconds without a further key, after which the server is asked
const box = { timer: 0, at: 0, open: false, enter: false }

export default function ({ data, parentElement, setTriggerValue }) {
  const [field, list] = [parentElement.querySelector("input"), parentElement.querySelector("ul")]
  const typed = () => field.value.trim()
  const isAnswered = () => data.typed === typed()
  const ask = () => {
    clearTimeout(box.timer)
    if (typed() && !isAnswered()) setTriggerValue("typed", typed())
  }
  const choose = hit => {
    field.value = ""
    box.open = box.enter = false
    draw()
    setTriggerValue("open", hit.id)
  }
  const move = step => {
    box.at = (box.at + step + data.hits.length) % data.hits.length
    draw()
  }
  const item = (hit, place) => {
    const option = document.createElement("li")
    option.id = `search-hit-${place}`
    option.setAttribute("role", "option")
    option.setAttribute("aria-selected", place === box.at)
    const [name, about] = [document.createElement("strong"), document.createElement("span")]
    name.textContent = hit.name
    about.textContent = hit.about
    option.append(name, about)
    option.onclick = () => choose(hit)
    return option
  }
  const draw = () => {
    const shown = box.open && typed() !== "" && isAnswered()
    list.hidden = !shown
    field.setAttribute("aria-expanded", shown)
    field.removeAttribute("aria-activedescendant")
    if (!shown) return
    const none = document.createElement("li")
    none.textContent = data.none
    none.setAttribute("role", "option")
    none.setAttribute("aria-disabled", true)
    list.replaceChildren(...(data.hits.length ? data.hits.map(item) : [none]))
    if (data.hits.length) field.setAttribute("aria-activedescendant", `search-hit-${box.at}`)
    list.children[box.at]?.scrollIntoView({ block: "nearest" })
  }
  field.placeholder = data.label
  field.setAttribute("aria-label", data.label)
  list.setAttribute("aria-label", data.label)
  list.onpointerdown = event => event.preventDefault() // the field keeps the focus, or the list would close under the click
  field.onfocus = () => {
    box.open = true
    draw()
  }
  field.onblur = () => {
    box.open = box.enter = false
    draw()
  }
  field.oninput = () => {
    clearTimeout(box.timer)
    box.timer = setTimeout(ask, PAUSE)
    ;[box.at, box.open, box.enter] = [0, true, false]
    draw()
  }
  field.onkeydown = event => {
    if (event.isComposing) return // Enter ends a Chinese word that is being typed
    const answered = isAnswered() && typed() && data.hits.length
    if (event.key === "Escape") box.open = false
    else if (event.key === "ArrowDown" && answered) move(1)
    else if (event.key === "ArrowUp" && answered) move(-1)
    else if (event.key === "Enter" && answered) choose(data.hits[box.at])
    else if (event.key === "Enter") {
      box.enter = true
      ask()
    } else return
    event.preventDefault()
    draw()
  }
  if (box.enter && isAnswered() && data.hits.length) choose(data.hits[0])
  else draw()
  // A text that was typed while an older one was answered is asked for now.
  if (document.activeElement === field && !isAnswered()) box.timer = setTimeout(ask, PAUSE)
}
