// What the keys do, also those of a presenter's remote.
import { openDialog } from "../streamlit_dom.js";
import { keyList, onListKey, slideList, toggleList } from "./lists.js";
import { drillInto, goTo, goUp, leave, record, sendEvent, step, toggleFull } from "./navigation.js";
import { stopRotation } from "./timers.js";

/** @typedef {import("./types.js").Deck} Deck */

/** @param {Deck} deck */
const toggleBlank = ({ root }) => root.classList.toggle("blank");

/** @type {Record<string, (deck: Deck, event: KeyboardEvent) => unknown>} */
const KEYS = {
  ArrowRight: (deck) => step(deck, 1),
  PageDown: (deck) => step(deck, 1),
  " ": (deck, { shiftKey }) => step(deck, shiftKey ? -1 : 1),
  ArrowLeft: (deck) => step(deck, -1),
  PageUp: (deck) => step(deck, -1),
  Home: (deck) => goTo(deck, 0),
  End: (deck) => goTo(deck, -1),
  Backspace: goUp,
  Escape: leave,
  f: toggleFull,
  j: record,
  c: (deck) => sendEvent(deck, { do: "compare" }),
  m: (deck) => toggleList(deck, slideList),
  "?": (deck) => toggleList(deck, keyList),
  h: (deck) => toggleList(deck, keyList),
  b: toggleBlank, // presenters' remotes send one of these two for a black screen
  ".": toggleBlank,
};
const BLANKING = new Set(["b", "."]);
const FULL = new Set(["f", "F11"]);
const SCROLLING = new Set(["ArrowRight", "ArrowLeft", "PageDown", "PageUp", " ", "Home", "End"]);
const EDITABLE = "input, textarea, select, [contenteditable=true]";
const AWAITED_MS = 3000;

/**
 * Whether a dialog was asked for that has not come yet: what is typed now is not meant for the deck.
 * @param {Deck} deck
 */
const isDialogAwaited = ({ asked }) => asked !== undefined && performance.now() - asked < AWAITED_MS;

/**
 * Any other key ends the black screen, and does no more.
 * @param {Deck} deck
 * @param {string} key
 */
const endsBlank = ({ root }, key) => {
  const isEnd = root.classList.contains("blank") && !BLANKING.has(key);
  if (isEnd) root.classList.remove("blank");
  return isEnd;
};

/**
 * Do what a key does; returns whether it does anything.
 * @param {Deck} deck
 * @param {string} key
 * @param {KeyboardEvent} event
 */
const press = (deck, key, event) => {
  const target = /** @type {HTMLElement} */ (event.target), { pick } = target.dataset ?? {};
  if (key === "Enter" && pick) drillInto(deck, target, pick);
  else if (/^[0-9]$/.test(key)) goTo(deck, key === "0" ? 9 : Number(key) - 1);
  else if (KEYS[key]) KEYS[key](deck, event);
  else return false;
  return true;
};

/** @param {Deck} deck @returns {(event: KeyboardEvent) => void} */
export const onKey = (deck) => (event) => {
  const dialog = openDialog(), target = /** @type {Element} */ (event.target);
  if (dialog) deck.asked = undefined;
  const isElsewhere = dialog || target.closest?.(EDITABLE);
  const isOurs = deck.stage && !isElsewhere && !event.ctrlKey && !event.metaKey && !event.altKey && !event.isComposing;
  if (!isOurs) return;
  const key = event.key.length === 1 ? event.key.toLowerCase() : event.key;
  const isTaken = isDialogAwaited(deck) || endsBlank(deck, key) || onListKey(deck, key);
  if (!isTaken) {
    if (deck.stage?.isScrolled && SCROLLING.has(key)) return; // there the keys scroll
    if (!FULL.has(key)) stopRotation(deck); // full screen belongs to the rotation, it does not end it
    if (!press(deck, key, event)) return;
  }
  event.preventDefault();
  event.stopImmediatePropagation();
};
