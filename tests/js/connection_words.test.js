import assert from "node:assert/strict";
import { test } from "node:test";
import { backWords, silentWords } from "../../static/js/connection_words.js";

test("what was not done is named apart from what may not have been done", () => {
  const words = backWords(new Set(["保存", "下钻"]), new Set(["导入 1 行"]));
  assert.match(words, /“保存”、“下钻”没有生效/);
  assert.match(words, /“导入 1 行”可能没有生效/);
});

test("nothing is said when nothing was done meanwhile", () => {
  assert.equal(backWords(new Set(), new Set()), "");
});

test("a long name is shortened, and an unnamed wait has no quotation marks", () => {
  assert.ok(silentWords(new Set(["措".repeat(80)])).length < 60);
  assert.doesNotMatch(silentWords(new Set()), /“/);
});
