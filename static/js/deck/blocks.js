// What a slide is made of: each kind of block as an element. Text of the ledger is never mark-up.
import { numberStep } from "./rules.js";

/** @typedef {import("./types.js").Text} Text */
/** @typedef {import("./types.js").Row} Row */
/** @typedef {import("./types.js").Column} Column */
/** @typedef {import("./types.js").StateWords} StateWords */
/** @typedef {import("./types.js").BarCell} BarCell */
/** @typedef {Node | string | null | undefined | false} Child */

/**
 * Make an element.
 * @param {string} what its tag and classes, as in "div.cell.end"
 * @param {...(Child | Child[])} children empty ones are left out
 */
export const make = (what, ...children) => {
  const [tag, ...classes] = what.split(".");
  const element = document.createElement(tag);
  element.className = classes.join(" ");
  for (const child of children.flat()) if (child) element.append(child);
  return element;
};

/**
 * Let a click on an element, or Enter, lead down to a step; none leaves it as it is.
 * @param {HTMLElement} element
 * @param {string | undefined} step
 */
const leadingTo = (element, step) => {
  if (!step) return element;
  element.dataset.pick = step;
  element.tabIndex = 0;
  return element;
};

/**
 * Words, or a number that leads to what is behind it.
 * @param {Text} text
 */
export const textOf = (text) => {
  if (!Array.isArray(text)) return text;
  const [words, measure, cells] = text;
  const element = leadingTo(make("span.asked", words), numberStep(measure, cells));
  element.title = "点按看这个数从哪来";
  element.role = "button";
  element.ariaLabel = `${words},${element.title}`;
  return element;
};

/** @param {import("./types.js").Tiles} block */
const tilesOf = ({ tiles }) => make(tiles.some(({ base }) => base) ? "div.tiles" : "div.tiles.brief", tiles.map((tile) => make(
  "div.tile",
  make("div.label", tile.label),
  make("div.value", textOf(tile.value)),
  tile.base && make("div.base", textOf(tile.base)),
  tile.change && make(`div.change${tile.tone && `.${tile.tone}`}`, tile.change),
)));

/** @param {StateWords} words */
const stateOf = ({ state, mark, text, note }) => make(
  "span.state", make(`i.swatch.${state}`), make("span", `${mark} ${text}${note ? ` ${note}` : ""}`),
);

/** @param {import("./types.js").States} block */
const statesOf = ({ states }) => make("div.states", states.map((row) => {
  const fill = make(`span.fill.${row.state}`);
  fill.style.width = `${row.width}%`;
  const count = make("span.count", textOf(row.count), `  ${row.share}`);
  return leadingTo(make("div.state-row", stateOf(row), make("span.track", fill), count), row.pick);
}));

/** @param {BarCell} cell */
const barOf = ({ bar, mark, tone, text }) => {
  const fill = make(`span.fill.${tone}`), tick = make("span.tick");
  fill.style.width = `${Math.min(100, Math.max(0, bar))}%`;
  tick.style.left = `${mark}%`;
  return make("span.bar", make("span.track", fill, mark === null ? null : tick), make("span.figure", textOf(text)));
};

/** @param {import("./types.js").Cell} cell @returns {cell is BarCell} */
const isBar = (cell) => typeof cell === "object" && "bar" in cell;
/** @param {import("./types.js").Cell} cell @returns {cell is StateWords} */
const isState = (cell) => typeof cell === "object" && "state" in cell;

/** @param {import("./types.js").Cell} cell @param {Column} column */
const cellOf = (cell, { align, width, label }) => {
  const isWords = align === "start" && width.endsWith("fr") && !isBar(cell);
  const inside = isBar(cell) ? barOf(cell) : isState(cell) ? stateOf(cell) : textOf(cell);
  const element = make(`div.cell.${align}${isWords ? ".words" : ""}`, inside);
  element.role = "cell";
  element.dataset.label = label;
  return element;
};

/** @param {Column[]} columns @param {Row} row */
export const rowOf = (columns, { cells, details, pick }) => {
  const spans = details.map(([label, text]) => make("span.detail", make("b", `${label}:`), text));
  const element = make("div.row", cells.map((cell, at) => cellOf(cell, columns[at])), spans.length > 0 && make("div.details", spans));
  element.role = "row";
  return leadingTo(element, pick);
};

/** @param {Column[]} columns */
const headingOf = (columns) => {
  const element = make("div.heading", columns.map(({ label, align }) => {
    const cell = make(`div.cell.${align}`, label);
    cell.role = "columnheader";
    return cell;
  }));
  element.role = "row";
  return element;
};

/** @param {import("./types.js").Table} block */
const tableOf = ({ title, columns, rows, isCompact, isContinued }) => {
  const element = make(
    isCompact ? "section.table.compact" : "section.table",
    title && make("h3", isContinued ? `${title}(续)` : title),
    columns.some(({ label }) => label) && headingOf(columns),
    make("div.rows", rows.map((row) => rowOf(columns, row))),
  );
  element.role = "table";
  element.style.setProperty("--columns", columns.map(({ width }) => width).join(" "));
  if (columns[1]?.width.endsWith("fr")) element.style.setProperty("--indent", columns[0].width); // details stand under the words
  return element;
};

/** @type {WeakMap<Element, import("../plotly.js").Figure>} */
const figures = new WeakMap();

/**
 * The figure that is to be drawn in a chart's element.
 * @param {Element} chart
 */
export const figureOf = (chart) => figures.get(chart);

/** @param {import("./types.js").ChartBlock} block */
const chartOf = ({ figure, alt, tall }) => {
  const element = make("div.chart");
  element.style.setProperty("--tall", `${tall}em`);
  element.setAttribute("role", "figure");
  element.setAttribute("aria-label", alt);
  figures.set(element, figure);
  return element;
};

/** @param {import("./types.js").Facts} block */
const factsOf = ({ facts }) => make("dl.facts", facts.map(([label, text]) => make("div", make("dt", label), make("dd", text))));

/** @param {import("./types.js").Legend} block */
const legendOf = ({ entries }) => make("div.legend-line", entries.map(([label, colour]) => {
  const swatch = make("i.swatch");
  swatch.style.background = colour;
  return make("span.state", swatch, make("span", label));
}));

/** @param {import("./types.js").Codes} block */
const codesOf = ({ codes }) => make("div.codes", codes.map(({ picture, title, text }) => {
  const image = Object.assign(document.createElement("img"), { src: picture, alt: `${title}的二维码` });
  return make("figure.code", picture && image, make("figcaption", make("b", title), make("span", text)));
}));

/**
 * A block as an element.
 * @param {import("./types.js").Block} block
 * @returns {HTMLElement}
 */
export const blockOf = (block) => {
  switch (block.type) {
    case "tiles": return tilesOf(block);
    case "states": return statesOf(block);
    case "table": return tableOf(block);
    case "chart": return chartOf(block);
    case "facts": return factsOf(block);
    case "legend": return legendOf(block);
    case "note": return make("p.note", block.text);
    case "codes": return codesOf(block);
    case "beside": return make("div.beside", block.blocks.map(blockOf));
  }
};
