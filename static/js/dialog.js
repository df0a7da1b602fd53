// What a dialog over the deck needs: the focus in its first field, and Ctrl+Enter wherever one is.
import { sendForm } from "./streamlit_dom.js";

/** @typedef {HTMLElement & { end?: () => void }} Host */

/**
 * Put the focus into the first field for as long as nobody has touched the dialog: Streamlit leaves that
 * to the mouse, and takes the focus itself once a dialog has come up.
 * @param {HTMLElement} dialog
 * @param {AbortSignal} signal
 */
const focusFirstField = (dialog, signal) => {
  const focus = () => {
    const now = document.activeElement;
    const isFree = !now || now === document.body || now === dialog;
    if (isFree) dialog.querySelector("textarea")?.focus();
  };
  const fields = new MutationObserver(focus);
  const touched = new AbortController();
  const stop = () => {
    fields.disconnect();
    touched.abort();
  };
  fields.observe(dialog, { childList: true, subtree: true });
  dialog.addEventListener("focusin", focus, { signal: touched.signal });
  for (const kind of ["keydown", "pointerdown"]) dialog.addEventListener(kind, stop, { signal: touched.signal, capture: true });
  signal.addEventListener("abort", stop);
  focus();
};

/**
 * Streamlit takes Ctrl+Enter in areas of text only; elsewhere leaving the field brings its value along.
 * @param {HTMLElement} dialog
 * @param {KeyboardEvent} event
 */
const onKey = (dialog, { ctrlKey, key, target }) => {
  if (!ctrlKey || key !== "Enter" || !(target instanceof HTMLElement) || target.tagName === "TEXTAREA") return;
  target.blur();
  requestAnimationFrame(() => sendForm(dialog));
};

/** @param {import("./component.js").Component<Host, null>} component */
export default function ({ parentElement: host }) {
  host.end?.();
  const dialog = /** @type {HTMLElement | null} */ (host.closest('[role="dialog"]'));
  if (!dialog) return undefined;
  const ending = new AbortController(), { signal } = ending;
  dialog.addEventListener("keydown", (event) => onKey(dialog, event), { capture: true, signal });
  focusFirstField(dialog, signal);
  host.end = () => ending.abort();
  return host.end;
}
