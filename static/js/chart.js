// One Plotly chart, drawn in place: a change of data goes through Plotly.react, so nothing flickers,
// and every click on a mark is sent, the same mark again too.
import { listenToKeys } from "./chart_keys.js";
import { listenToTouch } from "./chart_touch.js";
import { parse } from "./component.js";
import { element } from "./elements.js";
import { explain, isExplaining } from "./explaining.js";
import { breakTitle, enlarged } from "./figure_size.js";
import { effectOf, placedMarks } from "./marks.js";
import { fitToPhone, PHONE_WIDTH, SMALLEST_LETTERS } from "./phone_layout.js";
import { loadPlotly, PLAIN } from "./plotly.js";
import { hasOtherSize, textAt, whenPicked } from "./plotly_dom.js";
import { CHART_TEST_ID } from "./streamlit_dom.js";

/** @typedef {import("./marks.js").Mark} Mark */
/** @typedef {import("./plotly.js").Graph} Graph */
/** @typedef {import("./plotly.js").Figure} Figure */

/**
 * @typedef {object} Chart
 * @property {HTMLElement} frame
 * @property {Graph} graph
 * @property {HTMLElement} spoken for readers of screens: the mark that the keyboard is at
 * @property {ResizeObserver} sizes
 * @property {number} turn how often new data came
 * @property {number} height pixels
 * @property {(name: string, value: unknown) => void} send
 * @property {{ customdata?: Mark } | null} over what Plotly hovers over
 * @property {boolean} isHeld whether a finger rested on a mark: the tap that ends it picks nothing
 * @property {number} [place] of the mark that the keyboard is at
 * @property {Mark} [atKey] that mark
 * @property {boolean} [isByKeys] whether the keyboard gave the focus
 * @property {number} [speaking] timer
 */

const WORDS = { save: "保存为图片", full: "全屏" };
const RIGHT_BUTTON = 2;

/** @param {Graph} graph */
const save = (graph) => graph.library.downloadImage(graph, {
  format: "png", scale: 2, width: graph.clientWidth, height: graph.clientHeight, filename: graph.filename,
});
/** @param {Graph} graph */
const toggleFull = (graph) => (document.fullscreenElement ? document.exitFullscreen() : graph.parentElement?.requestFullscreen());

// always the same object: when Plotly.react is given another, it draws everything anew
const CONFIG = {
  ...PLAIN,
  modeBarButtons: [[
    { name: "save", title: WORDS.save, icon: { width: 24, height: 24, path: "M11 4h2v8h3l-4 4-4-4h3zM5 18h14v2H5z" }, click: save },
    { name: "full", title: WORDS.full, icon: { width: 24, height: 24, path: "M4 4h6v2H6v4H4zm10 0h6v6h-2V6h-4zM4 14h2v4h4v2H4zm14 0h2v6h-6v-2h4z" }, click: toggleFull },
  ]],
};

/**
 * Return a figure as it is drawn here: it grows with the reader's text, and fits a phone.
 * @param {Figure} figure
 * @param {number} scale
 * @returns {Figure}
 */
const sized = (figure, scale) => {
  const isPhone = window.innerWidth <= PHONE_WIDTH;
  if (scale === 1 && !isPhone) return figure;
  const large = enlarged(figure, scale, isPhone ? SMALLEST_LETTERS : 0);
  if (isPhone) fitToPhone(large, window.innerWidth, SMALLEST_LETTERS * scale);
  return large;
};

const canvas = /** @type {CanvasRenderingContext2D} */ (document.createElement("canvas").getContext("2d"));
/** @param {string} font @param {string} line */
const widthIn = (font, line) => {
  canvas.font = font;
  return canvas.measureText(line).width;
};

/** @param {Chart} chart */
const fit = ({ graph, frame, height }) => {
  const tall = document.fullscreenElement === frame ? frame.clientHeight : height;
  if (frame.clientWidth && hasOtherSize(graph, frame.clientWidth, tall)) {
    graph.library.relayout(graph, { width: frame.clientWidth, height: tall });
  }
};

/**
 * @param {HTMLElement} host
 * @returns {Chart}
 */
const mount = (host) => {
  /** @type {Graph} */
  const graph = /** @type {any} */ (element("div", ""));
  const spoken = element("p", "chart-spoken");
  spoken.setAttribute("role", "status");
  const frame = element("div", "chart-frame", graph, spoken);
  frame.dataset.testid = CHART_TEST_ID;
  frame.setAttribute("role", "figure");
  host.append(frame);
  const sizes = new ResizeObserver(() => fit(chart));
  /** @type {Chart} */
  const chart = { frame, graph, spoken, sizes, turn: 0, height: 0, send: () => {}, over: null, isHeld: false };
  sizes.observe(frame);
  return chart;
};

/**
 * Do what a click on a mark does.
 * @param {Chart} chart
 * @param {Mark} mark
 * @param {boolean} isAsked whether it explains in any case
 */
const take = (chart, mark, isAsked) => {
  const effect = effectOf(mark, isAsked || isExplaining());
  if (effect === "explain") explain(mark);
  if (effect === "send") chart.send("mark", mark);
};

/**
 * Explain the mark at a place; returns whether there is one.
 * @param {Chart} chart
 * @param {{ clientX: number, clientY: number }} place
 */
const explainAt = (chart, { clientX, clientY }) => {
  const mark = textAt(chart.graph, clientX, clientY) ?? chart.over?.customdata;
  if (mark) take(chart, mark, true);
  return Boolean(mark);
};

/** @param {Chart} chart */
const listen = (chart) => {
  const { graph, frame } = chart;
  graph.on("plotly_hover", ({ points }) => { [chart.over] = points; });
  graph.on("plotly_unhover", () => { chart.over = null; });
  whenPicked(graph, ({ points, event }) => {
    const mark = points[0]?.customdata;
    if (mark && event?.button !== RIGHT_BUTTON && !chart.isHeld) take(chart, mark, Boolean(event?.shiftKey));
  });
  frame.addEventListener("contextmenu", (event) => {
    if (chart.isHeld || explainAt(chart, event)) event.preventDefault();
  });
  frame.addEventListener("click", ({ clientX, clientY, shiftKey }) => {
    const mark = textAt(graph, clientX, clientY);
    if (mark && !chart.over && (isExplaining() || shiftKey)) take(chart, mark, true);
  });
  listenToTouch(frame, { onHold: (place) => { chart.isHeld = explainAt(chart, place); }, onStart: () => { chart.isHeld = false; } });
  listenToKeys(chart, take);
};

/**
 * @typedef {{ figure: Figure, alt: string, filename: string, bundle: string, scale: number }} Drawn
 * @typedef {HTMLElement & { chart?: Chart }} Host
 * @param {import("./component.js").Component<Host, Uint8Array>} component
 */
export default function ({ data, parentElement: host, setTriggerValue }) {
  /** @type {Drawn} */
  const { figure: given, alt, filename, bundle, scale } = parse(data);
  const figure = sized(given, scale);
  host.chart ??= mount(host);
  const { chart } = host, { frame, graph } = chart;
  chart.turn += 1;
  const { turn } = chart;
  breakTitle(figure, frame.clientWidth, widthIn);
  chart.send = setTriggerValue;
  chart.height = figure.layout.height;
  frame.style.minHeight = `${chart.height}px`;
  frame.setAttribute("aria-label", alt);
  loadPlotly(bundle).then((library) => {
    if (turn !== chart.turn) return; // newer data are here already
    const isNew = !graph.library;
    graph.library ??= library;
    graph.filename = filename;
    chart.atKey = undefined; // the marks are others now
    library.react(graph, figure.data, { ...figure.layout, width: frame.clientWidth }, CONFIG);
    if (isNew) listen(chart);
    frame.tabIndex = placedMarks(graph.data).length ? 0 : -1;
  });
  return () => requestAnimationFrame(() => {
    if (host.isConnected) return;
    chart.sizes.disconnect();
    graph.library?.purge(graph);
  });
}
