// The one message that a click sends to Python (dashboard/core/marks.py).

/**
 * What a click on a mark does, and which number the mark is.
 * @typedef {object} Mark
 * @property {"" | "offices" | "themes" | "quarters" | "cell" | "item" | "task" | "explain" | "reference" | "order"} kind
 * @property {string | number | null} value
 * @property {string | number | null} other
 * @property {string} measure of the number, "" where there is none to explain
 * @property {string[]} cells that say of which tasks, as in "office:基础教育股"
 */

/**
 * The mark of a number that stands in words.
 * @param {"explain" | "reference"} kind
 * @param {string} measure
 * @param {string[]} cells
 * @returns {Mark}
 */
export const markOf = (kind, measure, cells) => ({ kind, value: null, other: null, measure, cells });

/** @typedef {{ customdata: Mark, curveNumber: number, pointNumber: number | number[] }} PlacedMark */

/**
 * The marks of a chart that the keyboard leads to, in their order. Of a treemap Plotly hovers over none,
 * and words beside a mark are no marks of their own.
 * @param {any[]} traces
 * @returns {PlacedMark[]}
 */
export const placedMarks = (traces) => traces.flatMap(({ customdata, type, mode }, curveNumber) => {
  if (!customdata || type === "treemap" || mode === "text") return [];
  const isGrid = type === "heatmap";
  return customdata.flatMap((/** @type {any} */ row, /** @type {number} */ at) => (
    (isGrid ? row : [row]).map((/** @type {Mark} */ mark, /** @type {number} */ column) => (
      { customdata: mark, curveNumber, pointNumber: isGrid ? [at, column] : at }
    ))
  ));
}).filter(({ customdata }) => customdata);

/** How far each key leads. */
export const STEPS = /** @type {Record<string, number>} */ ({ ArrowRight: 1, ArrowDown: 1, ArrowLeft: -1, ArrowUp: -1 });

/**
 * The place that a step leads to, round the end; the first step leads to the first mark or to the last.
 * @param {number | undefined} place
 * @param {number} step
 * @param {number} count
 */
export const nextPlace = (place, step, count) => ((place ?? (step > 0 ? -1 : 0)) + step + count) % count;

/**
 * What a click on a mark does: explain its number, be sent to Python, or nothing. With the switch 数从哪来
 * or with Shift every click explains; a task, which has no number of its own, is explained by its card.
 * @param {Mark} mark
 * @param {boolean} isExplaining
 * @returns {"explain" | "send" | "nothing"}
 */
export const effectOf = (mark, isExplaining) => {
  if (isExplaining || mark.kind === "explain") {
    if (mark.measure) return "explain";
    return mark.kind === "task" ? "send" : "nothing";
  }
  return mark.kind ? "send" : "nothing";
};
