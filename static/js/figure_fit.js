// A figure fitted to the width of its place: long names are shortened (a hover has them whole), words
// behind bars are not cut, and where columns would be too narrow the figure is wider than its place.
import { brokenIntoLines } from "./figure_size.js";

/** @typedef {import("./plotly.js").Figure} Figure */
/** @typedef {(line: string) => number} WidthOf in pixels */
/** @typedef {(font: string, line: string) => number} WidthIn */

const NAMES_SHARE = 0.36, ENDS_SHARE = 0.4; // of the width, at most
const AROUND_NAMES = 12, AROUND_CELL = 8; // pixels
const LEAST_COLUMN = 24; // in which a name can stand upright
const LEAST_PANEL = 92; // for a number of six characters behind its bar
const MOST_UPRIGHT = 9; // letters of a name that stands upright
const TWO_LINES = 34; // pixels above a heat map that Python leaves for its columns' names

/** @type {CanvasRenderingContext2D | null} */
let brush = null;

/** @type {WidthIn} */
export const widthIn = (font, line) => {
  brush ??= /** @type {CanvasRenderingContext2D} */ (document.createElement("canvas").getContext("2d"));
  brush.font = font;
  return brush.measureText(line).width;
};

/** @param {string} text as Plotly takes it */
const plain = (text) => text.replaceAll("&lt;", "<").replaceAll("&gt;", ">").replaceAll("&amp;", "&");

/**
 * Return a name that is no wider than `room`, with a mark where something is left out.
 * @param {string} name
 * @param {number} room
 * @param {WidthOf} widthOf
 */
export const shortened = (name, room, widthOf) => {
  if (widthOf(plain(name)) <= room) return name;
  const letters = name.match(/&[a-z]+;|./gu) ?? [];
  while (letters.length > 1 && widthOf(plain(`${letters.join("")}…`)) > room) letters.pop();
  return `${letters.join("")}…`;
};

/** @param {Figure} figure @param {"rows" | "columns"} axis @param {string[]} names */
const keepWhole = ({ layout }, axis, names) => {
  layout.meta = { ...layout.meta, names: { ...layout.meta?.names, [axis]: names.map(plain) } };
};

/** @param {Figure} figure @param {number} width @param {WidthOf} widthOf */
const shortenRows = (figure, width, widthOf) => {
  const { yaxis, margin } = figure.layout, room = NAMES_SHARE * width;
  if (!yaxis?.ticktext || margin.l <= room) return;
  keepWhole(figure, "rows", yaxis.ticktext);
  yaxis.ticktext = yaxis.ticktext.map((/** @type {string} */ name) => shortened(name, room - AROUND_NAMES, widthOf));
  margin.l = room;
};

/**
 * Shorten the names at the ends of lines, each of which a number follows.
 * @param {Figure} figure
 * @param {number} width
 * @param {WidthOf} widthOf
 */
const shortenEnds = ({ layout }, width, widthOf) => {
  const room = ENDS_SHARE * width;
  if (layout.margin.r <= room) return;
  for (const note of layout.annotations ?? []) {
    const at = note.text.lastIndexOf(" ");
    if (note.xshift && at > 0) {
      const number = note.text.slice(at);
      note.hovertext ??= note.text;
      note.text = shortened(note.text.slice(0, at), room - AROUND_NAMES - widthOf(number), widthOf) + number;
    }
  }
  layout.margin.r = room;
};

/** @param {any} grid a heat map @param {WidthOf} widthOf */
const widestCell = (grid, widthOf) => {
  const lines = new Set(grid.text.flat().flatMap((/** @type {string} */ text) => text.split("<br>")));
  return Math.max(0, ...[...lines].map((line) => widthOf(plain(/** @type {string} */ (line)))));
};

/**
 * Set the names over columns upright where they are wider than these.
 * @param {Figure} figure
 * @param {number} column pixels
 * @param {WidthOf} widthOf
 */
const fitHeads = (figure, column, widthOf) => {
  const { layout } = figure, { xaxis, margin } = layout, room = column - AROUND_CELL / 2;
  /** @type {string[]} */
  const heads = xaxis.ticktext;
  if (heads.every((head) => head.split("<br>").every((line) => widthOf(plain(line)) <= room))) return;
  const names = heads.map((head) => head.replaceAll("<br>", ""));
  const lines = names.map((name) => brokenIntoLines(name, room, (line) => widthOf(plain(line))));
  if (lines.every((broken) => broken.length <= 2)) {
    xaxis.ticktext = lines.map((broken) => broken.join("<br>"));
    return;
  }
  const most = MOST_UPRIGHT * widthOf("国");
  const upright = names.map((name) => shortened(name, most, widthOf));
  const more = Math.max(0, ...upright.map((name) => widthOf(plain(name)) - TWO_LINES));
  keepWhole(figure, "columns", names);
  xaxis.ticktext = upright;
  xaxis.tickangle = -90;
  margin.t += more;
  layout.height += more;
};

/**
 * Let the axis run on until the words behind each bar lie within the plot.
 * @param {Figure} figure
 * @param {number} plot pixels
 * @param {WidthOf} widthOf
 */
const fitRowTexts = ({ data, layout }, plot, widthOf) => {
  for (const { mode, x, text, textposition } of data) {
    if (mode !== "text" || textposition !== "middle right" || !layout.xaxis.range) continue;
    const ends = x.map((/** @type {number} */ start, /** @type {number} */ at) => (start * plot) / Math.max(1, plot - widthOf(plain(text[at])) - AROUND_CELL));
    layout.xaxis.range = [layout.xaxis.range[0], Math.max(layout.xaxis.range[1], ...ends.filter(Number.isFinite))];
  }
};

/**
 * Fit a figure to a width; return how wide it is then.
 * @param {Figure} figure is changed
 * @param {number} width pixels
 * @param {WidthIn} widthIn
 * @param {boolean} [isPhone] whose cells drop what does not fit
 */
export const fitToWidth = (figure, width, widthIn, isPhone = false) => {
  const { data, layout } = figure, { font, margin } = layout;
  /** @param {number} size @returns {WidthOf} */
  const widthAt = (size) => (line) => widthIn(`${size}px ${font.family}`, line);
  shortenRows(figure, width, widthAt(layout.yaxis?.tickfont?.size ?? font.size));
  shortenEnds(figure, width, widthAt(font.size));
  const around = margin.l + margin.r, panels = layout.meta?.panels ?? 0;
  const grid = data.find(({ type }) => type === "heatmap");
  const small = widthAt(grid?.textfont.size ?? font.size);
  const least = isPhone ? LEAST_COLUMN : Math.max(LEAST_COLUMN, grid ? widestCell(grid, small) + AROUND_CELL : 0);
  const plot = Math.max(width - around, grid ? least * grid.x.length : 0, panels > 1 ? LEAST_PANEL * panels : 0);
  if (grid) fitHeads(figure, plot / grid.x.length, small);
  fitRowTexts(figure, plot, widthAt(font.size));
  return plot + around;
};
