// Where the deck stands and where it goes. The browser turns the pages by itself, so a change of slide
// waits for nobody; the server is only told where the deck has come to.
import { isAllowed } from "../connection.js";
import { placeAfter, subjectOf } from "./rules.js";
import { screensOf, show, shownKey } from "./stage.js";

/** @typedef {import("./types.js").Deck} Deck */
/** @typedef {import("./types.js").Place} Place */

const SETTLED_MS = 300; // after the last turn of a page the server is told
/** What the reader asks the server for; its own clock asks, too, and nobody misses that. @type {Record<string, string>} */
const NAMES = {
  drill: "下钻", record: "记录议定事项", decision: "议定事项", share: "分享", compare: "对比日期", scale: "字号", look: "深浅色", leave: "退出会议",
};
const OPENS_DIALOG = new Set(["record", "share", "decision", "compare"]); // the keys that follow are meant for it

/**
 * Send an event, and with it where the deck stands: of the events of one moment Streamlit brings the
 * last alone.
 * @param {Deck} deck
 * @param {import("./types.js").Event} event
 */
export const sendEvent = (deck, event) => {
  clearTimeout(deck.settling);
  const name = NAMES[event.do];
  if (name && !isAllowed(name)) return;
  if (OPENS_DIALOG.has(event.do)) deck.asked = performance.now();
  const { slide, parts, drill, seconds, refresh } = deck;
  deck.send({ slide, parts, drill, seconds, refresh, ...event });
};

/** @param {Deck} deck @param {Place} place */
const go = (deck, place) => {
  Object.assign(deck, place);
  deck.list.hidden = true;
  show(deck);
  clearTimeout(deck.settling);
  deck.settling = setTimeout(() => sendEvent(deck, { do: "at" }), SETTLED_MS);
};

/** @param {Deck} deck @param {1 | -1} by */
export const step = (deck, by) => {
  if (!deck.stage) return;
  const place = placeAfter(deck, by, deck.slides, screensOf(deck, deck.stage, shownKey(deck)).length);
  if (place) go(deck, place);
};

/** @param {Deck} deck @param {number} at the place of a slide, negative from the end */
export const goTo = (deck, at) => {
  const slide = deck.slides.at(at);
  if (slide) go(deck, { slide: slide.key, parts: [1], drill: [] });
};

/** Turn the page, after the last to the first. @param {Deck} deck */
export const turn = (deck) => {
  if (!deck.stage || deck.stage.isScrolled) return;
  const before = [deck.slide, ...deck.parts].join();
  step(deck, 1);
  if (before === [deck.slide, ...deck.parts].join()) goTo(deck, 0);
};

/** Return from what was drilled into. @param {Deck} deck */
export const goUp = (deck) => {
  const { slide, parts, drill } = deck;
  if (drill.length) go(deck, { slide, parts: parts.slice(0, -1), drill: drill.slice(0, -1) });
};

/**
 * Lead down to what an element is about; the server makes the slide.
 * @param {Deck} deck
 * @param {Element} element
 * @param {string} what a step, or a decision
 */
export const drillInto = (deck, element, what) => {
  const screen = /** @type {HTMLElement | null} */ (element.closest(".screen"));
  // on a phone all slides are seen: the element says which one it is
  if (deck.stage?.isScrolled && !deck.drill.length && screen?.dataset.slide) deck.slide = screen.dataset.slide;
  const [kind, value] = what.split(":");
  if (kind === "decision") sendEvent(deck, { do: "decision", id: Number(value) });
  else sendEvent(deck, { do: "drill", parts: [...deck.parts, 1], drill: [...deck.drill, what] });
};

/** Record a decision about what is shown. @param {Deck} deck */
export const record = (deck) => sendEvent(deck, { do: "record", about: subjectOf(deck.drill) });

/** @param {Deck} deck */
export const leave = (deck) => {
  if (!deck.list.hidden) {
    deck.list.hidden = true;
    return;
  }
  if (document.fullscreenElement) document.exitFullscreen();
  sendEvent(deck, { do: "leave" });
};

export const toggleFull = () => {
  if (document.fullscreenElement) document.exitFullscreen();
  else document.documentElement.requestFullscreen().catch(() => {}); // a browser may forbid it: then nothing happens
};
