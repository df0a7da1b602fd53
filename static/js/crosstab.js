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

// what can be picked is a button, so that the keyboard and a reader of screens find it
const pickable = (text, pick, title, tell) => {
  if (!pick) return text;
  const button = element("button", "crosstab-pick", text);
  button.type = "button";
  button.title = title;
  button.addEventListener("click", () => tell(pick));
  return button;
};

const heading = (column, tell) => {
  const cell = element("th", column.align === "start" ? "crosstab-start" : "", pickable(column.label, column.pick, WORDS.order, tell));
  cell.scope = "col";
  if (column.sort) {
    cell.ariaSort = column.sort === "up" ? "ascending" : "descending";
    (cell.querySelector("button") ?? cell).append(element("span", "crosstab-arrow", column.sort === "up" ? " ▲" : " ▼"));
  }
  return cell;
};

const valueCell = (value, tell) => {
  if (!value) return element("td", "crosstab-none", "—");
  const cell = element("td", value.tone ? `crosstab-${value.tone}` : "", pickable(value.text, value.pick, WORDS.explain, tell));
  if (value.note) cell.append(element("span", "crosstab-note", value.note));
  if (value.bar) {
    cell.classList.add("crosstab-bar");
    cell.style.setProperty("--left", `${50 + 50 * Math.min(0, value.bar)}%`);
    cell.style.setProperty("--right", `${50 + 50 * Math.max(0, value.bar)}%`);
  }
  if (value.shade !== undefined && value.shade !== null) cell.style.setProperty("--shade", `${Math.round(100 * value.shade)}%`);
  return cell;
};

const line = (row, tell) => {
  const head = element("th", "crosstab-start", row.head);
  head.scope = "row";
  return element("tr", row.isTotal ? "crosstab-total" : "", head, ...row.cells.map((value) => valueCell(value, tell)));
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
  const tell = (pick) => (pick[0] === "explain" ? explain(...pick.slice(1)) : setTriggerValue("pick", pick));
  const table = element("table", isSummed ? "crosstab-summed" : "", element("caption", "", caption));
  const head = element("thead", "", element("tr", "", ...columns.map((column) => heading(column, tell))));
  if (grouped?.length) head.prepend(groups(grouped));
  const body = element("tbody", "", ...rows.filter(({ isTotal }) => !isTotal).map((row) => line(row, tell)));
  const foot = element("tfoot", "", ...rows.filter(({ isTotal }) => isTotal).map((row) => line(row, tell)));
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
