// A click is a press and a release on one element. Where an answer replaces that element between the two, as a new language does,
// the browser makes no click of them: here the element in its place gets it.
const WIDGETS = '[data-testid="stButtonGroup"] button, [data-testid="stExpander"] summary'
const name = element => {
  const widget = element.closest('[class*="st-key-"]')
  return widget?.className.match(/st-key-(\S+?)(?:_v\d+)?(?=\s|$)/)?.[1]
}
const place = element => [...element.parentElement.children].indexOf(element)
const identify = element => element && JSON.stringify([name(element), element.tagName, place(element)])
const widgetAt = event => document.elementFromPoint(event.clientX, event.clientY)?.closest(WIDGETS)

export default function () {
  let pressed = null
  const press = event => {
    const element = event.button === 0 ? widgetAt(event) : null
    pressed = element && { element, identity: identify(element) }
  }
  const release = event => {
    if (pressed && !pressed.element.isConnected) {
      const element = widgetAt(event)
      if (identify(element) === pressed.identity) element.click()
    }
    pressed = null
  }
  document.addEventListener("pointerdown", press, true)
  document.addEventListener("pointerup", release, true)
  return () => {
    document.removeEventListener("pointerdown", press, true)
    document.removeEventListener("pointerup", release, true)
  }
}
