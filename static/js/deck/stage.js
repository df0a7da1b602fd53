// The stage: all slides laid out for one size of window and of letters, and the screen that is shown.
import { make } from "./blocks.js";
import { draw } from "./charts.js";
import { laidOut } from "./layout.js";
import { letterSize, nearestFirst, placeWords } from "./rules.js";

/** @typedef {import("./types.js").Deck} Deck */
/** @typedef {import("./types.js").Stage} Stage */
/** @typedef {import("./types.js").Screen} Screen */

const NARROW = 700, PHONE_LETTERS = 16; // pixels: a narrower window is a phone's, where slides scroll
const SIDES = 4; // em beside the words of a screen

/** Wait for a moment in which the browser has nothing to do, or not for long: an idle one may never come. */
const idle = () => new Promise((done) => {
  if ("requestIdleCallback" in window) requestIdleCallback(done, { timeout: 100 });
  else setTimeout(done);
});

/** @param {Deck} deck @returns {Stage} */
const newStage = ({ root, scales, scale }) => {
  const { clientWidth: width, clientHeight: height } = root;
  const element = make("div.stage"), isScrolled = width < NARROW;
  element.dataset.size = `${width}×${height}`; // of the window that it is laid out for
  element.classList.toggle("scrolled", isScrolled);
  const size = (isScrolled ? PHONE_LETTERS : letterSize(width, height)) * scales[scale];
  element.style.fontSize = `${size}px`;
  root.prepend(element);
  return { element, isScrolled, width, height, room: width / size - SIDES, built: new Map() };
};

/** The key of what is shown. @param {Deck} deck */
export const shownKey = ({ drill, slide }) => drill[drill.length - 1] ?? slide;

/** @param {Deck} deck @param {string} key */
const slideOf = ({ slides, drilled }, key) => /** @type {import("./types.js").Slide} */ ([...slides, ...drilled].find((slide) => slide.key === key));

/**
 * The screens of a slide, laid out when they are asked for first.
 * @param {Deck} deck
 * @param {Stage} stage
 * @param {string} key
 */
export const screensOf = (deck, stage, key) => {
  const known = stage.built.get(key);
  if (known) return known;
  const screens = laidOut(stage, slideOf(deck, key));
  screens.forEach(({ element, place }, at) => {
    place.textContent = placeWords(deck.slides, key, at, screens.length);
    if (!stage.isScrolled) element.classList.add("waiting");
  });
  stage.built.set(key, screens);
  return screens;
};

/**
 * Forget what was drilled into: its figures may be others when it is asked for again.
 * @param {Deck} deck
 */
export const forgetDrilled = ({ stage, slides }) => {
  for (const [key, screens] of stage?.built ?? []) {
    if (slides.some((slide) => slide.key === key)) continue;
    for (const { element } of screens) element.remove();
    stage?.built.delete(key);
  }
};

/**
 * The number of the screen to show, kept among those that there are.
 * @param {Deck} deck
 * @param {Screen[]} screens
 */
const keptPart = (deck, screens) => {
  const part = Math.min(Math.max(1, deck.parts[deck.parts.length - 1]), screens.length);
  deck.parts = [...deck.parts.slice(0, -1), part];
  return part;
};

/**
 * Make the present screen ready on a stage of its own, then show that in place of the old one.
 * @param {Deck} deck
 */
export const rebuild = async (deck) => {
  const stage = newStage(deck), old = deck.stage;
  deck.building = stage;
  delete deck.root.dataset.ready;
  if (stage.isScrolled) for (const { key } of deck.slides) screensOf(deck, stage, key);
  const screens = screensOf(deck, stage, shownKey(deck)), part = keptPart(deck, screens);
  if (stage.isScrolled) await Promise.all([...stage.built.values()].flat().map((each) => draw(each, deck.bundle)));
  else await draw(screens[part - 1], deck.bundle);
  if (deck.building !== stage) {
    stage.element.remove();
    return;
  }
  deck.stage = stage;
  old?.element.remove();
  show(deck);
  await prepare(deck, stage);
};

/**
 * Lay out and draw what may be asked for next while nobody waits.
 * @param {Deck} deck
 * @param {Stage} stage
 */
const prepare = async (deck, stage) => {
  for (const key of nearestFirst(deck.slides, deck.slide)) {
    await idle();
    if (deck.stage !== stage || !deck.root.isConnected) return;
    for (const screen of screensOf(deck, stage, key)) await draw(screen, deck.bundle);
  }
  deck.root.dataset.ready = "true";
};

/**
 * On a phone: what was drilled into alone, else all slides, scrolled to the one that is new.
 * @param {Deck} deck
 * @param {Stage} stage
 */
const showScrolled = (deck, stage) => {
  const { root } = deck, key = shownKey(deck), [screen] = screensOf(deck, stage, key);
  const isDrilled = deck.drill.length > 0;
  root.classList.toggle("down", isDrilled);
  stage.element.classList.toggle("drilled", isDrilled);
  for (const each of stage.element.querySelectorAll(".screen")) each.classList.toggle("shown", each === screen.element);
  draw(screen, deck.bundle);
  if (deck.scrolledTo !== key) screen.element.scrollIntoView();
  deck.scrolledTo = key;
  root.dataset.slide = key;
};

/**
 * Show the screen that the deck stands at.
 * @param {Deck} deck
 */
export const show = (deck) => {
  const { stage, root } = deck;
  if (!stage) return;
  if (stage.isScrolled) {
    showScrolled(deck, stage);
    return;
  }
  const screens = screensOf(deck, stage, shownKey(deck)), part = keptPart(deck, screens), screen = screens[part - 1];
  for (const each of stage.element.querySelectorAll(".screen.shown")) each.classList.replace("shown", "waiting");
  screen.element.classList.replace("waiting", "shown");
  draw(screen, deck.bundle);
  root.dataset.slide = shownKey(deck);
  root.dataset.part = String(part);
};
