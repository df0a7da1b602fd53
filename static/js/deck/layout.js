// A slide on as many screens as it takes: a block that does not fit begins the next one, a list goes
// on there, and a row higher than a screen goes on in the next row.
import { blockOf, make, rowOf, textOf } from "./blocks.js";
import { brokenRow, greatestFitting, longestText, rowsOnScreen, wantedRoom } from "./rules.js";

/** @typedef {import("./types.js").Screen} Screen */
/** @typedef {import("./types.js").Slide} Slide */
/** @typedef {import("./types.js").Stage} Stage */
/** @typedef {import("./types.js").Table} Table */

const WIDEST_PLACE = "88/88 (88/88)"; // keeps the room until the number of screens is known
const FEWEST_ROWS = 2; // that a list begins with below something else
const MOST_ROWS = 60; // laid out at once at most: all of a long list, for each of its screens, would take long
const HIGHEST_ROW = 3.2; // em, to which a short row may grow where there is room

/** @param {Element} body */
const fits = (body) => body.scrollHeight <= body.clientHeight + 1;

/** @param {Element} element */
const rowsIn = (element) => /** @type {HTMLElement[]} */ ([...element.querySelectorAll(".row")]);

/**
 * @param {Slide} slide
 * @returns {Screen}
 */
const emptyScreen = ({ key, name, sentence, headline: { value, label, base }, foot }) => {
  const body = make("div.body"), place = make("span.place", WIDEST_PLACE);
  const message = make("div.message", make("div.name", name), make("h2", sentence), make("div.base", make("b", label), " ", textOf(base)));
  const header = make("header", make("div.number", textOf(value)), message);
  const element = make("section.screen", header, body, make("footer", make("span", foot), place));
  element.dataset.slide = key;
  return { element, body, place, isDrawn: false };
};

/**
 * How many of a table's rows end above the lower edge of the body.
 * @param {Element} body
 * @param {Element} element
 */
const roomFor = (body, element) => {
  const edge = body.getBoundingClientRect().bottom + 1, rows = rowsIn(element);
  const first = rows.findIndex((row) => row.getBoundingClientRect().bottom > edge);
  return first < 0 ? rows.length : first;
};

/**
 * Where the first row alone is higher than the screen: show as much of it as fits, and return the block
 * of the rest; null when that is nothing.
 * @param {Element} body
 * @param {Element} element
 * @param {Table} block
 * @returns {Table | null}
 */
const breakFirstRow = (body, element, block) => {
  const [row, ...others] = block.rows, holder = element.querySelector(".rows");
  /** @param {number} count */
  const isFitting = (count) => {
    holder?.replaceChildren(rowOf(block.columns, brokenRow(row, count)[0]));
    return fits(body);
  };
  const count = greatestFitting(longestText(row), isFitting);
  if (!isFitting(count) || count >= longestText(row)) return null;
  return { ...block, isContinued: true, rows: [brokenRow(row, count)[1], ...others] };
};

/**
 * Leave in the body what fits of a table; return the block of the rest, null when it cannot be broken.
 * @param {Element} body
 * @param {Element} element
 * @param {Table} block
 * @returns {Table | null}
 */
const breakTable = (body, element, block) => {
  const room = roomFor(body, element), isAlone = body.children.length === 1;
  if (!room) return isAlone ? breakFirstRow(body, element, block) : null;
  const kept = rowsOnScreen(block.rows.length, room);
  if (kept < FEWEST_ROWS && !isAlone) return null;
  for (const row of rowsIn(element).slice(kept)) row.remove();
  return { ...block, isContinued: true, rows: block.rows.slice(kept) };
};

/**
 * Keep few rows from drifting apart on a screen that they do not fill.
 * @param {Screen} screen
 */
const settle = ({ element }) => {
  for (const table of element.querySelectorAll(".table:not(.compact)")) {
    const most = HIGHEST_ROW * Number.parseFloat(getComputedStyle(table).fontSize), rows = rowsIn(table);
    const heights = rows.map((row) => Math.max(row.offsetHeight, most));
    rows.forEach((row, at) => { row.style.maxHeight = `${heights[at]}px`; });
    table.classList.add("settled");
  }
};

/**
 * Lay a slide out in a stage, unseen, its charts not drawn yet.
 * @param {Stage} stage
 * @param {Slide} slide
 * @returns {Screen[]}
 */
export const laidOut = (stage, slide) => {
  /** @type {Screen[]} */
  const screens = [];
  const nextBody = () => {
    const screen = emptyScreen(slide);
    stage.element.append(screen.element);
    screens.push(screen);
    return screen.body;
  };
  let body = nextBody();
  const waiting = [...slide.blocks];
  let most = MOST_ROWS;
  for (let block = waiting.shift(); block; block = waiting.shift()) {
    const table = block.type === "table" ? block : null;
    const isLong = table !== null && !stage.isScrolled && table.rows.length > most;
    const element = blockOf(isLong ? { ...table, rows: table.rows.slice(0, most) } : block);
    if (table && wantedRoom(table) > stage.room) element.classList.add("stacked");
    body.append(element);
    if (stage.isScrolled || (fits(body) && !isLong)) continue;
    element.classList.add("dense");
    if (fits(body) && (!isLong || most < MOST_ROWS)) {
      if (!isLong) continue;
      element.remove(); // fewer rows than there is room for
      waiting.unshift(block);
      most = MOST_ROWS;
      continue;
    }
    const rest = table && breakTable(body, element, table);
    if (rest) {
      // the next screen has room for about as many
      most = Math.min(MOST_ROWS, 2 * (table.rows.length - rest.rows.length) + FEWEST_ROWS);
      waiting.unshift(rest);
      body = nextBody();
    } else if (body.children.length > 1) {
      element.remove();
      waiting.unshift(block);
      body = nextBody();
    } else if (block.type === "beside") { // too narrow for it: one below the other, each may go on
      element.remove();
      waiting.unshift(...block.blocks);
    } // else: alone on its screen, nothing smaller is left
  }
  if (!stage.isScrolled) screens.forEach(settle);
  return screens;
};
