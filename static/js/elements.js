// Elements made of plain words: text of the ledger is never mark-up.

/**
 * @template {keyof HTMLElementTagNameMap} Tag
 * @param {Tag} tag
 * @param {string} className
 * @param {...(Node | string | null | undefined)} children empty ones are left out
 * @returns {HTMLElementTagNameMap[Tag]}
 */
export const element = (tag, className, ...children) => {
  const made = document.createElement(tag);
  if (className) made.className = className;
  for (const child of children) if (child) made.append(child);
  return made;
};

/**
 * A button that looks as its class says, and does not send a form.
 * @param {string} className
 * @param {string} text
 * @param {() => void} onClick
 */
export const button = (className, text, onClick) => {
  const made = element("button", className, text);
  made.type = "button";
  made.addEventListener("click", onClick);
  return made;
};
