import assert from "node:assert/strict";
import { test } from "node:test";
import { fitToWidth, shortened } from "../../static/js/figure_fit.js";

const LETTER = 10; // pixels of every letter
const widthIn = (_font, line) => LETTER * line.length;
const layout = (more) => ({ font: { size: 14, family: "F" }, margin: { l: 0, r: 0, t: 60 }, height: 300, xaxis: {}, ...more });

test("a name is cut to its room with a mark, an escaped character never in its middle", () => {
  const widthOf = (line) => LETTER * line.length;
  assert.equal(shortened("教育督导室", 50, widthOf), "教育督导室");
  assert.equal(shortened("教育督导室", 49, widthOf), "教育督…");
  assert.equal(shortened("教&lt;育督导", 30, widthOf), "教&lt;…");
});

test("names of rows take no more than their share of the width, and are kept whole for a hover", () => {
  const figure = { data: [], layout: layout({ margin: { l: 212, r: 0, t: 60 }, yaxis: { ticktext: ["一二三四五六七八九十一二三四五六七八九十", "短&amp;"] } }) };
  assert.equal(fitToWidth(figure, 300, widthIn), 300);
  assert.equal(figure.layout.margin.l, 108);
  assert.deepEqual(figure.layout.yaxis.ticktext, ["一二三四五六七八…", "短&amp;"]);
  assert.deepEqual(figure.layout.meta.names.rows, ["一二三四五六七八九十一二三四五六七八九十", "短&"]);
});

test("columns are never narrower than their numbers: the chart is wider than its place instead", () => {
  const grid = { type: "heatmap", x: Array(10).fill("甲"), text: [Array(10).fill("10/12")], textfont: { size: 13 } };
  const figure = { data: [grid], layout: layout({ xaxis: { ticktext: Array(10).fill("甲") } }) };
  assert.equal(fitToWidth(figure, 300, widthIn), 10 * (50 + 8));
  assert.equal(fitToWidth(figure, 300, widthIn, true), 300, "a phone leaves out what has no room");
});

test("names that are wider than their columns stand upright, and the chart grows by them", () => {
  const grid = { type: "heatmap", x: ["a", "b"], text: [["1", "2"]], textfont: { size: 13 } };
  const figure = { data: [grid], layout: layout({ xaxis: { ticktext: ["义务教育<br>均衡发展", "党建"] } }) };
  fitToWidth(figure, 60, widthIn);
  const { xaxis, margin, height } = figure.layout;
  assert.deepEqual([xaxis.tickangle, xaxis.ticktext], [-90, ["义务教育均衡发展", "党建"]]);
  assert.deepEqual([margin.t - 60, height - 300], [46, 46]);
});

test("the axis runs on until words behind bars lie within the plot", () => {
  const words = { mode: "text", textposition: "middle right", x: [10], text: ["12345"] };
  const figure = { data: [words], layout: layout({ xaxis: { range: [0, 10] } }) };
  fitToWidth(figure, 116, widthIn);
  assert.deepEqual(figure.layout.xaxis.range, [0, 20]); // half of the plot is left for 50 + 8 pixels
});
