// A table of numbers with totals: a click on a heading orders, one on a number asks where it comes
// from. Words are text, never mark-up.
import { explain } from "./explain.js";

const WORDS = { order: "点按排序", explain: "点按看这个数从哪来" };

const element = (tag, name, ...inside) => {
  const made = document.createElement(tag);
  if (name) made.className = name;
  made.append(...inside.filter((each) => each !== null && each !== undefined && each !== ""));
  return made;
};

// what has a mark is a button, so that the keyboard and a reader of screens find it
const clickable = (text, mark, title, send) => {
  if (!mark) return text;
  const button = element("button", "crosstab-pick", text);
  button.type = "button";
  button.title = title;
  button.addEventListener("click", () => send(mark));
  return button;
};

const heading = (column, send) => {
  const cell = element("th", column.align === "start" ? "crosstab-start" : "", clickable(column.label, column.mark, WORDS.order, send));
  cell.scope = "col";
  if (column.sort) {
    cell.ariaSort = column.sort === "up" ? "ascending" : "descending";
    (cell.querySelector("button") ?? cell).append(element("span", "crosstab-arrow", column.sort === "up" ? " ▲" : " ▼"));
  }
  return cell;
};

const valueCell = (value, send) => {
  if (!value) return element("td", "crosstab-none", "—");
  const cell = element("td", value.tone ? `crosstab-${value.tone}` : "", clickable(value.text, value.mark, WORDS.explain, send));
  if (value.note) cell.append(element("span", "crosstab-note", value.note));
  if (value.bar) {
    cell.classList.add("crosstab-bar");
    cell.style.setProperty("--left", `${50 + 50 * Math.min(0, value.bar)}%`);
    cell.style.setProperty("--right", `${50 + 50 * Math.max(0, value.bar)}%`);
  }
  if (value.shade !== undefined && value.shade !== null) cell.style.setProperty("--shade", `${Math.round(100 * value.shade)}%`);
  return cell;
};

const line = (row, send) => {
  const head = element("th", "crosstab-start", row.head);
  head.scope = "row";
  return element("tr", row.isTotal ? "crosstab-total" : "", head, ...row.cells.map((value) => valueCell(value, send)));
};

const groups = (all) => {
  const cells = all.map(({ label, span }) => {
    const cell = element("th", "", label);
    cell.colSpan = span;
    cell.scope = "colgroup";
    return cell;
  });
  return element("tr", "crosstab-groups", ...cells);
};

export default function ({ data, parentElement: host, setTriggerValue }) {
  const { caption, groups: grouped, columns, rows, note, height, isSummed } = JSON.parse(new TextDecoder().decode(data));
  const send = (mark) => (mark.kind === "explain" ? explain(mark) : setTriggerValue("mark", mark));
  const table = element("table", isSummed ? "crosstab-summed" : "", element("caption", "", caption));
  const head = element("thead", "", element("tr", "", ...columns.map((column) => heading(column, send))));
  if (grouped?.length) head.prepend(groups(grouped));
  const body = element("tbody", "", ...rows.filter(({ isTotal }) => !isTotal).map((row) => line(row, send)));
  const foot = element("tfoot", "", ...rows.filter(({ isTotal }) => isTotal).map((row) => line(row, send)));
  table.append(head, body, foot);
  const frame = element("div", "crosstab-frame", table);
  frame.tabIndex = 0; // so that the keyboard can scroll it
  frame.setAttribute("role", "region");
  frame.setAttribute("aria-label", caption);
  if (height) frame.style.maxHeight = height;
  const old = host.querySelector(".crosstab"), box = element("div", "crosstab", frame, note && element("p", "crosstab-note", note));
  const at = old?.firstChild && [old.firstChild.scrollLeft, old.firstChild.scrollTop];
  if (old) old.replaceWith(box);
  else host.append(box);
  if (at) [frame.scrollLeft, frame.scrollTop] = at;
}
