// When the server cannot be reached Streamlit says so, in English, in a dialog that takes keys and clicks away.
const LOST = "Connection error";
const lostDialog = () => [...document.querySelectorAll('.stDialog')].find(({ textContent }) => textContent.startsWith(LOST));
const whenLost = (run) => {
  const seen = new MutationObserver(() => {
    const dialog = lostDialog();
    if (dialog) run(dialog);
  });
  seen.observe(document.body, { childList: true });
  return seen;
};
