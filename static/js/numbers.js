// Words with numbers in them, and cards of numbers: a number is a button that explains it.
import { parse } from "./component.js";
import { button, element } from "./elements.js";
import { explain } from "./explaining.js";
import { markOf } from "./marks.js";

/** @typedef {import("./marks.js").Mark} Mark */
/** @typedef {[text: string, measure: string, cells: string[]]} Part plain text where there is no measure */
/**
 * @typedef {object} Card
 * @property {string} label
 * @property {Part} value
 * @property {Part} base
 * @property {Part} change "" where there is nothing to compare with
 * @property {"" | "↑" | "↓"} arrow
 * @property {string} since
 * @property {Part} then
 * @property {"" | "better" | "worse"} tone
 */
/** @typedef {{ cards?: Card[], lines?: Part[][], tag?: "div" | "h3" }} Numbers */
/** @typedef {HTMLElement & { drawn?: string, send?: (mark: Mark) => void }} Host */

const EXPLAIN = "点按看这个数从哪来", EXPLAIN_THERE = "点按转到那里看这个数从哪来";

/**
 * @param {Part} part
 * @param {string} label what the number is of, for a reader of screens
 * @param {string} title
 * @param {(measure: string, cells: string[]) => void} onClick
 */
const number = ([text, measure, cells], label, title, onClick) => {
  if (!measure || !text) return text;
  const made = button("number", text, () => onClick(measure, cells));
  made.title = title;
  made.ariaLabel = `${label}${text},${title}`;
  return made;
};

/** @param {Part} part */
const explained = (part, label = "") => (
  number(part, label, EXPLAIN, (measure, cells) => explain(markOf("explain", measure, cells)))
);

/** @param {Host} host */
const cardOf = (host) => (/** @type {Card} */ { label, base, value, change, arrow, since, then, tone }) => {
  const head = element("div", "number-label", `${label}(`, explained(base, label), ")");
  const made = element("div", "number-card", head, element("div", "number-value", explained(value, `${label} `)));
  if (change[0]) {
    const delta = element("span", `number-change ${tone}`, `${arrow} `, explained(change, `${label} `));
    const reference = number(then, `${label} `, EXPLAIN_THERE, (measure, cells) => host.send?.(markOf("reference", measure, cells)));
    made.append(element("div", "number-since", delta, element("span", "", since, reference)));
  }
  return made;
};

/** @param {Numbers} given @param {Host} host */
const numbersOf = ({ cards, lines = [], tag = "div" }, host) => {
  if (cards) return element("div", "numbers number-cards", ...cards.map(cardOf(host)));
  return element(tag, "numbers", ...lines.map((parts) => element("div", "", ...parts.map((part) => explained(part)))));
};

/** @param {import("./component.js").Component<Host, Uint8Array>} component */
export default function ({ data, parentElement: host, setTriggerValue }) {
  const given = parse(data), asText = JSON.stringify(given);
  host.send = (mark) => setTriggerValue("mark", mark);
  if (host.drawn === asText) return; // the button that was pressed keeps the focus
  host.drawn = asText;
  const old = host.querySelector(".numbers"), hadFocus = old?.contains(document.activeElement);
  old?.remove();
  host.append(numbersOf(given, host));
  if (hadFocus) /** @type {HTMLElement | null} */ (host.querySelector(".number"))?.focus(); // or a dialog around it gets no Esc
}
