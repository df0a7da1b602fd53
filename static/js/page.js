// What every page needs once it is open: its language, a history with one step a page, and a word for
// the reader while the server cannot be reached.
import { watchConnection } from "./connection.js";
import { skipBareAddresses } from "./streamlit_dom.js";

document.documentElement.lang = "zh-CN"; // or the browser offers to translate the page
skipBareAddresses();

/** @typedef {HTMLElement & { end?: () => void }} Host */

/** @param {import("./component.js").Component<Host, null>} component */
export default function ({ parentElement: host, setTriggerValue }) {
  host.end?.(); // Streamlit calls this again, and cleans up after the last call alone
  host.end = watchConnection(() => setTriggerValue("back", Date.now()));
  return host.end;
}
