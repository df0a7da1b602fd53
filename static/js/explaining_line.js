// The line that says that clicks explain numbers: as long as it is on the page, they do.
import { element } from "./elements.js";
import { startExplaining } from "./explaining.js";

/** @typedef {HTMLElement & {end?: () => void}} Host */

/** @param {import("./component.js").Component<Host, string>} component */
export default function ({ data: words, parentElement: host }) {
  host.end?.();
  host.querySelector(".explaining")?.remove();
  const line = element("div", "explaining", words);
  line.setAttribute("role", "status");
  host.append(line);
  host.end = startExplaining(line);
  return host.end;
}
