// Sends to Python which number of the page is to be explained.
import { onExplain } from "./explaining.js";

/** @typedef {HTMLElement & {end?: () => void}} Host */

/** @param {import("./component.js").Component<Host, null>} component */
export default function ({ parentElement: host, setTriggerValue }) {
  host.end?.(); // Streamlit calls this again, and cleans up after the last call alone
  host.end = onExplain((mark) => setTriggerValue("mark", mark));
  return host.end;
}
