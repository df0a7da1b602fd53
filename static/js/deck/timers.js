// What runs by itself: turning the pages, asking for new data, and waiting for a lost connection.
import { closeDialog, isConnected, openDialog } from "../streamlit_dom.js";
import { sendEvent, turn } from "./navigation.js";
import { say } from "./notice.js";

/** @typedef {import("./types.js").Deck} Deck */

const LOST_MS = 500; // between two looks whether the connection is back

/** @param {Deck} deck @param {number | null} seconds null stops it */
export const setRotation = (deck, seconds) => {
  clearInterval(deck.rotation);
  deck.seconds = seconds;
  deck.rotation = seconds ? setInterval(() => turn(deck), seconds * 1000) : undefined;
};

/** @param {Deck} deck */
export const stopRotation = (deck) => {
  if (!deck.seconds) return;
  setRotation(deck, null);
  sendEvent(deck, { do: "at" });
  say(deck, "轮播已停止");
};

/** @param {Deck} deck @param {number | null} seconds null stops it */
export const setRefresh = (deck, seconds) => {
  if (deck.refresh === seconds) return;
  clearInterval(deck.refreshing);
  deck.refresh = seconds;
  const refresh = () => {
    // an answer would close the open dialog for a moment, and take the keys away
    if (!openDialog()) sendEvent(deck, { do: "refresh" });
  };
  deck.refreshing = seconds ? setInterval(refresh, seconds * 1000) : undefined;
};

/**
 * The deck needs no server to turn its pages, so Streamlit's dialog gives way to one line (deck.css)
 * until the connection is back.
 * @param {Deck} deck
 * @param {Element} dialog
 */
export const waitForConnection = ({ root }, dialog) => {
  closeDialog(dialog);
  const look = () => {
    const isOver = !root.isConnected || isConnected();
    root.classList.toggle("lost", !isOver);
    if (!isOver) setTimeout(look, LOST_MS);
  };
  look();
};
