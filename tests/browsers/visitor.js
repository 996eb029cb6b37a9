/* What a visitor can find on a page: things by their kind and name, where they stand, and whether they would take a click. */
(() => {
  const KINDS = {
    button: 'button:not([role])',
    choice: '[role=radio]',
    drawer: 'summary',
    field: 'input[type=text], textarea',
    link: 'a[href]',
  }
  const name = part => {
    if (part.hasAttribute('aria-label')) return part.getAttribute('aria-label')
    const seen = part.cloneNode(true)
    seen.querySelectorAll('[aria-hidden=true]').forEach(hidden => hidden.remove())
    return seen.textContent.trim()
  }
  /* What a component draws stands in a shadow of its own. */
  const all = (selector, root = document) => [
    ...root.querySelectorAll(selector),
    ...[...root.querySelectorAll('*')].flatMap(part => (part.shadowRoot ? all(selector, part.shadowRoot) : [])),
  ]
  const at = (x, y, root = document) => {
    const part = root.elementFromPoint(x, y)
    return part?.shadowRoot ? at(x, y, part.shadowRoot) ?? part : part
  }
  const find = (kind, called, row) =>
    (row ? all(`[role=radiogroup][aria-label="${row}"]`) : [document])
      .flatMap(place => all(KINDS[kind], place))
      .find(part => name(part) === called && part.checkVisibility())
  const quiet = () =>
    document.querySelector('[data-testid=stApp]')?.dataset.testScriptState === 'notRunning' &&
    !document.querySelector('[data-testid=stSkeleton], [data-resized], [data-moved], [data-fitting]')

  /* The middle of what is asked for, brought into sight; nothing where a click would not reach it. */
  const place = (...asked) => {
    const part = quiet() && find(...asked)
    if (!part) return null
    part.scrollIntoView({ block: 'center', behavior: 'instant' })
    const box = part.getBoundingClientRect()
    const [x, y] = [box.x + box.width / 2, box.y + box.height / 2].map(Math.round)
    return part.contains(at(x, y)) ? [x, y] : null
  }
  const chosen = (...asked) => find('choice', ...asked)?.getAttribute('aria-checked') === 'true'
  const opened = called => find('drawer', called)?.parentElement.open ?? null
  const typed = called => find('field', called)?.value ?? null
  const texts = selector => all(selector).filter(e => e.checkVisibility()).map(e => e.innerText ?? e.textContent)
  const box = selector => {
    const { left, top, right, bottom } = document.querySelector(selector).getBoundingClientRect()
    return [left, top, right, bottom].map(Math.round)
  }
  return { quiet, place, chosen, opened, typed, texts, box, address: () => location.href }
})()
