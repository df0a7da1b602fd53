// All that is known of Streamlit's own page, which no API offers: look here after an upgrade of it.

/** What Streamlit says in English in dialogs of its own, and what we call each. */
const OWN_DIALOGS = { "Connection error": "lost-connection" };

/**
 * Call back with each of Streamlit's own dialogs that opens; returns what ends that.
 * @param {(dialog: Element, kind: string) => void} onOpen
 */
export const watchDialogs = (onOpen) => {
  const look = () => {
    for (const dialog of document.querySelectorAll(".stDialog")) {
      for (const [words, kind] of Object.entries(OWN_DIALOGS)) {
        if (dialog.textContent?.startsWith(words)) onOpen(dialog, kind);
      }
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

/**
 * Send the form of a dialog, as its main button does.
 * @param {Element} dialog
 */
export const sendForm = (dialog) => {
  const main = dialog.querySelector('[kind="primaryFormSubmit"]');
  if (main instanceof HTMLElement) main.click();
};

export const isConnected = () => {
  const app = document.querySelector('[data-testid="stApp"]');
  return app instanceof HTMLElement && app.dataset.testConnectionState === "CONNECTED";
};

/** By this name Streamlit's own styles and tests know a chart. */
export const CHART_TEST_ID = "stPlotlyChart";
