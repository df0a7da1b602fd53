// A table of numbers with totals: a click on a heading orders, one on a number explains it.
import { parse } from "./component.js";
import { button, element } from "./elements.js";
import { explain } from "./explaining.js";

/** @typedef {import("./marks.js").Mark} Mark */
/** @typedef {(mark: Mark) => void} Send */
/** @typedef {{ label: string, mark: Mark | null, sort: "" | "up" | "down", align: "start" | "end" }} Heading */
/** @typedef {{ text: string, mark: Mark | null, note: string, tone: string, shade: number | null, bar: number | null }} Value */
/** @typedef {{ head: string, cells: (Value | null)[], isTotal: boolean }} Row */
/** @typedef {{ label: string, span: number }} Group */
/**
 * @typedef {object} Table
 * @property {string} caption
 * @property {Group[]} groups
 * @property {Heading[]} columns
 * @property {Row[]} rows
 * @property {string} note
 * @property {string} height a CSS length beyond which it scrolls, "" for none
 * @property {boolean} isSummed whether the last column holds totals
 */

const WORDS = { order: "点按排序", explain: "点按看这个数从哪来" };

/**
 * Text with a mark is a button, so that the keyboard and a reader of screens find it.
 * @param {{ text: string, mark: Mark | null, title: string, send: Send }} what
 */
const clickable = ({ text, mark, title, send }) => {
  if (!mark) return text;
  const made = button("crosstab-pick", text, () => send(mark));
  made.title = title;
  return made;
};

/** @param {Heading} column @param {Send} send */
const headingCell = ({ label, mark, sort, align }, send) => {
  const words = clickable({ text: label, mark, title: WORDS.order, send });
  const cell = element("th", align === "start" ? "crosstab-start" : "", words);
  cell.scope = "col";
  if (sort) {
    cell.ariaSort = sort === "up" ? "ascending" : "descending";
    (cell.querySelector("button") ?? cell).append(element("span", "crosstab-arrow", sort === "up" ? " ▲" : " ▼"));
  }
  return cell;
};

/** @param {Value | null} value @param {Send} send */
const valueCell = (value, send) => {
  if (!value) return element("td", "crosstab-none", "—");
  const { text, mark, note, tone, shade, bar } = value;
  const cell = element("td", tone && `crosstab-${tone}`, clickable({ text, mark, title: WORDS.explain, send }));
  if (note) cell.append(element("span", "crosstab-note", note));
  if (bar) {
    cell.classList.add("crosstab-bar");
    cell.style.setProperty("--left", `${50 + 50 * Math.min(0, bar)}%`);
    cell.style.setProperty("--right", `${50 + 50 * Math.max(0, bar)}%`);
  }
  if (shade !== null) cell.style.setProperty("--shade", `${Math.round(100 * shade)}%`);
  return cell;
};

/** @param {Row} row @param {Send} send */
const tableRow = ({ head, cells, isTotal }, send) => {
  const name = element("th", "crosstab-start", head);
  name.scope = "row";
  return element("tr", isTotal ? "crosstab-total" : "", name, ...cells.map((value) => valueCell(value, send)));
};

/** @param {Group[]} groups */
const groupRow = (groups) => element("tr", "crosstab-groups", ...groups.map(({ label, span }) => {
  const cell = element("th", "", label);
  cell.colSpan = span;
  cell.scope = "colgroup";
  return cell;
}));

/** @param {Table} given @param {Send} send */
const tableOf = ({ caption, groups, columns, rows, isSummed }, send) => {
  const head = element("thead", "", element("tr", "", ...columns.map((column) => headingCell(column, send))));
  if (groups.length) head.prepend(groupRow(groups));
  const body = element("tbody", "", ...rows.filter(({ isTotal }) => !isTotal).map((row) => tableRow(row, send)));
  const foot = element("tfoot", "", ...rows.filter(({ isTotal }) => isTotal).map((row) => tableRow(row, send)));
  return element("table", isSummed ? "crosstab-summed" : "", element("caption", "", caption), head, body, foot);
};

/** @param {import("./component.js").Component<HTMLElement, Uint8Array>} component */
export default function ({ data, parentElement: host, setTriggerValue }) {
  /** @type {Table} */
  const given = parse(data);
  /** @type {Send} */
  const send = (mark) => (mark.kind === "explain" ? explain(mark) : setTriggerValue("mark", mark));
  const frame = element("div", "crosstab-frame", tableOf(given, send));
  frame.tabIndex = 0; // so that the keyboard can scroll it
  frame.setAttribute("role", "region");
  frame.setAttribute("aria-label", given.caption);
  if (given.height) frame.style.maxHeight = given.height;
  const box = element("div", "crosstab", frame, given.note && element("p", "crosstab-note", given.note));
  const old = host.querySelector(".crosstab"), { scrollLeft = 0, scrollTop = 0 } = old?.firstElementChild ?? {};
  if (old) old.replaceWith(box);
  else host.append(box);
  Object.assign(frame, { scrollLeft, scrollTop });
}
