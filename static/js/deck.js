// The deck: slides over the whole window, run in the browser alone; Python makes the slides and opens
// the dialogs.
import { parse } from "./component.js";
import { barOf } from "./deck/bar.js";
import { make } from "./deck/blocks.js";
import { onKey } from "./deck/keys.js";
import { drillInto, sendEvent } from "./deck/navigation.js";
import { AWAKE_MS } from "./deck/notice.js";
import { placeAmong } from "./deck/rules.js";
import { forgetDrilled, rebuild, show } from "./deck/stage.js";
import { setRefresh, setRotation, stopRotation, waitForConnection } from "./deck/timers.js";
import { openDialog, watchDialogs } from "./streamlit_dom.js";

/** @typedef {import("./deck/types.js").Deck} Deck */
/** @typedef {import("./deck/types.js").Given} Given */

/** @param {Deck} deck */
const wake = (deck) => {
  deck.root.classList.add("awake");
  clearTimeout(deck.sleeping);
  deck.sleeping = setTimeout(() => deck.root.classList.remove("awake"), AWAKE_MS);
};

/** @param {Deck} deck @param {Element} target */
const onClick = (deck, target) => {
  if (target.closest(".keeps-rotation")) return;
  stopRotation(deck);
  const picked = /** @type {HTMLElement | null} */ (target.closest("[data-pick]"));
  if (picked?.dataset.pick) drillInto(deck, picked, picked.dataset.pick);
};

/**
 * Listen for as long as the deck is there; returns what ends that.
 * @param {Deck} deck
 */
const listen = (deck) => {
  const { root } = deck, ending = new AbortController(), { signal } = ending;
  window.addEventListener("keydown", onKey(deck), { capture: true, signal });
  window.addEventListener("pointermove", () => wake(deck), { signal });
  // while it goes down: the button that is clicked sends more, and of one moment the last event counts
  root.addEventListener("click", ({ target }) => onClick(deck, /** @type {Element} */ (target)), { capture: true, signal });
  root.addEventListener("mark", (event) => {
    stopRotation(deck); // or the click that follows would send that it stopped, and this event be lost
    drillInto(deck, /** @type {Element} */ (event.target), /** @type {CustomEvent<string>} */ (event).detail);
  }, { signal });
  window.addEventListener("connection-back", () => { // the server does not know of pages that were turned meanwhile
    if (!openDialog()) sendEvent(deck, { do: "at" });
  }, { signal });
  const sizes = new ResizeObserver(() => {
    const { building } = deck;
    if (building && !(building.width === root.clientWidth && building.height === root.clientHeight)) rebuild(deck);
  });
  sizes.observe(root);
  const unwatch = watchDialogs((dialog, kind) => {
    if (kind === "lost-connection") waitForConnection(deck, dialog);
  });
  return () => {
    ending.abort();
    sizes.disconnect();
    unwatch();
  };
};

/**
 * @param {HTMLElement} host
 * @returns {Deck}
 */
const mount = (host) => {
  const root = make("main.deck"), notice = make("p.notice"), list = make("div.list");
  root.setAttribute("aria-label", "会议模式");
  notice.hidden = list.hidden = true;
  notice.role = "status";
  /** @type {Deck} */
  const deck = {
    root, notice, list, listed: undefined, given: "", scrolledTo: "", send: () => {}, end: () => {},
    slide: "", parts: [1], drill: [], slides: [], drilled: [], scale: "standard", scales: {}, scaleWords: {}, bundle: "",
    revision: -1, seconds: null, refresh: null,
  };
  root.append(barOf(deck), list, notice);
  host.append(root);
  const stopListening = listen(deck);
  deck.end = () => {
    stopListening();
    clearInterval(deck.rotation);
    clearInterval(deck.refreshing);
    clearTimeout(deck.settling);
    deck.building = undefined;
  };
  return deck;
};

/**
 * Take what Python sends: new slides, another look, or a place to go to.
 * @param {Deck} deck
 * @param {Given} given
 */
const update = (deck, { at, revision, dark, seconds, refresh, ...rest }) => {
  const laidOut = JSON.stringify([rest.slides, dark, rest.scale]), isChanged = laidOut !== deck.given;
  const isDrilled = JSON.stringify(rest.drilled) !== JSON.stringify(deck.drilled);
  Object.assign(deck, rest, { given: laidOut });
  deck.root.classList.toggle("dark", dark);
  if (revision !== deck.revision) {
    Object.assign(deck, at, { revision });
    setRotation(deck, seconds);
    setRefresh(deck, refresh);
  }
  Object.assign(deck, placeAmong(deck, deck.slides, deck.drilled));
  if (isChanged || !deck.stage) {
    rebuild(deck);
    return;
  }
  if (isDrilled) forgetDrilled(deck);
  show(deck);
};

/**
 * @typedef {HTMLElement & { deck?: Deck }} Host
 * @param {import("./component.js").Component<Host, Uint8Array>} component
 */
export default function ({ data, parentElement: host, setTriggerValue }) {
  host.deck ??= mount(host);
  const { deck } = host;
  deck.send = (event) => setTriggerValue("event", event);
  update(deck, parse(data));
  return () => requestAnimationFrame(() => {
    if (!host.isConnected) deck.end();
  });
}
