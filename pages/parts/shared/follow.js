// A link inside a text: a plain click is an event for the server, which opens the page in this visit. A new tab or window opens
// the address as any link does.
export default function ({ setTriggerValue }) {
  const follow = event => {
    const link = event.target.closest?.("a[data-follow]")
    if (!link || event.button || event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return
    event.preventDefault()
    setTriggerValue("follow", link.getAttribute("href"))
  }
  document.addEventListener("click", follow)
  return () => document.removeEventListener("click", follow)
}
