// What Streamlit itself says, in English, in a dialog that takes keys and clicks away.
const SAID = { "Connection error": "lost-connection", "Page not found": "no-such-page" };
export const whenSaid = (run) => {
  const look = () => document.querySelectorAll(".stDialog").forEach((dialog) => {
    const words = Object.keys(SAID).find((said) => dialog.textContent.startsWith(said));
    if (words) run(dialog, SAID[words]);
  });
  const seen = new MutationObserver(look);
  seen.observe(document.body, { childList: true });
  look();
  return seen;
};
