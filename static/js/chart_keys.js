// A chart by keyboard: the arrows lead from mark to mark, Enter does what a click does, with Shift it
// explains.
import { nextPlace, placedMarks, STEPS } from "./marks.js";
import { hoverLines } from "./plotly_dom.js";

/** @typedef {import("./chart.js").Chart} Chart */
/** @typedef {import("./marks.js").Mark} Mark */

const HOVER_MS = 120; // after which Plotly has written what it shows beside a mark

/** @param {Chart} chart @param {number} step */
const goTo = (chart, step) => {
  const { graph } = chart, marks = placedMarks(graph.data);
  if (!marks.length) return;
  chart.place = nextPlace(chart.place, step, marks.length);
  graph.library.Fx.hover(graph, [marks[chart.place]]);
  chart.atKey = marks[chart.place].customdata; // Plotly's own events are of the mouse alone
  clearTimeout(chart.speaking);
  chart.speaking = setTimeout(() => { chart.spoken.textContent = hoverLines(graph).join(" "); }, HOVER_MS);
};

/**
 * Forget the mark that the keyboard was at.
 * @param {Chart} chart
 */
const resetKeys = (chart) => {
  clearTimeout(chart.speaking);
  chart.place = chart.atKey = undefined;
};

/**
 * @param {Chart} chart
 * @param {(chart: Chart, mark: Mark, isAsked: boolean) => void} take
 */
export const listenToKeys = (chart, take) => {
  const { frame } = chart;
  // a click gives the focus, too, but then the arrows scroll the page as before
  frame.addEventListener("focus", () => { chart.isByKeys = frame.matches(":focus-visible"); });
  frame.addEventListener("keydown", (event) => {
    const isOurs = event.target === frame && chart.isByKeys && !event.ctrlKey && !event.metaKey && !event.altKey;
    if (!isOurs) return;
    if (STEPS[event.key]) goTo(chart, STEPS[event.key]);
    else if (event.key === "Enter" && chart.atKey) take(chart, chart.atKey, event.shiftKey);
    else return;
    event.preventDefault();
  });
  frame.addEventListener("blur", () => {
    if (chart.atKey) chart.graph.library.Fx.unhover(chart.graph);
    resetKeys(chart);
  });
};
