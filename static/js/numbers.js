// Words with numbers in them, and cards of numbers: a number is a button that asks where it comes from.
// Words are text, never mark-up.
import { explain } from "./explain.js";
import { markOf } from "./marks.js";

const ASKS = "点按看这个数从哪来", ASKS_THERE = "点按转到那里看这个数从哪来";

const element = (tag, name, ...inside) => {
  const made = document.createElement(tag);
  if (name) made.className = name;
  made.append(...inside);
  return made;
};

// [text, measure, cells]: plain text where there is no measure; `of` tells who hears it whose number it is
const said = ([text, measure, cells], of = "", kind = "explain", send = explain, asks = ASKS) => {
  if (!measure || !text) return text;
  const button = element("button", "number", text);
  button.type = "button";
  button.title = asks;
  button.ariaLabel = `${of}${text},${asks}`;
  button.addEventListener("click", () => send(markOf(kind, measure, cells)));
  return button;
};

const card = (there) => ({ label, base, value, change, arrow, since, then, tone }) => {
  const head = element("div", "number-label", `${label}(`, said(base, label), ")");
  const figure = element("div", "number-value", said(value, `${label} `));
  const made = element("div", "number-card", head, figure);
  if (change[0]) {
    const delta = element("span", `number-change ${tone}`, `${arrow} `, said(change, `${label} `));
    made.append(element("div", "number-since", delta, element("span", "", since, said(then, `${label} `, "reference", there, ASKS_THERE))));
  }
  return made;
};

const line = (parts) => element("div", "", ...parts.map((part) => said(part)));

const drawn = ({ cards, lines, tag }, there) => {
  if (cards) return element("div", "numbers number-cards", ...cards.map(card(there)));
  return element(tag, "numbers", ...lines.map(line));
};

export default function ({ data, parentElement: host, setTriggerValue }) {
  const words = new TextDecoder().decode(data);
  host.there = (mark) => setTriggerValue("mark", mark);
  if (host.words === words) return; // the button that was pressed keeps the focus
  host.words = words;
  const old = host.querySelector(".numbers"), hadFocus = old?.contains(document.activeElement);
  old?.remove();
  host.append(drawn(JSON.parse(words), (mark) => host.there(mark)));
  if (hadFocus) host.querySelector(".number")?.focus(); // or a dialog around it hears no Esc
}
