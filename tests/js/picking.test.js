import assert from "node:assert/strict";
import { beforeEach, mock, test } from "node:test";
import { whenPicked } from "../../static/js/plotly_dom.js";

// What Plotly 7 was seen to do, played on a bare target: its events by `play`, a browser's by `press`.
class Graph extends EventTarget {
  handlers = {};
  on(event, run) { this.handlers[event] = run; }
  play(event, picked) { return this.handlers[event](picked); }
  press(type, isOnPlot = true) {
    this.matches = () => isOnPlot;
    this.dispatchEvent(new Event(type));
  }
}

const BAR = { points: [{ customdata: "bar" }] };
let graph, picked;
beforeEach((test) => {
  mock.timers.enable({ apis: ["setTimeout"] });
  let now = 0;
  test.mock.method(performance, "now", () => (now += 1000));
  graph = new Graph();
  picked = [];
  whenPicked(graph, ({ points }) => picked.push(points[0].customdata));
  return () => mock.timers.reset();
});

const settle = () => {
  mock.timers.tick(1000);
  mock.timers.reset();
};

test("a click that Plotly reports counts once", () => {
  graph.press("mousedown");
  graph.press("click");
  graph.play("plotly_click", BAR);
  settle();
  assert.deepEqual(picked, ["bar"]);
});

test("a click just after a chart was drawn, which Plotly does not report, counts once it knows the mark", () => {
  graph.press("mousedown");
  graph.press("click");
  assert.deepEqual(picked, []);
  graph._hoverdata = BAR.points;
  settle();
  assert.deepEqual(picked, ["bar"]);
});

test("a click beside every mark picks nothing", () => {
  graph.press("click");
  graph._hoverdata = BAR.points;
  graph.press("click", false);
  graph._hoverdata = undefined;
  settle();
  assert.deepEqual(picked, []);
});

test("a tap, reported for the finger and for the mouse that the browser plays, counts once", () => {
  graph.press("touchstart");
  graph.play("plotly_click", BAR);
  graph.press("mousedown");
  graph.play("plotly_click", BAR);
  settle();
  assert.deepEqual(picked, ["bar"]);
});

test("a click on a sector picks, and the treemap does not zoom", () => {
  assert.equal(graph.play("plotly_treemapclick", BAR), false);
  settle();
  assert.deepEqual(picked, ["bar"]);
});
