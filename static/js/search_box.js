// The search box: names are suggested while one types, and Enter sends what stands in it.
import { element } from "./elements.js";
import { nextSuggestion, suggestionsFor } from "./suggestions.js";

/** @typedef {import("./suggestions.js").Name} Name */

/**
 * @typedef {object} Box
 * @property {HTMLInputElement} input
 * @property {HTMLUListElement} list
 * @property {Name[]} names
 * @property {number} chosen the suggestion that the arrows are at, -1 for none
 * @property {number} start where what the suggestions complete begins
 * @property {(name: string, value: unknown) => void} send
 */

const LABEL = "搜索", SUGGESTED = "可选的词", EXAMPLE = "如:三季度 党建 滞后";
const INPUT_METHOD = 229; // the key code of a key that an input method has taken

/** @param {Element} made @param {Record<string, string>} attributes */
const setAttributes = (made, attributes) => {
  for (const [name, value] of Object.entries(attributes)) made.setAttribute(name, value);
};

/**
 * @param {HTMLElement} host
 * @returns {Box}
 */
const mount = (host) => {
  const input = Object.assign(element("input", ""), {
    id: "words-input", type: "text", autocomplete: "off", placeholder: EXAMPLE, enterKeyHint: "search", spellcheck: false,
  });
  const list = Object.assign(element("ul", ""), { id: "words-list", hidden: true });
  const label = Object.assign(element("label", "", LABEL), { htmlFor: input.id });
  setAttributes(input, {
    role: "combobox", "aria-label": LABEL, "aria-autocomplete": "list", "aria-controls": list.id, "aria-expanded": "false",
  });
  setAttributes(list, { role: "listbox", "aria-label": SUGGESTED });
  host.append(element("div", "words", label, input, list));
  const box = { input, list, names: [], chosen: -1, start: 0, send: () => {} };
  listen(box);
  return box;
};

/** @param {Box} box @param {Name} name @param {number} place */
const optionOf = (box, [name, kind], place) => {
  const option = element("li", "", element("span", "", name), element("span", "", kind));
  option.id = `words-${place}`;
  option.setAttribute("role", "option");
  option.addEventListener("mousedown", (event) => event.preventDefault()); // the box keeps the focus
  option.addEventListener("click", () => complete(box, name));
  return option;
};

/** @param {Box} box @param {Name[]} found */
const suggest = (box, found) => {
  box.chosen = -1;
  box.list.replaceChildren(...found.map((name, place) => optionOf(box, name, place)));
  markChosen(box);
};

/** @param {Box} box */
const markChosen = ({ input, list, chosen }) => {
  const options = [...list.children];
  list.hidden = !options.length;
  input.setAttribute("aria-expanded", String(options.length > 0));
  options.forEach((option, place) => { option.setAttribute("aria-selected", String(place === chosen)); });
  const option = options[chosen];
  if (option) input.setAttribute("aria-activedescendant", option.id);
  else input.removeAttribute("aria-activedescendant");
};

/** @param {Box} box @param {string} name */
const complete = (box, name) => {
  box.input.value = box.input.value.slice(0, box.start) + name;
  send(box);
};

/** @param {Box} box */
const send = (box) => {
  const text = box.input.value.trim();
  box.input.value = "";
  suggest(box, []);
  if (text) box.send("words", text);
};

/** @param {Box} box @param {KeyboardEvent} event */
const onKey = (box, event) => {
  event.stopPropagation(); // a letter typed here is no shortcut of the page
  const { isComposing, key } = event, count = box.list.children.length;
  if (isComposing || event.keyCode === INPUT_METHOD) return; // Enter only ends a word of the input method
  if (key === "Enter") {
    const name = box.list.children[box.chosen]?.firstChild?.textContent;
    if (name) complete(box, name);
    else send(box);
  } else if (key === "Escape") {
    suggest(box, []);
  } else if ((key === "ArrowDown" || key === "ArrowUp") && count) {
    event.preventDefault();
    box.chosen = nextSuggestion(box.chosen, key === "ArrowDown" ? 1 : -1, count);
    markChosen(box);
  }
};

/** @param {Box} box */
const listen = (box) => {
  box.input.addEventListener("input", () => {
    const { start, found } = suggestionsFor(box.names, box.input.value);
    box.start = start;
    suggest(box, found);
  });
  box.input.addEventListener("blur", () => suggest(box, []));
  box.input.addEventListener("keydown", (event) => onKey(box, event));
};

/**
 * @typedef {HTMLElement & { box?: Box }} Host
 * @param {import("./component.js").Component<Host, { names: Name[], most: number }>} component
 */
export default function ({ data, parentElement: host, setTriggerValue }) {
  host.box ??= mount(host);
  const { box } = host;
  box.send = setTriggerValue;
  box.names = data.names;
  box.input.maxLength = data.most;
}
