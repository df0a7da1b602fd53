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
