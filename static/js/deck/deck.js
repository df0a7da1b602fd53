// @ts-nocheck
// The deck: which screen is shown, and what keys, clicks and the mouse do. It runs in the browser
// alone, so a change of slide asks nobody; the server is told where the meeting stands.
import { closeDialog, isConnected, openDialog } from "../streamlit_dom.js";
import { make } from "./blocks.js";
import { draw, laidOut } from "./screens.js";

document.documentElement.lang = "zh-CN";

const BASE = 26;
// pixels of most letters at 1920 x 1080; the smallest are 24/26 of it
const NARROW = 700, PHONE = 16;
// a window narrower than this is a phone's: slides one below another, in letters of this size
const SIDES = 4;
// em beside the words of a screen
export const AWAKE_MS = 2500;
const SETTLED_MS = 300;

const letterSize = (width, height) => Math.max(14, BASE * Math.sqrt((width * height) / (1920 * 1080)));

// when the browser has a moment, or soon: an idle one may never come
const idle = () => new Promise((done) => (window.requestIdleCallback ? requestIdleCallback(done, { timeout: 100 }) : setTimeout(done)));

// ---- building: everything that the deck shows, laid out for one size of screen and one scale
const newStage = (deck) => {
  const { clientWidth, clientHeight } = deck.root;
  const stage = make("div.stage");
  stage.isScrolled = clientWidth < NARROW;
  stage.classList.toggle("scrolled", stage.isScrolled);
  Object.assign(stage, { width: clientWidth, height: clientHeight });
  const size = stage.isScrolled ? PHONE : letterSize(clientWidth, clientHeight);
  stage.style.fontSize = `${size * deck.scales[deck.scale]}px`;
  stage.room = clientWidth / parseFloat(stage.style.fontSize) - SIDES;
  stage.built = new Map();
  deck.root.prepend(stage);
  return stage;
};

const slideOf = (deck, key) => deck.slides.find((slide) => slide.key === key) ?? deck.drilled.find((slide) => slide.key === key);

// what was drilled into is built anew when it is asked for again: its figures may be others
export const forget = (deck) => {
  for (const [key, screens] of deck.stage.built) {
    if (deck.slides.some((slide) => slide.key === key)) continue;
    screens.forEach(({ element }) => element.remove());
    deck.stage.built.delete(key);
  }
};

const screensOf = (deck, stage, key) => {
  if (!stage.built.has(key)) {
    const screens = laidOut(stage, slideOf(deck, key), slideOf(deck, key).foot);
    screens.forEach(({ element, place }, at) => {
      place.textContent = placeWords(deck, key, at, screens.length);
      if (!stage.isScrolled) element.classList.add("waiting");
    });
    stage.built.set(key, screens);
  }
  return stage.built.get(key);
};

const placeWords = (deck, key, at, count) => {
  const order = deck.slides.findIndex((slide) => slide.key === key);
  const part = count > 1 ? `(${at + 1}/${count})` : "";
  return order < 0 ? `退格键返回 ${part}`.trim() : `${order + 1}/${deck.slides.length} ${part}`.trim();
};

// make the present screen ready on a stage of its own, then show that instead of the old one
export const rebuild = async (deck) => {
  const stage = newStage(deck), old = deck.stage;
  deck.building = stage;
  delete deck.root.dataset.ready;
  if (stage.isScrolled) deck.slides.forEach(({ key }) => screensOf(deck, stage, key));
  const key = topKey(deck), screens = screensOf(deck, stage, key);
  const part = clamped(deck, screens);
  if (stage.isScrolled) await Promise.all([...stage.built.values()].flat().map((each) => draw(each, deck.bundle)));
  else await draw(screens[part - 1], deck.bundle);
  if (deck.building !== stage) return stage.remove();
  deck.stage = stage;
  old?.remove();
  show(deck);
  await prepare(deck, stage);
};

// lay out and draw what may be asked for next, nearest first, while nobody waits
const prepare = async (deck, stage) => {
  const at = Math.max(0, deck.slides.findIndex(({ key }) => key === deck.slide));
  const near = deck.slides.map(({ key }, place) => [Math.abs(place - at - 0.4), key]).sort((a, b) => a[0] - b[0]);
  for (const [, key] of near) {
    await idle();
    if (deck.stage !== stage || !deck.root.isConnected) return;
    for (const screen of screensOf(deck, stage, key)) await draw(screen, deck.bundle);
  }
  deck.root.dataset.ready = "true";
};

// ---- where the meeting stands
const topKey = (deck) => deck.drill.at(-1) ?? deck.slide;

// the number of the screen to show, kept among those that there are
const clamped = (deck, screens) => {
  const part = Math.min(Math.max(1, deck.parts.at(-1)), screens.length);
  deck.parts = [...deck.parts.slice(0, -1), part];
  return part;
};

// on a phone: what was drilled into alone, else all slides, scrolled to the one that is new
const showScrolled = (deck) => {
  const { stage, root } = deck, key = topKey(deck), [screen] = screensOf(deck, stage, key);
  const isDrilled = deck.drill.length > 0;
  root.classList.toggle("down", isDrilled);
  stage.classList.toggle("drilled", isDrilled);
  stage.querySelectorAll(".screen").forEach((each) => each.classList.toggle("shown", each === screen.element));
  draw(screen, deck.bundle);
  if (deck.scrolledTo !== key) screen.element.scrollIntoView();
  deck.scrolledTo = key;
  root.dataset.slide = key;
};

export const show = (deck) => {
  const { stage } = deck;
  if (stage.isScrolled) return showScrolled(deck);
  const screens = screensOf(deck, stage, topKey(deck));
  const part = clamped(deck, screens), screen = screens[part - 1];
  stage.querySelectorAll(".screen.shown").forEach((each) => each.classList.replace("shown", "waiting"));
  screen.element.classList.replace("waiting", "shown");
  draw(screen, deck.bundle);
  deck.root.dataset.slide = topKey(deck);
  deck.root.dataset.part = part;
};

const ASKING = new Set(["record", "share", "decision", "compare"]);
// these open a dialog, for which the keys that follow are meant

// tell the server of something, and with it all that the deck has come to: of the events of one moment
// Streamlit brings the last alone
export const tell = (deck, event) => {
  clearTimeout(deck.settling);
  if (deck.root.classList.contains("lost") && event.do !== "at") return say(deck, "连接断开,恢复以后才能下钻和记录");
  if (ASKING.has(event.do)) deck.asked = performance.now();
  const { slide, parts, drill, seconds, refresh } = deck;
  deck.send({ slide, parts, drill, seconds, refresh, ...event });
};

// parts: which screen of the slide, and of each step down from it
const go = (deck, slide, parts, drill = []) => {
  Object.assign(deck, { slide, parts, drill });
  deck.list.hidden = true;
  show(deck);
  clearTimeout(deck.settling);
  deck.settling = setTimeout(() => tell(deck, { do: "at" }), SETTLED_MS);
};

const LAST = 1e9;

export const step = (deck, by) => {
  const count = screensOf(deck, deck.stage, topKey(deck)).length, part = deck.parts.at(-1) + by;
  if (part >= 1 && part <= count) return go(deck, deck.slide, [...deck.parts.slice(0, -1), part], deck.drill);
  if (deck.drill.length) return undefined; // at the end of what was drilled into: Backspace leads back
  const next = deck.slides.findIndex(({ key }) => key === deck.slide) + by;
  return deck.slides[next] ? go(deck, deck.slides[next].key, [by > 0 ? 1 : LAST]) : undefined;
};

export const goTo = (deck, at) => deck.slides.at(at) && go(deck, deck.slides.at(at).key, [1]);

const turn = (deck) => {
  if (deck.stage?.isScrolled) return;
  const before = [deck.slide, ...deck.parts].join();
  step(deck, 1);
  if (before === [deck.slide, ...deck.parts].join()) goTo(deck, 0);
};

export const up = (deck) => {
  if (deck.drill.length) go(deck, deck.slide, deck.parts.slice(0, -1), deck.drill.slice(0, -1));
};

export const pick = (deck, what) => {
  if (what.startsWith("decision:")) return tell(deck, { do: "decision", id: Number(what.split(":")[1]) });
  return tell(deck, { do: "drill", parts: [...deck.parts, 1], drill: [...deck.drill, what] });
};

// ---- what runs by itself
export const isDialogOpen = () => Boolean(openDialog());

// the deck needs no server to be leafed through, and deck.css says in one line that there is none
const LOST_MS = 500;
const untilBack = ({ root }) => {
  const isOver = !root.isConnected || isConnected();
  root.classList.toggle("lost", !isOver);
  if (!isOver) setTimeout(untilBack, LOST_MS, { root });
};
export const closeLost = (deck, dialog) => {
  closeDialog(dialog);
  untilBack(deck);
};

export const setRotation = (deck, seconds) => {
  clearInterval(deck.rotation);
  deck.seconds = seconds;
  deck.rotation = seconds ? setInterval(() => turn(deck), seconds * 1000) : undefined;
};

export const stopRotation = (deck) => {
  if (!deck.seconds) return;
  setRotation(deck, null);
  tell(deck, { do: "at" });
  say(deck, "轮播已停止");
};

export const setRefresh = (deck, seconds) => {
  if (deck.refresh === seconds) return;
  clearInterval(deck.refreshing);
  deck.refresh = seconds;
  // an answer would close the open dialog for a moment, and take away the keys
  const ask = () => isDialogOpen() || tell(deck, { do: "refresh" });
  deck.refreshing = seconds ? setInterval(ask, seconds * 1000) : undefined;
};

export const toggleFull = () => (document.fullscreenElement
  ? document.exitFullscreen()
  : document.documentElement.requestFullscreen().catch(() => {})); // a browser may forbid it: then nothing happens

export const say = (deck, words) => {
  deck.notice.textContent = words;
  deck.notice.hidden = false;
  clearTimeout(deck.saying);
  deck.saying = setTimeout(() => { deck.notice.hidden = true; }, AWAKE_MS);
};
