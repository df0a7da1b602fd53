// All that is known of what Plotly draws, which no API of it offers: look here after an upgrade of it.

/** @typedef {import("./plotly.js").Graph} Graph */
/** @typedef {import("./marks.js").Mark} Mark */

/**
 * @param {Element} drawn
 * @param {number} x
 * @param {number} y
 */
const isAt = (drawn, x, y) => {
  const { left, right, top, bottom } = drawn.getBoundingClientRect();
  return left <= x && x <= right && top <= y && y <= bottom;
};

/**
 * The mark of the annotation at a place, such as the number at the end of a line.
 * @param {Graph} graph
 * @param {number} x
 * @param {number} y
 * @returns {Mark | undefined}
 */
export const noteAt = (graph, x, y) => {
  const notes = /** @type {NodeListOf<SVGElement>} */ (graph.querySelectorAll(".annotation"));
  const note = [...notes].find((each) => isAt(each, x, y));
  return note && graph.layout.meta?.notes?.[note.dataset.index ?? ""];
};

/**
 * The mark of text that Plotly hovers over nowhere: a title that is a number, the number at the end of
 * a line, words behind a bar.
 * @param {Graph} graph
 * @param {number} x
 * @param {number} y
 * @returns {Mark | undefined}
 */
export const textAt = (graph, x, y) => {
  const title = graph.querySelector(".gtitle");
  if (title && isAt(title, x, y)) return graph.layout.meta?.title;
  const note = noteAt(graph, x, y);
  if (note) return note;
  const texts = graph.querySelectorAll(".scatterlayer .trace .textpoint");
  const text = /** @type {any} */ ([...texts].find((each) => isAt(each, x, y)));
  if (!text) return undefined;
  const [{ trace }] = text.closest(".trace").__data__; // where d3 keeps what an element stands for
  return trace.mode === "text" ? trace.customdata?.[text.__data__.i] : undefined;
};

/**
 * The whole name of a row or a column whose label at a place is shortened; empty where there is none.
 * @param {Graph} graph
 * @param {number} x
 * @param {number} y
 * @returns {string}
 */
export const nameAt = (graph, x, y) => {
  const names = graph.layout.meta?.names ?? {};
  for (const [axis, letter] of [["rows", "y"], ["columns", "x"]]) {
    const ticks = names[axis] ? graph.querySelectorAll(`.${letter}tick text`) : [];
    const tick = /** @type {any} */ ([...ticks].find((each) => isAt(each, x, y)));
    if (tick) return names[axis][tick.closest(`.${letter}tick`).__data__.x] ?? "";
  }
  return "";
};

/**
 * The lines that Plotly shows beside the mark that it hovers over.
 * @param {Graph} graph
 */
export const hoverLines = (graph) => [...graph.querySelectorAll(".hovertext text")].flatMap((text) => {
  const lines = [...text.querySelectorAll(".line")];
  return (lines.length ? lines : [text]).map((line) => line.textContent);
});

/**
 * Whether a chart is drawn, but not in this size.
 * @param {Graph} graph
 * @param {number} width
 * @param {number} height
 */
export const hasOtherSize = (graph, width, height) => {
  const full = /** @type {any} */ (graph)._fullLayout;
  return Boolean(full) && (full.width !== width || full.height !== height);
};

/** Plotly looks for the mark under the pointer at most every 50 ms. */
const HOVER_MS = 60;

/**
 * Call back once for each press on a mark. Of a click that comes before Plotly has looked for a mark, as
 * just after a chart was drawn, it says nothing: the mark is known a little later. Of a tap it speaks
 * twice, for the finger and for the mouse that the browser plays: the mouse counts.
 * @param {Graph} graph
 * @param {(picked: { points: { customdata?: Mark }[], event?: MouseEvent }) => void} onPick
 */
export const whenPicked = (graph, onPick) => {
  let isFinger = false, reported = -Infinity, timer = 0;
  /** @param {any} picked */
  const pick = (picked) => {
    if (!isFinger) onPick(picked);
  };
  graph.addEventListener("touchstart", () => { isFinger = true; }, { capture: true, passive: true });
  graph.addEventListener("mousedown", () => { isFinger = false; }, { capture: true });
  graph.on("plotly_click", (picked) => {
    clearTimeout(timer);
    reported = performance.now();
    pick(picked);
  });
  graph.on("plotly_treemapclick", (picked) => {
    pick(picked);
    return false; // no zoom: a click does what it does on every other chart
  });
  // Plotly answers each press with a click event of its own; the browser's own comes after a tap only
  graph.addEventListener("click", (event) => {
    const isDone = event.isTrusted || performance.now() - reported < HOVER_MS;
    if (isDone || !(/** @type {Element} */ (event.target).matches(".nsewdrag"))) return;
    clearTimeout(timer);
    timer = setTimeout(() => {
      const points = /** @type {any} */ (graph)._hoverdata;
      if (points?.length) pick({ points, event });
    }, HOVER_MS);
  }, { capture: true });
};
