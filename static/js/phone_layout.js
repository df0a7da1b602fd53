// A figure on a phone: text that does not fit is left out or shortened, never made too small to read.
// Python draws a figure once for everybody, so only the browser knows that it is on a phone.

/** @typedef {import("./plotly.js").Figure} Figure */

export const PHONE_WIDTH = 640, SMALLEST_LETTERS = 14; // pixels
const MANY_SECTORS = 40;
const DIGIT_WIDTH = 0.6; // of the letters' size

/**
 * Which of the names below an axis are kept, so that none lies over another: every second, third, …
 * counted from the last, which is always among them.
 * @param {string[]} names
 * @param {number} room pixels
 * @param {number} size of the letters
 */
export const keptNames = (names, room, size) => {
  const longest = Math.max(...names.flatMap((name) => name.split("<br>").map((line) => line.length)));
  const step = Math.ceil((names.length * (longest + 1) * size) / room);
  return names.map((_, place) => (names.length - 1 - place) % step === 0);
};

/**
 * A number without its decimals; 0 and 100 are kept for none and all, and less than 1 is not made 1.
 * @param {number} number
 */
export const whole = (number) => {
  if (number > 0 && number < 1) return number;
  const rounded = Math.round(number);
  return number < 100 ? Math.min(99, rounded) : rounded;
};

/**
 * What a cell of a heat map says in so little room: its first line without decimals, or nothing.
 * @param {string} text
 * @param {number} room pixels
 * @param {number} size of the letters
 */
export const shortCell = (text, room, size) => {
  const short = text.split("<br>")[0].replace(/\d+\.\d+%?/, (number) => String(whole(Number.parseFloat(number))));
  return isWide(short, room, size) ? "" : short;
};

/**
 * @param {string} text
 * @param {number} room
 * @param {number} size
 */
const isWide = (text, room, size) => text.split("<br>").some((line) => line.length * size * DIGIT_WIDTH > room);

/**
 * @param {any} axis
 * @param {number} room
 * @param {number} size
 */
const thinNames = (axis, room, size) => {
  if (!axis?.ticktext || axis.side === "top") return;
  const isKept = keptNames(axis.ticktext, room, size);
  /** @param {unknown} _ @param {number} place */
  const kept = (_, place) => isKept[place];
  axis.tickvals = axis.tickvals.filter(kept);
  axis.ticktext = axis.ticktext.filter(kept);
};

/**
 * Leave out of the cells of a heat map what has no room in them.
 * @param {any} grid is changed
 * @param {number} room of all columns
 * @param {number} size
 */
export const shortenCells = (grid, room, size) => {
  const cell = room / grid.z[0].length;
  /** @type {string[][]} */
  const text = grid.text;
  if (text.flat().some((each) => isWide(each, cell, size))) {
    grid.text = text.map((row) => row.map((each) => shortCell(each, cell, size)));
  }
};

/**
 * Fit a figure to a phone.
 * @param {Figure} figure is changed
 * @param {number} width of the window in pixels
 * @param {number} size of the smallest letters
 */
export const fitToPhone = ({ data, layout }, width, size) => {
  const room = width - layout.margin.l - layout.margin.r;
  const isTree = data.some(({ type }) => type === "treemap");
  thinNames(layout.xaxis, room, size);
  if (!isTree) layout.uniformtext = { minsize: size, mode: "hide" };
  for (const trace of data) {
    if (trace.type === "heatmap") shortenCells(trace, room, size);
    if (isTree && trace.ids.length > MANY_SECTORS) trace.maxdepth = 2; // a click on a theme opens it
    const isUpright = trace.type === "bar" && trace.orientation !== "h" && Array.isArray(trace.text);
    if (isUpright) trace.text = trace.text.map((/** @type {string} */ text) => text.replace(/^\D+ /, ""));
  }
};
