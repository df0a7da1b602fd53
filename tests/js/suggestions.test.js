import assert from "node:assert/strict";
import { test } from "node:test";
import { nextSuggestion, suggestionsFor } from "../../static/js/suggestions.js";

const NAMES = [["办公室", "股室", "bgs", "bangongshi"], ["党建", "主题", "党建", "dj", "dangjian"], ["滞后", "状态", "zh"], ["严重滞后", "状态", "yzzh"]];
const found = (text) => suggestionsFor(NAMES, text).found.map(([name]) => name);

test("a name is suggested by its beginning, by pinyin, and by what it contains, in this order", () => {
  assert.deepEqual(found("办"), ["办公室"]);
  assert.deepEqual(found("DJ"), ["党建"]);
  assert.deepEqual(found("滞后"), ["滞后", "严重滞后"]);
  assert.deepEqual(found("x"), []);
  assert.deepEqual(found(""), []);
});

test("only the last word is completed, also when it follows a name without a blank", () => {
  assert.deepEqual(suggestionsFor(NAMES, "党建 bg"), { start: 3, found: [NAMES[0]] });
  assert.deepEqual(suggestionsFor(NAMES, "党建bg"), { start: 2, found: [NAMES[0]] });
});

test("no more than eight are suggested", () => {
  const many = Array.from({ length: 20 }, (_, place) => [`股室${place}`, "股室"]);
  assert.equal(suggestionsFor(many, "股").found.length, 8);
});

test("the arrows lead through the suggestions and back to the box", () => {
  assert.deepEqual([-1, 0, 1].map((chosen) => nextSuggestion(chosen, 1, 2)), [0, 1, -1]);
  assert.deepEqual([-1, 0, 1].map((chosen) => nextSuggestion(chosen, -1, 2)), [1, -1, 0]);
});
