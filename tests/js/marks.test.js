import assert from "node:assert/strict";
import { test } from "node:test";
import { effectOf, markOf, nextPlace, placedMarks } from "../../static/js/marks.js";

const OFFICE = { kind: "offices", value: "办公室", other: null, measure: "tasks", cells: ["office:办公室"] };
const TASK = { kind: "task", value: 12, other: null, measure: "", cells: [] };
const TITLE = { kind: "", value: null, other: null, measure: "gap", cells: [] };
const PICTURE = markOf("explain", "gap", []);

test("a plain click filters, opens a task, and explains a picture of free analysis", () => {
  assert.deepEqual([OFFICE, TASK, TITLE, PICTURE].map((mark) => effectOf(mark, false)), ["send", "send", "nothing", "explain"]);
});

test("a click that asks explains every number, and opens the card of a task, which has none", () => {
  assert.deepEqual([OFFICE, TASK, TITLE, PICTURE].map((mark) => effectOf(mark, true)), ["explain", "send", "explain", "explain"]);
  assert.equal(effectOf({ ...OFFICE, measure: "" }, true), "nothing");
});

test("the keyboard leads to the marks of bars and cells, not to words, treemaps and empty cells", () => {
  const bar = { type: "bar", customdata: [OFFICE, null] };
  const words = { type: "scatter", mode: "text", customdata: [OFFICE] };
  const tree = { type: "treemap", customdata: [OFFICE] };
  const grid = { type: "heatmap", customdata: [[null, TASK], [TITLE, null]] };
  const found = placedMarks([bar, words, { type: "bar" }, tree, grid]);
  assert.deepEqual(found.map(({ customdata }) => customdata), [OFFICE, TASK, TITLE]);
  assert.deepEqual(found.map(({ curveNumber, pointNumber }) => [curveNumber, pointNumber]), [[0, 0], [4, [0, 1]], [4, [1, 0]]]);
});

test("the first step leads to the first mark or to the last, and steps go round", () => {
  assert.deepEqual([nextPlace(undefined, 1, 3), nextPlace(undefined, -1, 3)], [0, 2]);
  assert.deepEqual([nextPlace(2, 1, 3), nextPlace(0, -1, 3), nextPlace(0, 1, 3)], [0, 2, 1]);
});
