// A figure in other sizes than those that Python gave it: larger letters, a title in several lines.

/** @typedef {import("./plotly.js").Figure} Figure */

const PIXELS = new Set(["size", "width", "height", "l", "r", "t", "b", "xshift", "yshift", "standoff", "minsize"]);
const NESTED = new Set([
  "font", "textfont", "insidetextfont", "outsidetextfont", "tickfont", "hoverlabel", "title", "subtitle", "margin", "pad", "marker", "line", "annotations", "shapes",
  "layout", "data", "xaxis", "yaxis", "uniformtext",
]);
const FONTS = new Set(["font", "textfont", "insidetextfont", "outsidetextfont", "tickfont"]);

/**
 * Return a part of a figure with all that it measures in pixels larger by a factor, and no letters
 * smaller than `least`; the part itself is not changed.
 * @param {any} part
 * @param {number} factor
 * @param {number} [least] pixels
 * @param {boolean} [isFont]
 * @returns {any}
 */
export const enlarged = (part, factor, least = 0, isFont = false) => {
  if (Array.isArray(part)) return part.map((each) => enlarged(each, factor, least, isFont));
  if (part === null || typeof part !== "object") return part;
  return Object.fromEntries(Object.entries(part).map(([key, value]) => {
    if (typeof value === "number" && PIXELS.has(key)) {
      return [key, Math.max(value * factor, isFont && key === "size" ? least : -Infinity)];
    }
    return [key, NESTED.has(key) ? enlarged(value, factor, least, FONTS.has(key)) : value];
  }));
};

// Chinese breaks between any two characters, a number or a Latin word never
const WORD = /&[a-z#0-9]+;|[0-9A-Za-z.%+-]+|./gu;

/**
 * Break text into lines no wider than `room`; a word that is wider alone has a line of its own.
 * @param {string} text
 * @param {number} room
 * @param {(line: string) => number} widthOf
 */
export const brokenIntoLines = (text, room, widthOf) => {
  const lines = [""];
  for (const word of text.match(WORD) ?? []) {
    const last = lines[lines.length - 1];
    if (last && widthOf(last + word) > room) lines.push(word);
    else lines[lines.length - 1] = last + word;
  }
  return lines;
};

const LINE_HEIGHT = 1.25, ASCENT = 0.7; // as parts of the letters' size

/** @param {any} layout is changed @param {number} width @param {(font: string, line: string) => number} widthIn */
const breakSubtitle = ({ title: { subtitle }, font, margin }, width, widthIn) => {
  if (!subtitle?.text) return;
  const { size } = subtitle.font, given = subtitle.text.split("<br>");
  const lines = given.flatMap((/** @type {string} */ line) => (line.includes("<") ? line : brokenIntoLines(line, width - size, (part) => widthIn(`${size}px ${font.family}`, part))));
  subtitle.text = lines.join("<br>");
  margin.t += (lines.length - given.length) * size * LINE_HEIGHT;
};

/**
 * Break a title that is wider than its chart into lines, and let the chart grow by them.
 * @param {Figure} figure is changed
 * @param {number} width pixels
 * @param {(font: string, line: string) => number} widthIn
 */
export const breakTitle = ({ layout }, width, widthIn) => {
  const { title, font, margin } = layout, { size } = title?.font ?? {};
  if (!title?.text || !size) return;
  breakSubtitle(layout, width, widthIn);
  const words = title.text.replace(/<\/?b>/g, "");
  const lines = brokenIntoLines(words, width - 2 * size, (line) => widthIn(`bold ${size}px ${font.family}`, line));
  if (lines.length === 1) return;
  const more = (lines.length - 1) * size * LINE_HEIGHT;
  title.pad.t += ASCENT * size; // which Plotly forgets for a title of several lines
  title.text = `<b>${lines.join("<br>")}</b>`;
  margin.t += more;
  layout.height += more;
};
