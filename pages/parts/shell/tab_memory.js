const PLACE = "her2-place", ENDED = "her2-ended"
export default function ({ data, setStateValue, setTriggerValue }) {
  const tab = window.sessionStorage, here = window.location
  const bare = path => path.replace(/\/+$/, "")
  const elsewhere = here.search !== "" || bare(here.pathname) !== bare(data.home)
  const ended = tab.getItem(ENDED), place = tab.getItem(PLACE)
  if (data.step === "outside") {
    if (elsewhere) tab.setItem(PLACE, here.href)
    if (ended) {
      tab.removeItem(ENDED)
      setStateValue("ended", ended)
    }
  } else if (data.step === "leaving") {
    tab.setItem(ENDED, data.why)
    if (data.why !== "signed out" && elsewhere) tab.setItem(PLACE, here.href)
    setTriggerValue("left", true)
  } else {
    tab.removeItem(PLACE)
    tab.removeItem(ENDED)
    if (place && !elsewhere && new URL(place).origin === here.origin) here.replace(place)
  }
}
