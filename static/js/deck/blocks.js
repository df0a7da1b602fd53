// @ts-nocheck
// What a slide is made of: each kind of block as an element. Words are text, never mark-up.
export const make = (what, ...inside) => {
  const [tag, ...classes] = what.split(".");
  const element = document.createElement(tag);
  element.className = classes.join(" ");
  element.append(...inside.flat().filter((each) => each !== null && each !== ""));
  return element;
};

const picking = (element, pick) => {
  if (!pick) return element;
  element.dataset.pick = pick;
  element.tabIndex = 0;
  return element;
};

// a number that can be explained: [its text, its measure, the cells that it is about]; else plain words
export const numberStep = (measure, cells) => `number:${new URLSearchParams([["explain", measure], ...cells.map((cell) => ["cell", cell])])}`;
export const said = (text) => {
  if (!Array.isArray(text)) return text;
  const [words, measure, cells] = text;
  const element = picking(make("span.asked", words), numberStep(measure, cells));
  element.title = "点按看这个数从哪来";
  element.role = "button";
  element.ariaLabel = `${words},${element.title}`;
  return element;
};

const tiles = ({ tiles: all }) => make(all.some(({ base }) => base) ? "div.tiles" : "div.tiles.brief", all.map((tile) => make(
  "div.tile",
  make("div.label", tile.label),
  make("div.value", said(tile.value)),
  tile.base && make("div.base", said(tile.base)),
  tile.change && make(`div.change${tile.tone && `.${tile.tone}`}`, tile.change),
)));

const stateWords = ({ state, mark, text, note }) => make(
  "span.state", make(`i.swatch.${state}`), make("span", `${mark} ${text}${note ? ` ${note}` : ""}`),
);

const states = ({ states: all }) => make("div.states", all.map((each) => {
  const fill = make(`span.fill.${each.state}`);
  fill.style.width = `${each.width}%`;
  return picking(make(
    "div.state-row", stateWords(each), make("span.track", fill), make("span.count", said(each.count), `  ${each.share}`),
  ), each.pick);
}));

const barCell = ({ bar, mark, tone, text }) => {
  const fill = make(`span.fill.${tone}`), tick = make("span.tick");
  fill.style.width = `${Math.min(100, Math.max(0, bar))}%`;
  tick.style.left = `${mark}%`;
  return make("span.bar", make("span.track", fill, mark === null ? null : tick), make("span.figure", said(text)));
};

const cellOf = (cell, column) => {
  let inside = said(cell);
  if (cell.state) inside = stateWords(cell);
  if (cell.bar !== undefined) inside = barCell(cell);
  const isWords = column.align === "start" && column.width.endsWith("fr") && cell.bar === undefined;
  const element = make(`div.cell.${column.align}${isWords ? ".words" : ""}`, inside);
  element.role = "cell";
  element.dataset.label = column.label;
  return element;
};

export const rowOf = (columns) => (row) => {
  const cells = row.cells.map((cell, at) => cellOf(cell, columns[at]));
  const details = row.details.map(([label, text]) => make("span.detail", make("b", `${label}:`), text));
  const element = make("div.row", cells, details.length ? make("div.details", details) : null);
  element.role = "row";
  return picking(element, row.pick);
};

const headingOf = (columns) => {
  const element = make("div.heading", columns.map(({ label, align }) => {
    const cell = make(`div.cell.${align}`, label);
    cell.role = "columnheader";
    return cell;
  }));
  element.role = "row";
  return element;
};

const table = ({ title, columns, rows, isCompact, isContinued }) => {
  const element = make(
    isCompact ? "section.table.compact" : "section.table", title && make("h3", isContinued ? `${title}(续)` : title), columns.some(({ label }) => label) ? headingOf(columns) : null, make("div.rows", rows.map(rowOf(columns))),
  );
  element.role = "table";
  element.style.setProperty("--columns", columns.map(({ width }) => width).join(" "));
  if (columns[1]?.width.endsWith("fr")) element.style.setProperty("--indent", columns[0].width); // details stand under the words
  return element;
};

const chart = ({ figure, alt, tall }) => {
  const element = make("div.chart");
  element.style.setProperty("--tall", `${tall}em`);
  element.setAttribute("role", "figure");
  element.setAttribute("aria-label", alt);
  element.figure = figure;
  return element;
};

const facts = ({ facts: all }) => make(
  "dl.facts", all.map(([label, text]) => make("div", make("dt", label), make("dd", text))),
);

const legend = ({ entries }) => make("div.legend-line", entries.map(([label, colour]) => {
  const swatch = make("i.swatch");
  swatch.style.background = colour;
  return make("span.state", swatch, make("span", label));
}));

const note = ({ text }) => make("p.note", text);

const codes = ({ codes: all }) => make("div.codes", all.map(({ picture, title, text }) => {
  const image = make("img");
  image.src = picture;
  image.alt = `${title}的二维码`;
  return make("figure.code", picture && image, make("figcaption", make("b", title), make("span", text)));
}));

const beside = ({ blocks }) => make("div.beside", blocks.map((block) => RENDER[block.type](block)));

export const RENDER = { tiles, states, table, chart, legend, facts, note, codes, beside };
