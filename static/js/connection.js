// While the server cannot be reached, one line says so, and nothing is done that would be lost without a
// word. When it is back the app runs once before the reader does anything: a server that was restarted
// knows of no button of the page until then.
import { button, element } from "./elements.js";
import { appState, checkServer, dropConnection, isInOwnDialog, openDialog, watchApp, watchDialogs } from "./streamlit_dom.js";

const LOST = "与服务器的连接断开了,正在自动重连。现在所做的不会生效;已填写的文字还在。";
const NOT_DONE = "刚才所做的没有生效:与服务器的连接断开了。已填写的文字还在,连接恢复后请再做一次。";
const BACK = "与服务器的连接恢复了。断开前后所做的可能没有生效,请核对后再做一次;已填写的文字还在。";
const SILENT = "服务器还没有回应刚才所做的,请稍候。已填写的文字还在。";
const SILENT_MS = 8000, DEAD_MS = 12_000;
const FIELDS = "input, textarea, [contenteditable]";
const PRESSED = "button, a, label, input:not([type=text]), summary, [role=button], [role=option], [role=tab], [role=gridcell], .chart-frame, canvas";

const line = element("div", "connection-line");
line.setAttribute("role", "alert");
line.hidden = true;

let isLost = false, isMissed = false;
/** @type {ReturnType<typeof setTimeout> | undefined} */
let silent;
/** @type {ReturnType<typeof setTimeout> | undefined} */
let dead;

/** @param {string} words empty: nothing is to be said */
const say = (words) => {
  line.hidden = !words;
  line.replaceChildren(element("span", "", words), ...(isLost ? [] : [button("", "知道了", () => say(""))]));
};

/** @param {Event} event */
const refuse = (event) => {
  event.preventDefault();
  event.stopImmediatePropagation();
  isMissed = true;
  say(NOT_DONE);
};

/** @param {Event} event */
const onAction = (event) => {
  const target = /** @type {Element} */ (event.target);
  if (!isLost || line.contains(target) || isInOwnDialog(target)) return;
  if (document.querySelector(".deck") && !openDialog()) return; // it turns its pages without a server
  if (event instanceof KeyboardEvent) {
    const isSending = event.key === "Escape" || (event.key === "Enter" && (event.ctrlKey || target.tagName !== "TEXTAREA"));
    if (isSending) refuse(event);
  } else if (target.closest(PRESSED) && !target.matches(FIELDS)) {
    refuse(event);
  }
};
for (const kind of ["click", "keydown"]) window.addEventListener(kind, onAction, { capture: true });

const stopWaiting = () => {
  clearTimeout(silent);
  clearTimeout(dead);
};

/** What was asked of an idle server is answered at once; where it is not, the connection may be dead. */
const waitForAnswer = () => {
  stopWaiting();
  silent = setTimeout(() => say(SILENT), SILENT_MS);
  dead = setTimeout(async () => { if (await checkServer()) dropConnection(); }, DEAD_MS);
};

/**
 * Watch the connection; `onBack` lets the app run once. Returns what ends that.
 * @param {() => void} onBack
 */
export const watchConnection = (onBack) => {
  if (!line.isConnected) document.body.append(line);
  let { isConnected: wasConnected, script } = appState();
  const unwatchDialogs = watchDialogs((dialog, kind) => dialog.classList.add(kind)); // screen.css translates it
  const unwatchApp = watchApp(() => {
    const now = appState();
    if (now.script === "rerunRequested" && script === "notRunning" && now.isConnected) waitForAnswer();
    if (now.script !== "rerunRequested") {
      stopWaiting();
      if (line.textContent?.startsWith(SILENT)) say("");
    }
    if (wasConnected && !now.isConnected) {
      isLost = true;
      isMissed ||= script === "rerunRequested" || now.script === "rerunRequested";
      say(LOST);
    } else if (isLost && now.isConnected && !wasConnected) {
      onBack(); // until that has run, a server that was restarted would lose what is done
    } else if (isLost && now.isConnected && script !== "notRunning" && now.script === "notRunning") {
      isLost = false;
      say(isMissed ? BACK : "");
      isMissed = false;
    }
    wasConnected = now.isConnected;
    script = now.script;
  });
  return () => {
    unwatchApp();
    unwatchDialogs();
  };
};
