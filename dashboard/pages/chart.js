// One Plotly chart, drawn in place: a change of data goes through Plotly.react, so nothing flickers,
// and every click on a mark is told, the same mark again too.
document.documentElement.lang = "zh-CN"; // or the browser offers to translate the page

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
const fitToPhone = (figure, minsize) => {
  const isTree = figure.data.some(({ type }) => type === "treemap");
  if (!isTree) figure.layout.uniformtext = { minsize, mode: "hide" };
  figure.data.forEach((trace) => {
    if (isTree && trace.ids.length > MANY) trace.maxdepth = 2; // a click on a theme opens it
    const isUpright = trace.type === "bar" && trace.orientation !== "h" && Array.isArray(trace.text);
    if (isUpright) trace.text = trace.text.map((text) => text.replace(/^\D+ /, ""));
  });
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
  frame.append(graph);
  host.append(frame);
  const sizes = new ResizeObserver(() => fit(graph, host.chart.height));
  sizes.observe(frame);
  return { frame, graph, sizes, turn: 0 };
};

const listen = (chart) => {
  const pick = ({ points }) => {
    const picked = points[0]?.customdata;
    if (picked) chart.tell("pick", picked);
  };
  chart.graph.on("plotly_click", pick);
  chart.graph.on("plotly_treemapclick", (event) => {
    pick(event);
    return false; // no zoom: the click filters, as it does on every other chart
  });
};

export default function ({ data, parentElement: host, setTriggerValue }) {
  const { figure: drawn, alt, filename, source, scale } = JSON.parse(new TextDecoder().decode(data));
  const figure = sized(drawn, scale);
  const chart = (host.chart ??= place(host));
  const turn = ++chart.turn;
  chart.tell = setTriggerValue;
  chart.height = figure.layout.height;
  chart.frame.style.minHeight = `${chart.height}px`;
  chart.frame.setAttribute("aria-label", alt);
  bundle(source).then((library) => {
    if (turn !== chart.turn) return; // a newer answer is already here
    const isNew = !chart.graph.library;
    chart.graph.library ??= library;
    chart.graph.filename = filename;
    library.react(chart.graph, figure.data, { ...figure.layout, width: chart.frame.clientWidth }, CONFIG);
    if (isNew) listen(chart);
  });
  return () => requestAnimationFrame(() => {
    if (host.isConnected) return;
    chart.sizes.disconnect();
    chart.graph.library?.purge(chart.graph);
  });
}
