// Rules of the deck that need no screen: how a long table is broken, where one is, what comes next.

/** @typedef {import("./types.js").Row} Row */
/** @typedef {import("./types.js").Table} Table */
/** @typedef {import("./types.js").Slide} Slide */

/**
 * Cut text after so many letters; one outside the basic plane takes two places of a string.
 * @param {string} text
 * @param {number} count
 * @returns {[string, string]}
 */
const cut = (text, count) => {
  const letters = [...text];
  return [letters.slice(0, count).join(""), letters.slice(count).join("")];
};

/**
 * Break a row in two: the letters of each text up to a number, and those after it.
 * @param {Row} row
 * @param {number} count
 * @returns {[Row, Row]}
 */
export const brokenRow = (row, count) => {
  const cells = row.cells.map((cell) => (typeof cell === "string" ? cut(cell, count) : /** @type {const} */ ([cell, ""])));
  /** @type {[string, string, string][]} */
  const details = row.details.map(([label, text]) => [label, ...cut(text, count)]);
  /** @param {1 | 2} half @returns {[string, string][]} */
  const detailsOf = (half) => details.filter((each) => each[half]).map((each) => [each[0], each[half]]);
  return [
    { ...row, cells: cells.map(([first]) => first), details: detailsOf(1) },
    { ...row, cells: cells.map(([, rest]) => rest), details: detailsOf(2) },
  ];
};

/**
 * How many letters the longest text of a row has.
 * @param {Row} row
 */
export const longestText = ({ cells, details }) => Math.max(
  0, ...cells.map((cell) => (typeof cell === "string" ? cell.length : 0)), ...details.map(([, text]) => text.length),
);

/**
 * The greatest number up to `most` that fits, when smaller ones fit, too; 1 when none does.
 * @param {number} most
 * @param {(count: number) => boolean} isFitting
 */
export const greatestFitting = (most, isFitting) => {
  let few = 1, many = most;
  while (few < many) {
    const middle = Math.ceil((few + many) / 2);
    if (isFitting(middle)) few = middle;
    else many = middle - 1;
  }
  return few;
};

/**
 * How many rows the first of the screens shows, where `room` fit: as many on each, no last row alone.
 * @param {number} count of all rows
 * @param {number} room
 */
export const rowsOnScreen = (count, room) => Math.ceil(count / Math.ceil(count / room));

const GAP = 0.9, WORDS = 18, FIGURES = 4.5; // em: between two columns, and the least of one that shares the room

/**
 * How wide a table must be, in em, to stand in columns.
 * @param {Table} table
 */
export const wantedRoom = ({ columns, rows }) => columns.reduce((room, { width, align }, at) => {
  const isBar = rows.some(({ cells }) => /** @type {any} */ (cells[at]).bar !== undefined);
  const shared = align === "start" && !isBar ? WORDS : FIGURES;
  return room + GAP + (width.endsWith("fr") ? shared : Number.parseFloat(width.replace(/.*,/, "")));
}, 0);

/**
 * Where a screen stands among the others, in words.
 * @param {Slide[]} slides
 * @param {string} key of its slide; one that was drilled into is none of `slides`
 * @param {number} at its place among the screens of its slide
 * @param {number} count of them
 */
export const placeWords = (slides, key, at, count) => {
  const order = slides.findIndex((slide) => slide.key === key);
  const part = count > 1 ? `(${at + 1}/${count})` : "";
  return (order < 0 ? `退格键返回 ${part}` : `${order + 1}/${slides.length} ${part}`).trim();
};

const BASE = 26; // pixels of most letters at 1920 x 1080; the smallest are 24/26 of it
const SMALLEST = 14;

/** @param {number} width @param {number} height of the window in pixels */
export const letterSize = (width, height) => Math.max(SMALLEST, BASE * Math.sqrt((width * height) / (1920 * 1080)));

/** As the number of a screen: the last of its slide. */
export const LAST_PART = 1e9;

/**
 * Where a step leads; undefined at an end, and at the end of what was drilled into.
 * @param {import("./types.js").Place} from
 * @param {1 | -1} by
 * @param {Slide[]} slides
 * @param {number} count of the screens of what is shown
 * @returns {import("./types.js").Place | undefined}
 */
export const placeAfter = ({ slide, parts, drill }, by, slides, count) => {
  const part = parts[parts.length - 1] + by;
  if (part >= 1 && part <= count) return { slide, parts: [...parts.slice(0, -1), part], drill };
  if (drill.length) return undefined;
  const next = slides[slides.findIndex(({ key }) => key === slide) + by];
  return next && { slide: next.key, parts: [by > 0 ? 1 : LAST_PART], drill: [] };
};

/**
 * Where the deck stands after its slides have changed: what is gone is left, a part for each step down.
 * @param {import("./types.js").Place} place
 * @param {Slide[]} slides
 * @param {Slide[]} drilled
 * @returns {import("./types.js").Place}
 */
export const placeAmong = (place, slides, drilled) => {
  const [first] = slides, asked = place.slide || first.key; // a link without one means the first
  const isThere = slides.some(({ key }) => key === asked);
  const { slide, parts, drill } = isThere ? { ...place, slide: asked } : { slide: first.key, parts: [1], drill: [] };
  const gone = drill.findIndex((step) => !drilled.some(({ key }) => key === step));
  const kept = gone < 0 ? drill : drill.slice(0, gone);
  return { slide, parts: [slide, ...kept].map((_, depth) => parts[depth] ?? 1), drill: kept };
};

/**
 * The slides in the order in which they may be asked for next: nearest first, the next before the last.
 * @param {Slide[]} slides
 * @param {string} shown
 */
export const nearestFirst = (slides, shown) => {
  const at = Math.max(0, slides.findIndex(({ key }) => key === shown));
  return slides.map(({ key }, place) => ({ key, far: Math.abs(place - at - 0.4) }))
    .sort((one, other) => one.far - other.far)
    .map(({ key }) => key);
};

/**
 * @template Choice
 * @param {Choice[]} all
 * @param {Choice} now
 */
export const nextOf = (all, now) => all[(all.indexOf(now) + 1) % all.length];

/**
 * The step down to what is behind a number.
 * @param {string} measure
 * @param {string[]} cells
 */
export const numberStep = (measure, cells) => (
  `number:${new URLSearchParams([["explain", measure], ...cells.map((cell) => ["cell", cell])])}`
);

/**
 * What a decision is about: the innermost thing that was drilled into, a number being none.
 * @param {string[]} drill
 */
export const subjectOf = (drill) => drill.findLast((step) => !step.startsWith("number:")) ?? "";
