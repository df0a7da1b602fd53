// One Plotly chart, drawn in place: a change of data goes through Plotly.react, so nothing flickers,
// and every click on a mark is sent, the same mark again too.
import { listenToKeys } from "./chart_keys.js";
import { listenToTouch } from "./chart_touch.js";
import { parse } from "./component.js";
import { element } from "./elements.js";
import { explain, isExplaining } from "./explaining.js";
import { fitToWidth, widthIn } from "./figure_fit.js";
import { breakTitle, enlarged } from "./figure_size.js";
import { effectOf, placedMarks } from "./marks.js";
import { fitToPhone, PHONE_WIDTH, SMALLEST_LETTERS } from "./phone_layout.js";
import { loadPlotly, PLAIN } from "./plotly.js";
import { hasOtherSize, nameAt, textAt, whenPicked } from "./plotly_dom.js";
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
 * @property {Figure} [given] as Python drew it
 * @property {number} scale of the reader's text
 * @property {number} height pixels, as drawn for the width of its place
 * @property {number} width pixels, which may be more than its place has
 * @property {number} room pixels: the width of its place when it was drawn
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
 * Return a figure as it is drawn here: it grows with the reader's text, and fits its place and a phone.
 * @param {Chart} chart
 * @returns {Figure}
 */
const sized = (chart) => {
  const { frame: { clientWidth }, given, scale } = chart, isPhone = window.innerWidth <= PHONE_WIDTH;
  const figure = enlarged(given, scale, isPhone ? SMALLEST_LETTERS : 0);
  breakTitle(figure, clientWidth, widthIn);
  chart.width = fitToWidth(figure, clientWidth, widthIn, isPhone);
  if (isPhone) fitToPhone(figure, chart.width, SMALLEST_LETTERS * scale);
  chart.height = figure.layout.height;
  chart.room = clientWidth;
  chart.frame.style.minHeight = `${chart.height}px`;
  return figure;
};

/** @param {Chart} chart */
const draw = (chart) => {
  const { data, layout } = sized(chart);
  chart.graph.library.react(chart.graph, data, { ...layout, width: chart.width }, CONFIG);
};

/** @param {Chart} chart */
const fit = (chart) => {
  const { graph, frame } = chart;
  if (!graph.library || !frame.clientWidth) return;
  if (frame.clientWidth !== chart.room) draw(chart);
  const tall = document.fullscreenElement === frame ? Math.max(frame.clientHeight, chart.height) : chart.height;
  if (hasOtherSize(graph, chart.width, tall)) graph.library.relayout(graph, { width: chart.width, height: tall });
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
  const chart = { frame, graph, spoken, sizes, turn: 0, scale: 1, height: 0, width: 0, room: 0, send: () => {}, over: null, isHeld: false };
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
  frame.addEventListener("mousemove", ({ clientX, clientY }) => { graph.title = nameAt(graph, clientX, clientY); });
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
  const { figure, alt, filename, bundle, scale } = parse(data);
  host.chart ??= mount(host);
  const { chart } = host, { frame, graph } = chart;
  chart.turn += 1;
  const { turn } = chart;
  Object.assign(chart, { given: figure, scale, send: setTriggerValue });
  sized(chart); // takes its room before Plotly is there
  frame.setAttribute("aria-label", alt);
  loadPlotly(bundle).then((library) => {
    if (turn !== chart.turn) return; // newer data are here already
    const isNew = !graph.library;
    graph.library ??= library;
    graph.filename = filename;
    chart.atKey = undefined; // the marks are others now
    draw(chart);
    if (isNew) listen(chart);
    frame.tabIndex = placedMarks(graph.data).length ? 0 : -1;
  });
  return () => requestAnimationFrame(() => {
    if (host.isConnected) return;
    chart.sizes.disconnect();
    graph.library?.purge(graph);
  });
}
