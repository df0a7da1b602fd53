// What every page needs once it is open: a history with one step a page, and a word for
// the reader while the server cannot be reached.
import { watchConnection } from "./connection.js";
import { closeOpened, keepOneStepAPage } from "./streamlit_dom.js";

const PAPER = 1040; // pixels that A4 has across, less its margins
const fitPaper = () => document.documentElement.style.setProperty("--print-zoom", String(Math.min(1, PAPER / innerWidth)));
fitPaper();
window.addEventListener("resize", fitPaper);

// once what had the focus is gone, as after a name was changed, Esc reaches no dialog by itself
window.addEventListener("keydown", ({ key, target }) => {
  if (key === "Escape" && target === document.body) closeOpened();
});

/** @typedef {HTMLElement & { end?: () => void }} Host */

/** @param {import("./component.js").Component<Host, string>} component data: the words of the loaded address */
export default function ({ parentElement: host, data, setTriggerValue }) {
  keepOneStepAPage(data);
  host.end?.(); // Streamlit calls this again, and cleans up after the last call alone
  host.end = watchConnection(() => setTriggerValue("back", Date.now()));
  return host.end;
}
