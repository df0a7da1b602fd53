import assert from "node:assert/strict";
import { test } from "node:test";
import { breakTitle, brokenIntoLines, enlarged } from "../../static/js/figure_size.js";

const byLetters = (line) => line.length;

test("what is measured in pixels grows, what is not stays, and the figure given is not changed", () => {
  const given = { data: [{ x: [1, 2], marker: { size: 10, line: { width: 1 } }, zmax: 30 }], layout: { height: 200, margin: { l: 8 } } };
  const before = structuredClone(given);
  assert.deepEqual(enlarged(given, 2), {
    data: [{ x: [1, 2], marker: { size: 20, line: { width: 2 } }, zmax: 30 }], layout: { height: 400, margin: { l: 16 } },
  });
  assert.deepEqual(given, before);
});

test("letters have a least size, marks have none", () => {
  const { textfont, marker } = enlarged({ textfont: { size: 10 }, marker: { size: 4 } }, 1, 14);
  assert.deepEqual([textfont.size, marker.size], [14, 4]);
});

test("Chinese breaks anywhere, a number, a word and an escaped character never", () => {
  assert.deepEqual(brokenIntoLines("基础教育股落后14.2点", 6, byLetters), ["基础教育股落", "后14.2点"]);
  assert.deepEqual(brokenIntoLines("甲乙丙14.2%", 5, byLetters), ["甲乙丙", "14.2%"]);
  assert.deepEqual(brokenIntoLines("甲乙&lt;丙", 4, byLetters), ["甲乙", "&lt;", "丙"]);
  assert.deepEqual(brokenIntoLines("123456", 3, byLetters), ["123456"]);
});

test("a title in several lines makes its chart higher by them; one that fits changes nothing", () => {
  const figure = () => ({ data: [], layout: { height: 300, margin: { t: 64 }, font: { family: "F" }, title: { text: "<b>甲乙丙丁</b>", font: { size: 20 }, pad: { t: 10 } } } });
  const widthIn = (_font, line) => 20 * line.length;
  const wide = figure(), narrow = figure();
  breakTitle(wide, 200, widthIn);
  assert.deepEqual(wide, figure());
  breakTitle(narrow, 80, widthIn);
  assert.equal(narrow.layout.title.text, "<b>甲乙<br>丙丁</b>");
  assert.deepEqual([narrow.layout.height, narrow.layout.margin.t], [325, 89]);
});

test("a subtitle that is wider than its chart is broken, too", () => {
  const subtitle = { text: "甲乙丙丁<br>戊己", font: { size: 10 } };
  const figure = { data: [], layout: { height: 300, margin: { t: 64 }, font: { family: "F" }, title: { text: "<b>甲</b>", font: { size: 10 }, pad: { t: 10 }, subtitle } } };
  breakTitle(figure, 30, (_font, line) => 10 * line.length);
  assert.equal(subtitle.text, "甲乙<br>丙丁<br>戊己");
  assert.equal(figure.layout.margin.t, 76.5);
});
