// Whether the server still hears us. Of a cut cable a browser learns after minutes, and meanwhile what
// is done would go nowhere: so the server is asked after each action, and now and then.
// The server has given up such a connection before (server.py), so that nothing which is still on its
// way is done after the reader was told that it may be lost.
import { askServer, checkServer, dropConnection, watchServer } from "./streamlit_dom.js";

const SILENT_MS = 4000, DEAD_MS = 45_000, IDLE_MS = 20_000;

/** @type {ReturnType<typeof setTimeout> | undefined} */
let silent;
/** @type {ReturnType<typeof setTimeout> | undefined} */
let dead;
/** @type {() => void} */
let onSilent = () => {};

export const isWaiting = () => silent !== undefined;

/** Nothing is waited for any more: an answer has come, or the connection is known to be lost. */
export const stopWaiting = () => {
  clearTimeout(silent);
  clearTimeout(dead);
  silent = dead = undefined;
};

/** A connection that does not answer is given up: Streamlit makes another, for the same session. */
const giveUp = async () => {
  await checkServer(); // after a sleep the answer may lie there already, only unread
  if (isWaiting()) dropConnection();
};

/** Ask the server for an answer; of the first that is missing the connection is given up. */
export const ask = () => {
  if (!askServer()) return;
  clearTimeout(silent);
  silent = setTimeout(() => onSilent(), SILENT_MS);
  dead ??= setTimeout(giveUp, DEAD_MS);
};

/**
 * Watch whether the server answers; returns what ends that.
 * @param {{ onSilent: () => void, onAnswer: () => void }} callbacks
 */
export const watchLiveness = (callbacks) => {
  const ending = new AbortController(), { signal } = ending;
  ({ onSilent } = callbacks);
  const askIfSeen = () => {
    if (document.visibilityState === "visible") ask();
  };
  const idle = setInterval(askIfSeen, IDLE_MS);
  for (const kind of ["online", "pageshow"]) window.addEventListener(kind, askIfSeen, { signal });
  for (const kind of ["visibilitychange", "resume"]) document.addEventListener(kind, askIfSeen, { signal });
  const unwatch = watchServer(() => {
    stopWaiting();
    callbacks.onAnswer();
  });
  return () => {
    clearInterval(idle);
    ending.abort();
    unwatch();
    stopWaiting();
  };
};
