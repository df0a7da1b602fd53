import assert from "node:assert/strict";
import { test } from "node:test";
import { explain, isExplaining, onExplain, startExplaining } from "../../static/js/explaining.js";
import { markOf } from "../../static/js/marks.js";

test("a number goes to whoever asked last for numbers, and to nobody when that is gone", () => {
  const mark = markOf("explain", "gap", []), sent = [];
  const stopFirst = onExplain(() => sent.push("first"));
  const stopSecond = onExplain(() => sent.push("second"));
  stopFirst(); // late: it must not end the second
  explain(mark);
  stopSecond();
  explain(mark);
  assert.deepEqual(sent, ["second"]);
});

test("clicks explain for as long as a line of the page says so", () => {
  const stopOld = startExplaining({}), stopNew = startExplaining({});
  stopOld();
  assert.equal(isExplaining(), true);
  stopNew();
  assert.equal(isExplaining(), false);
});
