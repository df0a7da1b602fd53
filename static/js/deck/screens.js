// @ts-nocheck
// A slide on as many screens as it takes: a block that does not fit begins the next one, a list goes
// on there, and a row higher than a screen goes on in the next row.
import { enlarged } from "../figure_size.js";
import { loadPlotly, PLAIN } from "../plotly.js";
import { noteAt, whenPicked } from "../plotly_dom.js";
import { RENDER, make, numberStep, rowOf, said } from "./blocks.js";

const fits = (body) => body.scrollHeight <= body.clientHeight + 1;

const WIDEST = "88/88 (88/88)";
// stands for a screen's place among the others until their number is known

const emptyScreen = (slide, foot) => {
  const { value, label, base } = slide.headline;
  const body = make("div.body");
  const place = make("span.place", WIDEST);
  const element = make(
    "section.screen",
    make(
      "header",
      make("div.number", said(value)),
      make("div.message", make("div.name", slide.name), make("h2", slide.sentence), make("div.base", make("b", label), " ", said(base))),
    ),
    body,
    make("footer", make("span", foot), place),
  );
  element.dataset.slide = slide.key;
  return { element, body, place, isDrawn: false };
};

// how many of the table's rows end above the lower edge of the body
const roomFor = (body, element) => {
  const edge = body.getBoundingClientRect().bottom + 1;
  const rows = [...element.querySelectorAll(".row")];
  const first = rows.findIndex((row) => row.getBoundingClientRect().bottom > edge);
  return first < 0 ? rows.length : first;
};

// by letters: one outside the basic plane takes two places of a string
const cut = (text, most) => [[...text].slice(0, most).join(""), [...text].slice(most).join("")];

// a row in two: the letters of each text up to a number, and those after it
const parted = (row, most) => {
  const cells = row.cells.map((cell) => (typeof cell === "string" ? cut(cell, most) : [cell, ""]));
  const details = row.details.map(([label, text]) => [label, ...cut(text, most)]);
  const left = (at) => details.filter((each) => each[at]).map((each) => [each[0], each[at]]);
  return [
    { ...row, cells: cells.map(([first]) => first), details: left(1) },
    { ...row, cells: cells.map(([, rest]) => rest), details: left(2) },
  ];
};

const longest = (row) => Math.max(
  0, ...row.cells.map((cell) => (typeof cell === "string" ? cell.length : 0)), ...row.details.map(([, text]) => text.length),
);

// the first row alone is higher than the screen: as much of it as fits, the rest as a row of its own
const withFirstRowParted = (body, element, block) => {
  const [row, ...others] = block.rows;
  const holder = element.querySelector(".rows");
  const isRoomy = (most) => {
    holder.replaceChildren(rowOf(block.columns)(parted(row, most)[0]));
    return fits(body);
  };
  let few = 1, many = longest(row);
  while (few < many) {
    const middle = Math.ceil((few + many) / 2);
    if (isRoomy(middle)) few = middle;
    else many = middle - 1;
  }
  if (!isRoomy(few) || few >= longest(row)) return null;
  return { ...block, isContinued: true, rows: [parted(row, few)[1], ...others] };
};

const FEWEST = 2;
// rows that a list begins with below something else

// leave in the body what fits of a table; return the block of the rest, null when it cannot be split
const split = (body, element, block) => {
  const room = roomFor(body, element);
  if (!room) return body.children.length > 1 ? null : withFirstRowParted(body, element, block);
  const count = block.rows.length, screens = Math.ceil(count / room);
  const taken = Math.ceil(count / screens); // as many on each screen, no last row alone
  if (taken < FEWEST && body.children.length > 1) return null;
  [...element.querySelectorAll(".row")].slice(taken).forEach((row) => row.remove());
  return { ...block, isContinued: true, rows: block.rows.slice(taken) };
};

const TALLEST = 3.2;
// em: how far a short row may grow where there is room, so that few rows do not drift apart

const settle = ({ element }) => element.querySelectorAll(".table:not(.compact)").forEach((table) => {
  const size = parseFloat(getComputedStyle(table).fontSize);
  const rows = [...table.querySelectorAll(".row")];
  const heights = rows.map((row) => Math.max(row.offsetHeight, TALLEST * size));
  rows.forEach((row, at) => { row.style.maxHeight = `${heights[at]}px`; });
  table.classList.add("settled");
});

const GAP = 0.9, WORDS = 18, FIGURES = 4.5;
// em: between two columns, and what one that takes a share of the room must have at least

const wantedRoom = ({ columns, rows }) => columns.reduce((room, { width, align }, at) => {
  const isWords = align === "start" && !rows.some(({ cells }) => cells[at].bar !== undefined);
  const share = isWords ? WORDS : FIGURES;
  return room + GAP + (width.endsWith("fr") ? share : parseFloat(width.replace(/.*,/, "")));
}, 0);

const MOST_ROWS = 60;
// rows laid out at once: all that are left of a long list, for each of its screens, would take long

// the screens of a slide, placed in the stage unseen; the drawing of charts is left to draw()
export const laidOut = (stage, slide, foot) => {
  const screens = [];
  const opened = () => {
    const screen = emptyScreen(slide, foot);
    stage.append(screen.element);
    screens.push(screen);
    return screen.body;
  };
  let body = opened();
  const waiting = [...slide.blocks];
  while (waiting.length) {
    const block = waiting.shift();
    const isLong = block.type === "table" && !stage.isScrolled && block.rows.length > MOST_ROWS;
    const element = RENDER[block.type](isLong ? { ...block, rows: block.rows.slice(0, MOST_ROWS) } : block);
    if (block.type === "table" && wantedRoom(block) > stage.room) element.classList.add("stacked");
    body.append(element);
    if (stage.isScrolled || (fits(body) && !isLong)) continue;
    element.classList.add("dense");
    if (fits(body) && !isLong) continue;
    const rest = block.type === "table" ? split(body, element, block) : null;
    if (rest) {
      waiting.unshift(rest);
      body = opened();
    } else if (body.children.length > 1) {
      element.remove();
      waiting.unshift(block);
      body = opened();
    } // else: alone on its screen, nothing smaller is left
  }
  if (!stage.isScrolled) screens.forEach(settle);
  return screens;
};

const LETTERS = 13;
// the size in pixels of most letters in the figures as Python makes them

const CONFIG = { ...PLAIN, displayModeBar: false };

// a click on a mark leads down to what is behind its number; controls.js hears it
const markPicked = (place, mark) => {
  if (mark?.measure) place.dispatchEvent(new CustomEvent("mark", { bubbles: true, detail: numberStep(mark.measure, mark.cells) }));
};
const listenToMarks = (place) => {
  whenPicked(place, ({ points }) => markPicked(place, points[0]?.customdata));
  place.onclick = ({ clientX, clientY }) => markPicked(place, noteAt(place, clientX, clientY));
};

// draw the charts of a screen that has its place; resolves when they are painted
export const draw = async (screen, bundle) => {
  if (screen.isDrawn) return;
  screen.isDrawn = true;
  const places = [...screen.element.querySelectorAll(".chart")];
  if (!places.length) return;
  const library = await loadPlotly(bundle).catch(() => null);
  if (!library) {
    places.forEach((place) => place.replaceChildren("图表未能载入"));
    screen.isDrawn = false; // the next look at it tries again
    return;
  }
  await Promise.all(places.map(async (place) => {
    const size = parseFloat(getComputedStyle(place).fontSize);
    const { data, layout } = enlarged(place.figure, (size * 24) / 26 / LETTERS);
    const box = { width: place.clientWidth, height: place.clientHeight };
    place.replaceChildren();
    await library.newPlot(place, data, { ...layout, ...box, autosize: false }, CONFIG);
    listenToMarks(place);
  }));
};
