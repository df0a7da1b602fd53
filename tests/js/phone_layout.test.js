import assert from "node:assert/strict";
import { test } from "node:test";
import { fitToPhone, keptNames, shortCell, whole } from "../../static/js/phone_layout.js";

const MARGIN = { l: 0, r: 0 };

test("names below an axis are thinned until none lies over another, and the last is kept", () => {
  assert.deepEqual(keptNames(["一月", "二月", "三月", "四月"], 400, 14), [true, true, true, true]);
  assert.deepEqual(keptNames(["一月", "二月", "三月", "四月"], 100, 14), [false, true, false, true]);
});

test("none and all are never rounded to", () => {
  assert.deepEqual([0, 0.3, 49.6, 99.7, 100, -3.4].map(whole), [0, 0.3, 50, 99, 100, -3]);
});

test("a cell that is too narrow loses its second line and its decimals, then its text", () => {
  assert.equal(shortCell("45.5%<br>5/11", 40, 14), "46");
  assert.equal(shortCell("45.5%<br>5/11", 10, 14), "");
});

test("cells that all fit stay as they are", () => {
  const grid = { type: "heatmap", z: [[1, 2]], text: [["1.0", "2.0"]] };
  fitToPhone({ data: [grid], layout: { margin: MARGIN } }, 400, 14);
  assert.deepEqual(grid.text, [["1.0", "2.0"]]);
});

test("a large tree opens theme by theme; elsewhere text that does not fit is hidden", () => {
  const tree = { data: [{ type: "treemap", ids: Array(41) }], layout: { margin: MARGIN } };
  const bars = { data: [{ type: "bar", text: ["✓ 12"] }, { type: "bar", orientation: "h", text: ["✓ 3"] }], layout: { margin: MARGIN } };
  fitToPhone(tree, 400, 14);
  fitToPhone(bars, 400, 14);
  assert.deepEqual([tree.data[0].maxdepth, tree.layout.uniformtext], [2, undefined]);
  assert.deepEqual(bars.layout.uniformtext, { minsize: 14, mode: "hide" });
  assert.deepEqual(bars.data.map(({ text }) => text), [["12"], ["✓ 3"]], "an upright bar has room for the number alone");
});
