// One Plotly chart, drawn in place: a change of data goes through Plotly.react, so nothing flickers,
// and every click on a mark is told, the same mark again too.
import { explain } from "./explain.js";
import { PLAIN, loadPlotly, enlarged, isHit, noteAt, whenPicked } from "./plotly.js";

const WORDS = { save: "保存为图片", full: "全屏" };

const save = (graph) => graph.library.downloadImage(graph, {
  format: "png", scale: 2, width: graph.clientWidth, height: graph.clientHeight, filename: graph.filename,
});
const full = (graph) => (document.fullscreenElement ? document.exitFullscreen() : graph.parentNode.requestFullscreen());

// one object for ever: when Plotly.react is given another, it draws from nothing
const CONFIG = {
  ...PLAIN,
  modeBarButtons: [[
    { name: "save", title: WORDS.save, icon: { width: 24, height: 24, path: "M11 4h2v8h3l-4 4-4-4h3zM5 18h14v2H5z" }, click: save },
    { name: "full", title: WORDS.full, icon: { width: 24, height: 24, path: "M4 4h6v2H6v4H4zm10 0h6v6h-2V6h-4zM4 14h2v4h4v2H4zm14 0h2v6h-6v-2h4z" }, click: full },
  ]],
};

// A figure grows with the reader's text; on a phone no text is under 14.
const PHONE = 640, LEAST = 14;
const sized = (figure, scale) => {
  const isPhone = window.innerWidth <= PHONE;
  if (scale === 1 && !isPhone) return figure;
  const large = enlarged(figure, scale, isPhone ? LEAST : 0);
  if (isPhone) fitToPhone(large, LEAST * scale);
  return large;
};
// there text that does not fit is left out, or said shorter, rather than made too small to be read
const MANY = 40;
// names below an axis that would lie over one another: only so many are left that none does, with the last
const thinned = ({ layout: { xaxis, margin } }, size) => {
  if (!xaxis?.ticktext || xaxis.side === "top") return;
  const longest = Math.max(...xaxis.ticktext.flatMap((text) => text.split("<br>").map((line) => line.length)));
  const room = window.innerWidth - margin.l - margin.r, count = xaxis.ticktext.length;
  const step = Math.ceil((count * (longest + 1) * size) / room);
  const isKept = (_, place) => (count - 1 - place) % step === 0;
  xaxis.tickvals = xaxis.tickvals.filter(isKept);
  xaxis.ticktext = xaxis.ticktext.filter(isKept);
};
// numbers in cells that are too narrow: without their decimals, or left out
const WIDTH = 0.6; // of a digit, as a part of its size
const whole = (number) => (number > 0 && number < 100 ? Math.min(99, Math.max(1, Math.round(number))) : Math.round(number)); // 0 and 100 are kept for none and all
const fitCells = (grid, { margin }, size) => {
  const room = (window.innerWidth - margin.l - margin.r) / grid.z[0].length;
  const isWide = (text) => text.split("<br>").some((line) => line.length * size * WIDTH > room);
  const short = (text) => text.split("<br>")[0].replace(/\d+\.\d+%?/, (number) => whole(parseFloat(number)));
  if (!grid.text.flat().some(isWide)) return;
  grid.text = grid.text.map((row) => row.map(short).map((text) => (isWide(text) ? "" : text)));
};
const fitToPhone = (figure, minsize) => {
  thinned(figure, minsize);
  figure.data.filter(({ type }) => type === "heatmap").forEach((grid) => fitCells(grid, figure.layout, minsize));
  const isTree = figure.data.some(({ type }) => type === "treemap");
  if (!isTree) figure.layout.uniformtext = { minsize, mode: "hide" };
  figure.data.forEach((trace) => {
    if (isTree && trace.ids.length > MANY) trace.maxdepth = 2; // a click on a theme opens it
    const isUpright = trace.type === "bar" && trace.orientation !== "h" && Array.isArray(trace.text);
    if (isUpright) trace.text = trace.text.map((text) => text.replace(/^\D+ /, ""));
  });
};

// a title that is wider than its chart goes on in further lines, and the chart grows by them
const WORD = /&[a-z#0-9]+;|[0-9A-Za-z.%+-]+|./gu, LINE = 1.25, ASCENT = 0.7;
const measure = document.createElement("canvas").getContext("2d");
const inLines = (figure, width) => {
  const { title, font, margin } = figure.layout, { size } = title?.font ?? {};
  if (!title?.text || !size) return;
  measure.font = `bold ${size}px ${font.family}`;
  const lines = [""];
  for (const word of title.text.replace(/<\/?b>/g, "").match(WORD) ?? []) {
    const longer = lines.at(-1) + word;
    if (lines.at(-1) && measure.measureText(longer).width > width - 2 * size) lines.push(word);
    else lines[lines.length - 1] = longer;
  }
  if (lines.length === 1) return;
  const more = (lines.length - 1) * size * LINE;
  title.pad.t += ASCENT * size; // which Plotly forgets for a title of several lines
  title.text = `<b>${lines.join("<br>")}</b>`;
  margin.t += more;
  figure.layout.height += more;
};

const fit = (graph, height) => {
  const { clientWidth, clientHeight } = graph.parentNode;
  const tall = document.fullscreenElement === graph.parentNode ? clientHeight : height;
  if (clientWidth && graph._fullLayout && (graph._fullLayout.width !== clientWidth || graph._fullLayout.height !== tall)) {
    graph.library.relayout(graph, { width: clientWidth, height: tall });
  }
};

const place = (host) => {
  const frame = document.createElement("div"), graph = document.createElement("div");
  frame.className = "chart-frame";
  frame.dataset.testid = "stPlotlyChart";
  frame.setAttribute("role", "figure");
  const spoken = document.createElement("p"); // for readers of screens: the mark that the keyboard is at
  spoken.className = "chart-spoken";
  spoken.setAttribute("role", "status");
  frame.append(graph, spoken);
  host.append(frame);
  const sizes = new ResizeObserver(() => fit(graph, host.chart.height));
  sizes.observe(frame);
  return { frame, graph, spoken, sizes, turn: 0 };
};

// what stands under the pointer is what Plotly says that it hovers over, or what it does not see: text
// behind a bar, a title that is a number, and the number at the end of a line
const TEXT = ".scatterlayer .trace .textpoint";
const textAt = (graph, x, y) => {
  const title = graph.querySelector(".gtitle");
  if (title && isHit(title.getBoundingClientRect(), x, y)) return graph.layout.meta?.title;
  const told = noteAt(graph, x, y);
  if (told) return told;
  const text = [...graph.querySelectorAll(TEXT)].find((each) => isHit(each.getBoundingClientRect(), x, y));
  if (!text) return undefined;
  const [{ trace }] = text.closest(".trace").__data__;
  return trace.mode === "text" ? trace.customdata?.[text.__data__.i] : undefined;
};
const markAt = (chart, { clientX, clientY }) => textAt(chart.graph, clientX, clientY) ?? chart.over?.customdata;

// The switch 数从哪来 stands in the page's head while it is on.
const isAsking = () => document.querySelector(".explaining") !== null;
const RIGHT = 2, LONG_MS = 500, MOVED = 10;

// the number of a mark; that of a task is explained by its card
const ask = (chart, mark) => {
  if (mark.measure) explain(mark);
  else if (mark.kind === "task") chart.send("mark", mark);
};
const askAt = (chart, event) => {
  const mark = markAt(chart, event);
  if (!mark) return false;
  event.preventDefault?.();
  ask(chart, mark);
  return true;
};

// a finger that rests on a mark asks, too; the tap that ends it then picks nothing
const listenToTouch = (chart) => {
  let timer, start;
  const hover = ({ clientX, clientY }) => {
    const target = document.elementFromPoint(clientX, clientY);
    ["mouseover", "mousemove"].forEach((kind) => target?.dispatchEvent(new MouseEvent(kind, { clientX, clientY, bubbles: true })));
  };
  const stop = () => clearTimeout(timer);
  chart.frame.addEventListener("touchstart", ({ touches }) => {
    stop();
    chart.isHeld = false;
    if (touches.length !== 1) return;
    [start] = touches;
    hover(start);
    timer = setTimeout(() => { chart.isHeld = askAt(chart, start); }, LONG_MS);
  }, { passive: true, capture: true });
  chart.frame.addEventListener("touchmove", ({ touches: [now] }) => {
    if (Math.hypot(now.clientX - start.clientX, now.clientY - start.clientY) > MOVED) stop();
  }, { passive: true });
  ["touchend", "touchcancel"].forEach((kind) => chart.frame.addEventListener(kind, stop, { capture: true }));
};

// by keyboard the arrows lead from mark to mark, Enter does what a click does, with Shift it asks; of a
// treemap Plotly has no such marks, and words beside a mark are no marks of their own
const marksOf = ({ data }) => data.flatMap(({ customdata, type, mode }, curveNumber) => {
  if (!customdata || type === "treemap" || mode === "text") return [];
  const isGrid = type === "heatmap";
  return customdata.flatMap((told, at) => (isGrid ? told : [told]).map((mark, column) => ({ customdata: mark, curveNumber, pointNumber: isGrid ? [at, column] : at })));
}).filter(({ customdata }) => customdata);
const HOVER_MS = 120; // after which Plotly has written what it says of a mark
const STEPS = { ArrowRight: 1, ArrowDown: 1, ArrowLeft: -1, ArrowUp: -1 };
const goTo = (chart, step) => {
  const { graph } = chart, marks = marksOf(graph);
  if (!marks.length) return;
  chart.at = ((chart.at ?? (step > 0 ? -1 : 0)) + step + marks.length) % marks.length;
  graph.library.Fx.hover(graph, [marks[chart.at]]);
  chart.atKey = marks[chart.at].customdata; // Plotly tells only of what the mouse is over
  clearTimeout(chart.speaking);
  chart.speaking = setTimeout(() => {
    const lines = [...graph.querySelectorAll(".hovertext text")].flatMap((text) => [...text.querySelectorAll(".line"), text].slice(0, text.querySelectorAll(".line").length || 1));
    chart.spoken.textContent = lines.map((line) => line.textContent).join(" ");
  }, HOVER_MS);
};
const leaveMarks = (chart) => {
  clearTimeout(chart.speaking);
  chart.at = chart.atKey = undefined;
};
const listenToKeys = (chart) => {
  // a click gives the focus, too, but then the arrows scroll the page as before
  chart.frame.addEventListener("focus", () => { chart.isByKeys = chart.frame.matches(":focus-visible"); });
  chart.frame.addEventListener("keydown", (event) => {
    const isOurs = event.target === chart.frame && chart.isByKeys && !event.ctrlKey && !event.metaKey && !event.altKey;
    if (!isOurs) return;
    if (STEPS[event.key]) goTo(chart, STEPS[event.key]);
    else if (event.key === "Enter" && chart.atKey) take(chart, chart.atKey, event.shiftKey);
    else return;
    event.preventDefault();
  });
  chart.frame.addEventListener("blur", () => {
    if (chart.atKey) chart.graph.library.Fx.unhover(chart.graph);
    leaveMarks(chart);
  });
};

// a mark filters, or asks where its number comes from
const take = (chart, mark, asks) => {
  if (asks || isAsking() || mark.kind === "explain") ask(chart, mark);
  else if (mark.kind) chart.send("mark", mark);
};

const listen = (chart) => {
  const pick = ({ points, event }) => {
    const picked = points[0]?.customdata;
    if (!picked || event?.button === RIGHT || chart.isHeld) return;
    take(chart, picked, event?.shiftKey);
  };
  chart.graph.on("plotly_hover", ({ points }) => { [chart.over] = points; });
  chart.graph.on("plotly_unhover", () => { chart.over = null; });
  whenPicked(chart.graph, pick);
  chart.frame.addEventListener("contextmenu", (event) => { if (!chart.isHeld) askAt(chart, event); else event.preventDefault(); });
  chart.frame.addEventListener("click", (event) => {
    const text = textAt(chart.graph, event.clientX, event.clientY);
    if (text && !chart.over && (isAsking() || event.shiftKey)) ask(chart, text);
  });
  listenToTouch(chart);
  listenToKeys(chart);
};

export default function ({ data, parentElement: host, setTriggerValue }) {
  const { figure: drawn, alt, filename, bundle, scale } = JSON.parse(new TextDecoder().decode(data));
  const figure = sized(drawn, scale);
  const chart = (host.chart ??= place(host));
  const turn = ++chart.turn;
  inLines(figure, chart.frame.clientWidth);
  chart.send = setTriggerValue;
  chart.height = figure.layout.height;
  chart.frame.style.minHeight = `${chart.height}px`;
  chart.frame.setAttribute("aria-label", alt);
  loadPlotly(bundle).then((library) => {
    if (turn !== chart.turn) return; // a newer answer is already here
    const isNew = !chart.graph.library;
    chart.graph.library ??= library;
    chart.graph.filename = filename;
    chart.atKey = undefined; // the marks are others now
    library.react(chart.graph, figure.data, { ...figure.layout, width: chart.frame.clientWidth }, CONFIG);
    if (isNew) listen(chart);
    chart.frame.tabIndex = marksOf(chart.graph).length ? 0 : -1;
  });
  return () => requestAnimationFrame(() => {
    if (host.isConnected) return;
    chart.sizes.disconnect();
    chart.graph.library?.purge(chart.graph);
  });
}
