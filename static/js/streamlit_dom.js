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
const { send } = WebSocket.prototype;
/** @param {Parameters<typeof send>[0]} words */
WebSocket.prototype.send = function (words) {
  socket = this; // nothing else tells which one Streamlit has opened
  return send.call(this, words);
};

/** End a connection that does not answer, though the server can be reached; Streamlit makes another. */
export const dropConnection = () => socket?.close();

const CHECK_MS = 4000;

/** Whether the server answers a new request. */
export const checkServer = async () => {
  const main = /** @type {HTMLScriptElement | null} */ (document.querySelector('script[src*="static/js/index."]'));
  const health = new URL("../../_stcore/health", main?.src ?? location.href);
  const answer = await fetch(health, { cache: "no-store", signal: AbortSignal.timeout(CHECK_MS) }).catch(() => null);
  return Boolean(answer?.ok);
};

let isSkipping = false;

/**
 * Let an address without words be no step of the history: on a change of pages Streamlit goes there
 * first, and to the address with the view's words after. The same with the address that the page was
 * loaded by, if the view has another: back goes past it.
 */
export const skipBareAddresses = () => {
  if (isSkipping) return;
  isSkipping = true;
  const { pushState } = history;
  history.pushState = (data, unused, url) => {
    const { pathname } = new URL(url ?? "", location.href), marked = { ...data, isStep: true };
    if (!location.search && pathname === location.pathname) history.replaceState(marked, unused, url);
    else pushState.call(history, marked, unused, url);
  };
  dropLoadedAddress();
};

const dropLoadedAddress = () => {
  const [loaded] = performance.getEntriesByType("navigation"), { href, pathname } = location;
  if (!loaded || loaded.name === href || new URL(loaded.name).pathname !== pathname) return;
  window.addEventListener("popstate", (event) => {
    if (location.href !== loaded.name || history.state?.isStep) return; // the reader may come there again
    event.stopImmediatePropagation(); // nothing is there: one step more
    history.back();
  }, { capture: true });
};

/** By this name Streamlit's own styles and tests know a chart. */
export const CHART_TEST_ID = "stPlotlyChart";
