// While the server cannot be reached, one line says so, and what is done is refused by its name, so that
// nothing is lost without a word. When it is back the app runs once before the reader does anything: a
// server that was restarted knows of no button of the page until then.
import { LOST, backWords, refusedWords, silentWords } from "./connection_words.js";
import { button, element } from "./elements.js";
import { ask, isWaiting, stopWaiting, watchLiveness } from "./liveness.js";
import { ICON, appState, isInOwnDialog, openDialog, watchApp, watchDialogs } from "./streamlit_dom.js";

const PRESSED = "button, a, label, input:not([type=text]), summary, [role=button], [role=option], [role=tab], [role=gridcell], .chart-frame, canvas";
const FIELDS = "input, textarea, [contenteditable]";
const ACTIONS = ["click", "pointerdown", "keydown", "change", "drop"];
/** @type {Record<string, string>} */
const KEYS = { Enter: "回车", Escape: "Esc" };

const line = element("div", "connection-line");
line.setAttribute("role", "alert");
line.hidden = true;

let isLost = false;
/** @type {Set<string>} */
const pending = new Set(); // what the reader did and the app has not done yet
/** @type {Set<string>} */
const refused = new Set();
/** @type {Set<string>} */
const uncertain = new Set();

/**
 * @param {string} words empty: nothing is to be said
 * @param {"lost" | "silent" | "missed"} kind
 */
const say = (words, kind) => {
  line.hidden = !words;
  line.dataset.kind = kind;
  const isToStay = kind === "missed" && !isLost;
  line.replaceChildren(element("span", "", words), ...(isToStay ? [button("", "知道了", () => say("", kind))] : []));
};

/** @param {Element} pressed */
const nameOf = (pressed) => {
  const copy = /** @type {Element} */ (pressed.cloneNode(true));
  for (const icon of copy.querySelectorAll(ICON)) icon.remove();
  return pressed.getAttribute("aria-label") || copy.textContent?.trim() || "刚才所做的";
};

/**
 * Return what an event happens to; what a program sends to the window alone happens to the whole page.
 * @param {Event} event
 */
const targetOf = ({ target }) => (target instanceof Element ? target : document.body);

/**
 * Return the name of what an event does; undefined when it does nothing that the server must know of.
 * @param {Event} event
 */
const actionOf = (event) => {
  const target = targetOf(event);
  if (event instanceof KeyboardEvent) {
    const isSending = event.key === "Escape" || (event.key === "Enter" && (event.ctrlKey || target.tagName !== "TEXTAREA"));
    return isSending ? `${event.ctrlKey ? "Ctrl+" : ""}${KEYS[event.key]}` : undefined;
  }
  if (event.type === "drop" || event.type === "change") {
    return event.type === "drop" || target.matches("[type=file]") ? "上传文件" : undefined;
  }
  const pressed = target.closest(PRESSED);
  return pressed && !target.matches(FIELDS) ? nameOf(pressed) : undefined;
};

/**
 * Whether something may be done; what is refused is named. For what is done without a click, too.
 * @param {string} name
 */
export const isAllowed = (name) => {
  if (isLost) {
    refused.add(name);
    say(refusedWords(name), "missed");
  } else {
    pending.add(name);
    setTimeout(ask); // after what the action itself sends
  }
  return !isLost;
};

/** @param {Event} event */
const onAction = (event) => {
  const target = targetOf(event);
  if (line.contains(target) || isInOwnDialog(target)) return;
  if (document.querySelector(".deck") && !openDialog()) return; // it turns its pages without a server
  if (event.type === "pointerdown" && !isLost) return; // a click follows, but not on what is disabled
  const name = actionOf(event);
  if (name === undefined || isAllowed(name) || event.type === "pointerdown") return;
  event.preventDefault();
  event.stopImmediatePropagation();
};

// a server of another version brings another copy of this script, which goes on
const ending = new AbortController();
window.dispatchEvent(new Event("connection-script"));
window.addEventListener("connection-script", () => {
  ending.abort();
  if (isLost) onOver();
}, { once: true });
for (const kind of ACTIONS) window.addEventListener(kind, onAction, { capture: true, signal: ending.signal });

const onLost = () => {
  isLost = true;
  stopWaiting();
  say(LOST, "lost");
};

const onOver = () => {
  isLost = false;
  pending.clear();
  say(backWords(refused, uncertain), "missed");
  refused.clear();
  uncertain.clear();
  window.dispatchEvent(new Event("connection-back"));
};

/**
 * Watch the connection; `onBack` lets the app run once. Returns what ends that.
 * @param {() => void} onBack
 */
export const watchConnection = (onBack) => {
  if (!line.isConnected) document.body.append(line);
  let { isConnected: wasConnected, script } = appState();
  const unwatchDialogs = watchDialogs((dialog, kind) => dialog.classList.add(kind)); // screen.css translates it
  const unwatchLiveness = watchLiveness({
    onSilent: () => { if (pending.size) say(silentWords(pending), "silent"); },
    onAnswer: () => {
      if (line.dataset.kind === "silent") say("", "silent");
      if (appState().script === "notRunning") pending.clear();
    },
  });
  const unwatchApp = watchApp(() => {
    const now = appState();
    const isRunning = script !== "notRunning" || now.script !== "notRunning";
    if (wasConnected && !now.isConnected) {
      if (isRunning || isWaiting()) for (const name of pending) uncertain.add(name);
      onLost();
    } else if (isLost && now.isConnected && !wasConnected) {
      onBack(); // until that has run, a server that was restarted would lose what is done
    } else if (script !== "notRunning" && now.script === "notRunning" && now.isConnected) {
      if (isLost) onOver();
      else pending.clear();
    }
    wasConnected = now.isConnected;
    script = now.script;
  });
  return () => {
    unwatchApp();
    unwatchLiveness();
    unwatchDialogs();
  };
};
