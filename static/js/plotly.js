// Plotly from this machine, in Chinese; each bundle is loaded once a page.
const CHINESE = {
  moduleType: "locale",
  name: "zh-CN",
  dictionary: {},
  format: {
    days: ["星期日", "星期一", "星期二", "星期三", "星期四", "星期五", "星期六"],
    shortDays: ["周日", "周一", "周二", "周三", "周四", "周五", "周六"],
    months: ["一月", "二月", "三月", "四月", "五月", "六月", "七月", "八月", "九月", "十月", "十一月", "十二月"],
    shortMonths: ["1月", "2月", "3月", "4月", "5月", "6月", "7月", "8月", "9月", "10月", "11月", "12月"],
    date: "%Y-%m-%d",
  },
};

// the bundles do not share window.Plotly, so each is taken from it as it comes
// the names of files of static/, which lie beside this module's folder
export const loadPlotly = (name) => ((window.plotlyBundles ??= {})[name] ??= new Promise((done, fail) => {
  const tag = document.createElement("script");
  tag.src = new URL(`../${name}`, import.meta.url);
  tag.onload = () => {
    window.Plotly.register(CHINESE);
    done(window.Plotly);
  };
  tag.onerror = () => {
    delete window.plotlyBundles[name]; // who asks again tries again
    tag.remove();
    fail(new Error(name));
  };
  document.head.append(tag);
}));

// what the annotation at a place tells, such as the number at the end of a line: its mark
export const isHit = ({ left, right, top, bottom }, x, y) => left <= x && x <= right && top <= y && y <= bottom;
export const noteAt = (graph, x, y) => {
  const note = [...graph.querySelectorAll(".annotation")].find((each) => isHit(each.getBoundingClientRect(), x, y));
  return note && graph.layout.meta?.notes?.[note.dataset.index];
};

// Tell each press on a mark once. Plotly looks for the mark under the pointer at most every 50 ms, and of
// a click that comes sooner, as just after a chart was drawn, it tells nothing: the mark is known a little
// later. Of a tap it tells twice, for the finger and for the mouse that the browser plays: the mouse counts.
const LOOKED_MS = 60;
export const whenPicked = (graph, run) => {
  let isFinger = false, told = -Infinity, looking;
  const pick = (picked) => { if (!isFinger) run(picked); };
  graph.addEventListener("touchstart", () => { isFinger = true; }, { capture: true, passive: true });
  graph.addEventListener("mousedown", () => { isFinger = false; }, { capture: true });
  graph.on("plotly_click", (picked) => {
    clearTimeout(looking);
    told = performance.now();
    pick(picked);
  });
  graph.on("plotly_treemapclick", (picked) => {
    pick(picked);
    return false; // no zoom: a click does what it does on every other chart
  });
  // Plotly answers each press with a click of its own; the browser's comes after a tap only
  graph.addEventListener("click", (event) => {
    const isTold = event.isTrusted || performance.now() - told < LOOKED_MS;
    if (isTold || !event.target.matches(".nsewdrag")) return;
    clearTimeout(looking);
    looking = setTimeout(() => graph._hoverdata?.length && pick({ points: graph._hoverdata, event }), LOOKED_MS);
  }, { capture: true });
};

// what every chart is set up with
export const PLAIN = { locale: "zh-CN", displaylogo: false, showSendToCloud: false, plotlyServerURL: "" };

// the figure with all that it measures in pixels larger by a factor, and no letters smaller than `least`
const PIXELS = new Set(["size", "width", "height", "l", "r", "t", "b", "xshift", "yshift", "standoff", "minsize"]);
const OPEN = new Set([
  "font", "textfont", "insidetextfont", "outsidetextfont", "tickfont", "hoverlabel", "title", "subtitle", "margin", "pad", "marker", "line", "annotations", "shapes",
  "layout", "data", "xaxis", "yaxis", "uniformtext",
]);
const FONTS = new Set(["font", "textfont", "insidetextfont", "outsidetextfont", "tickfont"]);
export const enlarged = (part, factor, least = 0, isFont = false) => {
  if (Array.isArray(part)) return part.map((each) => enlarged(each, factor, least, isFont));
  if (part === null || typeof part !== "object") return part;
  return Object.fromEntries(Object.entries(part).map(([key, value]) => {
    if (typeof value === "number" && PIXELS.has(key)) {
      return [key, Math.max(value * factor, isFont && key === "size" ? least : -Infinity)];
    }
    return [key, OPEN.has(key) ? enlarged(value, factor, least, FONTS.has(key)) : value];
  }));
};
