// The charts of a slide, drawn when its screen has its place.
import { fitToWidth, widthIn } from "../figure_fit.js";
import { enlarged } from "../figure_size.js";
import { shortenCells } from "../phone_layout.js";
import { loadPlotly, PLAIN } from "../plotly.js";
import { noteAt, whenPicked } from "../plotly_dom.js";
import { figureOf } from "./blocks.js";
import { numberStep } from "./rules.js";

/** @typedef {import("../plotly.js").Graph} Graph */
/** @typedef {import("../marks.js").Mark} Mark */

const CONFIG = { ...PLAIN, displayModeBar: false };
const LETTERS = 13; // pixels of most letters in the figures as Python makes them
const SMALLEST = 24 / 26; // of a slide's letters, as a part of most of them

/**
 * Say which step a click on a mark leads to, in an event that the deck listens to.
 * @param {Graph} graph
 * @param {Mark | undefined} mark
 */
const leadDown = (graph, mark) => {
  if (mark?.measure) graph.dispatchEvent(new CustomEvent("mark", { bubbles: true, detail: numberStep(mark.measure, mark.cells) }));
};

/** @param {any} library @param {Graph} graph */
const drawIn = async (library, graph) => {
  const size = Number.parseFloat(getComputedStyle(graph).fontSize);
  const figure = enlarged(figureOf(graph), (size * SMALLEST) / LETTERS), { data, layout } = figure;
  graph.replaceChildren();
  const { clientWidth: width, clientHeight: height } = graph;
  fitToWidth(figure, width, widthIn, true);
  const grid = data.find((/** @type {any} */ { type }) => type === "heatmap");
  if (grid) shortenCells(grid, width - layout.margin.l - layout.margin.r, grid.textfont.size);
  await library.newPlot(graph, data, { ...layout, width, height, autosize: false }, CONFIG);
  whenPicked(graph, ({ points }) => leadDown(graph, points[0]?.customdata));
  graph.onclick = ({ clientX, clientY }) => leadDown(graph, noteAt(graph, clientX, clientY));
};

/**
 * Draw the charts of a screen once; done when they are painted.
 * @param {import("./types.js").Screen} screen
 * @param {string} bundle
 */
export const draw = async (screen, bundle) => {
  if (screen.isDrawn) return;
  screen.isDrawn = true;
  const graphs = /** @type {Graph[]} */ ([...screen.element.querySelectorAll(".chart")]);
  if (!graphs.length) return;
  const library = await loadPlotly(bundle).catch(() => null);
  if (!library) {
    for (const graph of graphs) graph.replaceChildren("图表未能载入");
    screen.isDrawn = false; // the next look at it tries again
    return;
  }
  await Promise.all(graphs.map((graph) => drawIn(library, graph)));
};
