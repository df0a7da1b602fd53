// 数从哪来: which number is to be explained, and whether a plain click on one asks for that. The charts,
// tables and numbers of a page, and the component that passes their clicks on, share this module.

/** @typedef {import("./marks.js").Mark} Mark */

/** @type {((mark: Mark) => void) | undefined} */
let send;

/** @type {Set<Element>} */
const lines = new Set(); // the line that says that clicks explain, while it is on the page

/**
 * Show what is behind a number.
 * @param {Mark} mark
 */
export const explain = (mark) => send?.(mark);

/**
 * Pass the numbers that are to be explained on to Python; returns what ends that.
 * @param {(mark: Mark) => void} sendMark
 */
export const onExplain = (sendMark) => {
  send = sendMark;
  return () => {
    if (send === sendMark) send = undefined;
  };
};

/**
 * Let clicks explain as long as a line of the page says so; returns what ends that.
 * @param {Element} line
 */
export const startExplaining = (line) => {
  lines.add(line);
  return () => {
    lines.delete(line);
  };
};

export const isExplaining = () => lines.size > 0;
