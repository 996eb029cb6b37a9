// What is typed goes to the server when its field is left. Escape takes the field away together with the popover around it, and
// the browser does not call that leaving: so it is left first.
export default function () {
  const leave = event => {
    if (event.key === "Escape" && event.target.matches?.('[data-testid="stPopoverBody"] textarea')) event.target.blur()
  }
  addEventListener("keydown", leave, true)
  return () => removeEventListener("keydown", leave, true)
}
