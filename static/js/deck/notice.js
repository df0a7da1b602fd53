// One line over the deck that says what was done, and goes by itself.

export const AWAKE_MS = 2500; // how long what comes with the mouse or a key stays

/**
 * @param {import("./types.js").Deck} deck
 * @param {string} words
 */
export const say = (deck, words) => {
  deck.notice.textContent = words;
  deck.notice.hidden = false;
  clearTimeout(deck.saying);
  deck.saying = setTimeout(() => { deck.notice.hidden = true; }, AWAKE_MS);
};
