// Sends to Python which number of the page is to be explained.
import { onExplain } from "./explaining.js";
import { watchDialogs } from "./streamlit_dom.js";

document.documentElement.lang = "zh-CN"; // or the browser offers to translate the page

/** @typedef {HTMLElement & {end?: () => void}} Host */

/** @param {import("./component.js").Component<Host, null>} component */
export default function ({ parentElement: host, setTriggerValue }) {
  host.end?.(); // Streamlit calls this again, and cleans up after the last call alone
  const stop = onExplain((mark) => setTriggerValue("mark", mark));
  const unwatch = watchDialogs((dialog, kind) => dialog.classList.add(kind)); // screen.css translates it
  host.end = () => {
    stop();
    unwatch();
  };
  return host.end;
}
