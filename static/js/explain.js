// Asks what is behind a number; explainer.js hears it, wherever on the page the number stands.
export const explain = (mark) => document.dispatchEvent(new CustomEvent("explain", { detail: mark }));
