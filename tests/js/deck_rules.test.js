import assert from "node:assert/strict";
import { test } from "node:test";
import {
  brokenRow, greatestFitting, LAST_PART, letterSize, longestText, nearestFirst, nextOf, numberStep, placeAfter, placeAmong, placeWords, rowsOnScreen, subjectOf, wantedRoom,
} from "../../static/js/deck/rules.js";

const SLIDES = ["standing", "offices", "lists"].map((key) => ({ key }));

test("a row is broken between letters, and no letter of it is lost", () => {
  const row = { cells: ["甲𠀀乙", { state: "done" }], details: [["问题", "丙丁"], ["下一步", "戊"]], pick: "task:1" };
  const [first, rest] = brokenRow(row, 2);
  assert.deepEqual(first, { cells: ["甲𠀀", { state: "done" }], details: [["问题", "丙丁"], ["下一步", "戊"]], pick: "task:1" });
  assert.deepEqual(rest, { cells: ["乙", ""], details: [], pick: "task:1" });
  assert.equal(longestText(row), 4);
});

test("as much is kept as fits", () => {
  assert.equal(greatestFitting(100, (count) => count <= 37), 37);
  assert.equal(greatestFitting(100, () => true), 100);
  assert.equal(greatestFitting(100, () => false), 1);
});

test("a long list is spread evenly over its screens", () => {
  assert.deepEqual([[11, 10], [10, 10], [21, 10], [1, 5]].map(([count, room]) => rowsOnScreen(count, room)), [6, 10, 7, 1]);
});

test("a table wants room for its words and its figures", () => {
  const columns = [{ width: "1fr", align: "start" }, { width: "minmax(0,5em)", align: "end" }, { width: "2fr", align: "end" }];
  assert.ok(Math.abs(wantedRoom({ columns, rows: [] }) - (0.9 * 3 + 18 + 5 + 4.5)) < 1e-9);
  assert.ok(wantedRoom({ columns: [columns[0]], rows: [{ cells: [{ bar: 1 }] }] }) < 6, "a bar is no words");
});

test("a screen says which slide it is of how many, and which part of it", () => {
  assert.equal(placeWords(SLIDES, "offices", 0, 1), "2/3");
  assert.equal(placeWords(SLIDES, "offices", 1, 2), "2/3 (2/2)");
  assert.equal(placeWords(SLIDES, "state:done", 0, 1), "退格键返回");
  assert.equal(placeWords(SLIDES, "state:done", 2, 3), "退格键返回 (3/3)");
});

test("letters grow with the screen, and none is smaller than 14", () => {
  assert.deepEqual([letterSize(1920, 1080), letterSize(3840, 2160), letterSize(400, 300)], [26, 52, 14]);
});

test("a step leads through the parts of a slide, then to the next slide, and back to the last part", () => {
  const at = (slide, part) => ({ slide, parts: [part], drill: [] });
  assert.deepEqual(placeAfter(at("standing", 1), 1, SLIDES, 2), at("standing", 2));
  assert.deepEqual(placeAfter(at("standing", 2), 1, SLIDES, 2), at("offices", 1));
  assert.deepEqual(placeAfter(at("offices", 1), -1, SLIDES, 1), at("standing", LAST_PART));
  assert.equal(placeAfter(at("standing", 1), -1, SLIDES, 2), undefined);
  assert.equal(placeAfter(at("lists", 1), 1, SLIDES, 1), undefined);
});

test("a step stays within what was drilled into", () => {
  const place = { slide: "standing", parts: [2, 1], drill: ["state:done"] };
  assert.deepEqual(placeAfter(place, 1, SLIDES, 2), { ...place, parts: [2, 2] });
  assert.equal(placeAfter(place, 1, SLIDES, 1), undefined);
});

test("what is gone after a change is left: a slide for the first one, a step with all below it", () => {
  const drilled = [{ key: "office:办公室" }];
  assert.deepEqual(placeAmong({ slide: "", parts: [], drill: [] }, SLIDES, []), { slide: "standing", parts: [1], drill: [] });
  assert.deepEqual(placeAmong({ slide: "gone", parts: [3], drill: ["office:办公室"] }, SLIDES, drilled), { slide: "standing", parts: [1], drill: [] });
  const place = { slide: "lists", parts: [2, 1, 4], drill: ["office:办公室", "state:done"] };
  assert.deepEqual(placeAmong(place, SLIDES, drilled), { slide: "lists", parts: [2, 1], drill: ["office:办公室"] });
  assert.deepEqual(placeAmong({ ...place, parts: [] }, SLIDES, drilled).parts, [1, 1]);
});

test("what may be asked for next is made first", () => {
  assert.deepEqual(nearestFirst(SLIDES, "offices"), ["offices", "lists", "standing"]);
  assert.deepEqual(nearestFirst(SLIDES, "gone"), ["standing", "offices", "lists"]);
});

test("the choices of a button go round", () => {
  assert.deepEqual([null, 15, 30].map((now) => nextOf([null, 15, 30], now)), [15, 30, null]);
});

test("a number leads down by its measure and its cells; a decision is about what is no number", () => {
  assert.equal(numberStep("gap", ["office:办公室"]), "number:explain=gap&cell=office%3A%E5%8A%9E%E5%85%AC%E5%AE%A4");
  assert.equal(subjectOf(["office:办公室", "number:explain=gap"]), "office:办公室");
  assert.equal(subjectOf([]), "");
});
