// The box for words: names are offered here while one types, and Enter sends what stands in it.
const MOST = 8;
const LABEL = "搜索", OFFERED = "可选的词", EXAMPLE = "如:三季度 党建 滞后";
const BEFORE_LAST = /^(.*[\s,,、;;/+])?/s;

const made = (tag, more) => Object.assign(document.createElement(tag), more);

// 0 for a name that begins as typed, 1 for another way of typing it, 2 for a name with it inside
const likeness = ([name, , ...ways], typed) => {
  if (name.toLowerCase().startsWith(typed)) return 0;
  if (ways.some((way) => way.startsWith(typed))) return 1;
  return name.toLowerCase().includes(typed) ? 2 : 3;
};
const like = (names, typed, worst) => names
  .map((name) => ({ name, rank: likeness(name, typed) }))
  .filter(({ rank }) => rank <= worst)
  .sort((one, other) => one.rank - other.rank)
  .slice(0, MOST)
  .map(({ name }) => name);

// What fits the last word; typed without blanks, what fits the end of it, after a name.
const fitting = (names, text) => {
  const start = text.match(BEFORE_LAST)[0].length, last = text.slice(start).toLowerCase();
  if (!last) return { start, found: [] };
  const found = like(names, last, 2);
  if (found.length) return { start, found };
  for (let at = last.length - 1; at > 0; at -= 1) {
    const head = last.slice(0, at);
    if (names.some(([, , ...ways]) => ways.some((way) => way.length > 1 && head.endsWith(way)))) {
      return { start: start + at, found: like(names, last.slice(at), 1) };
    }
  }
  return { start, found };
};

const place = (host) => {
  const frame = made("div", { className: "words" });
  const input = made("input", { id: "words-input", type: "text", autocomplete: "off", placeholder: EXAMPLE, enterKeyHint: "search" });
  const list = made("ul", { id: "words-list", hidden: true });
  const label = made("label", { textContent: LABEL, htmlFor: input.id });
  for (const [name, value] of [["role", "combobox"], ["aria-label", LABEL], ["aria-autocomplete", "list"], ["aria-controls", list.id], ["aria-expanded", "false"]]) {
    input.setAttribute(name, value);
  }
  input.spellcheck = false;
  list.setAttribute("role", "listbox");
  list.setAttribute("aria-label", OFFERED);
  frame.append(label, input, list);
  host.append(frame);
  const box = { frame, input, list, names: [], chosen: -1, start: 0 };
  listen(box);
  return box;
};

const show = (box, found) => {
  box.chosen = -1;
  box.list.replaceChildren(...found.map(([name, kind], place) => {
    const option = made("li", { id: `words-${place}` });
    option.setAttribute("role", "option");
    option.append(made("span", { textContent: name }), made("span", { textContent: kind }));
    option.addEventListener("mousedown", (event) => event.preventDefault()); // the box keeps the focus
    option.addEventListener("click", () => take(box, name));
    return option;
  }));
  mark(box);
};

const mark = (box) => {
  const options = [...box.list.children];
  box.list.hidden = !options.length;
  box.input.setAttribute("aria-expanded", String(options.length > 0));
  options.forEach((option, place) => option.setAttribute("aria-selected", String(place === box.chosen)));
  const chosen = options[box.chosen];
  if (chosen) box.input.setAttribute("aria-activedescendant", chosen.id);
  else box.input.removeAttribute("aria-activedescendant");
};

const take = (box, name) => {
  box.input.value = box.input.value.slice(0, box.start) + name;
  send(box);
};

const send = (box) => {
  const text = box.input.value.trim();
  box.input.value = "";
  show(box, []);
  if (text) box.tell("words", text);
};

const listen = (box) => {
  const { input } = box;
  const offer = () => {
    const { start, found } = fitting(box.names, input.value);
    box.start = start;
    show(box, found);
  };
  input.addEventListener("input", offer);
  input.addEventListener("blur", () => show(box, []));
  input.addEventListener("keydown", (event) => {
    event.stopPropagation(); // a letter typed here is no shortcut of the page
    const { isComposing, key } = event, options = box.list.children.length;
    if (isComposing || event.keyCode === 229) return; // Enter only ends a word of the input method
    if (key === "Enter") {
      const name = box.list.children[box.chosen]?.firstChild.textContent;
      if (name) take(box, name); else send(box);
    } else if (key === "Escape") {
      show(box, []);
    } else if ((key === "ArrowDown" || key === "ArrowUp") && options) {
      event.preventDefault();
      const step = key === "ArrowDown" ? 1 : -1;
      box.chosen = ((box.chosen + step + 1 + options + 1) % (options + 1)) - 1; // -1 is the box itself
      mark(box);
    }
  });
};

export default function ({ data, parentElement: host, setTriggerValue }) {
  const box = (host.box ??= place(host));
  box.tell = setTriggerValue;
  box.names = data.names;
  box.input.maxLength = data.most;
}
