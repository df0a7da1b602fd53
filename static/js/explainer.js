// Hears which number of the page is asked about: explain.js tells.
import { whenSaid } from "./said.js";

document.documentElement.lang = "zh-CN"; // or the browser offers to translate the page

// Streamlit calls this anew for another theme, and takes away at the end only what the last call left
export default function ({ parentElement: host, setTriggerValue }) {
  document.removeEventListener("explain", host.hear);
  host.hear = ({ detail }) => setTriggerValue("mark", detail);
  document.addEventListener("explain", host.hear);
  host.said ??= whenSaid((dialog, what) => dialog.classList.add(what)); // screen.css says it in Chinese
  return () => {
    document.removeEventListener("explain", host.hear);
    host.said.disconnect();
    host.said = undefined;
  };
}
