// All that is known of Streamlit's own page, which no API offers: look here after an upgrade of it.

/** What Streamlit says in English in dialogs of its own, and what we call each. */
const OWN_DIALOGS = { "Connection error": "lost-connection" };

/** @param {Element | null} dialog */
const kindOf = (dialog) => Object.entries(OWN_DIALOGS).find(([words]) => dialog?.textContent?.startsWith(words))?.[1];

/**
 * Whether a part of the page lies in one of Streamlit's own dialogs.
 * @param {Element} part
 */
export const isInOwnDialog = (part) => Boolean(kindOf(part.closest(".stDialog")));

/**
 * Call back with each of Streamlit's own dialogs that opens; returns what ends that.
 * @param {(dialog: Element, kind: string) => void} onOpen
 */
export const watchDialogs = (onOpen) => {
  const look = () => {
    for (const dialog of document.querySelectorAll(".stDialog")) {
      const kind = kindOf(dialog);
      if (kind) onOpen(dialog, kind);
    }
  };
  const observer = new MutationObserver(look);
  observer.observe(document.body, { childList: true });
  look();
  return () => observer.disconnect();
};

/** @param {Element} dialog */
export const closeDialog = (dialog) => dialog.querySelector("button")?.click();

export const openDialog = () => document.querySelector('[role="dialog"]');

/** Close what lies uppermost over the page, if it may be closed: a popover, else a dialog. */
export const closeOpened = () => {
  if (document.querySelector('[data-testid="stPopoverBody"]')) return; // hears Esc by itself
  const close = openDialog()?.querySelector('[aria-label="Close"]');
  if (close instanceof HTMLElement) close.click();
};

/**
 * Send the form of a dialog, as its main button does.
 * @param {Element} dialog
 */
export const sendForm = (dialog) => {
  const main = dialog.querySelector('[kind="primaryFormSubmit"]');
  if (main instanceof HTMLElement) main.click();
};

/** Icons are words to their font alone. */
export const ICON = '[data-testid="stIconMaterial"]';

const findApp = () => /** @type {HTMLElement | null} */ (document.querySelector('[data-testid="stApp"]'));

/** Whether the server can be reached, and what it does: notRunning, rerunRequested, running, … */
export const appState = () => {
  const { testConnectionState, testScriptState = "" } = findApp()?.dataset ?? {};
  return { isConnected: testConnectionState === "CONNECTED", script: testScriptState };
};

export const isConnected = () => appState().isConnected;

/**
 * Call back whenever that changes; returns what ends it.
 * @param {() => void} onChange
 */
export const watchApp = (onChange) => {
  const app = findApp(), changes = new MutationObserver(onChange);
  if (app) changes.observe(app, { attributeFilter: ["data-test-connection-state", "data-test-script-state"] });
  return () => changes.disconnect();
};

/** @type {WebSocket | undefined} */
let socket;
/** @type {Set<() => void>} */
const callbacks = new Set();
const onMessage = () => {
  for (const callback of callbacks) callback();
};
const { send } = WebSocket.prototype;
/** @param {Parameters<typeof send>[0]} words */
WebSocket.prototype.send = function (words) {
  if (socket !== this) {
    socket = this; // nothing else tells which one Streamlit has opened
    socket.addEventListener("message", onMessage);
  }
  return send.call(this, words);
};

/**
 * Call back with every answer of the server; returns what ends that.
 * @param {() => void} callback
 */
export const watchServer = (callback) => {
  callbacks.add(callback);
  return () => callbacks.delete(callback);
};

const HEARTBEAT = Uint8Array.of(0x88, 0x1, 0x1); // BackMsg.app_heartbeat: it is answered, and does nothing else

/** Send what the server answers at once, even while it is busy; returns whether it could be sent. */
export const askServer = () => {
  if (socket?.readyState !== WebSocket.OPEN) return false;
  socket.send(HEARTBEAT);
  return true;
};

/**
 * End a connection that does not answer; Streamlit makes another. It need not wait for the other end to
 * agree, which takes as long as the cable is cut.
 */
export const dropConnection = () => socket?.dispatchEvent(new CloseEvent("close"));

const CHECK_MS = 4000;

/** Whether the server answers a new request; takes no longer than that. */
export const checkServer = async () => {
  const main = /** @type {HTMLScriptElement | null} */ (document.querySelector('script[src*="static/js/index."]'));
  const health = new URL("../../_stcore/health", main?.src ?? location.href);
  const answer = await fetch(health, { cache: "no-store", signal: AbortSignal.timeout(CHECK_MS) }).catch(() => null);
  return Boolean(answer?.ok);
};

/** @param {string} address */
const wordsOf = (address) => new URL(address, location.href).searchParams.toString();

let isKept = false;

/**
 * Let a page be one step of the history. On a change of pages Streamlit takes the words away first, then
 * goes to an address without words, and to the one with the view's words after. An address that the page
 * was loaded by is spelled anew, too, or leads elsewhere: what was gone through before this script ran,
 * back goes past.
 * @param {string} first the address at which the app has opened, from its own root, as it spells it
 */
export const keepOneStepAPage = (first) => {
  if (isKept) return;
  isKept = true;
  const { pushState, replaceState } = history, [path] = first.split("?"), words = wordsOf(first);
  const isFirst = (/** @type {string} */ address) => new URL(address).pathname.endsWith(path) && wordsOf(address) === words;
  history.pushState = (data, unused, url) => {
    const to = new URL(url ?? "", location.href), isOfPage = to.pathname === location.pathname;
    if (isOfPage && !to.search) return;
    const isSpelling = isOfPage && (!location.search || (!history.state?.isStep && isFirst(to.href)));
    (isSpelling ? replaceState : pushState).call(history, { ...data, isStep: true }, unused, url);
  };
  history.replaceState = (data, unused, url) => replaceState.call(history, { ...data, isStep: true }, unused, url);
  if (isFirst(location.href)) history.replaceState(history.state, "");
  window.addEventListener("popstate", (event) => {
    if (history.state?.isStep || isFirst(location.href)) return;
    event.stopImmediatePropagation(); // nothing is there: one step more
    history.back();
  }, { capture: true });
};

/** By this name Streamlit's own styles and tests know a chart. */
export const CHART_TEST_ID = "stPlotlyChart";
