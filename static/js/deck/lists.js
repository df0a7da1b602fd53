// The list over the deck: its slides, or what the keys do.
import { make } from "./blocks.js";
import { goTo } from "./navigation.js";

/** @typedef {import("./types.js").Deck} Deck */

const HELP = [
  ["→ 空格 翻页笔下一页", "下一屏"], ["← 翻页笔上一页", "上一屏"], ["Home、End", "第一页、最后一页"], ["1 至 9", "第几页"],
  ["点选", "下钻到股室、主题、措施"], ["点数字、图形", "看这个数从哪来"], ["退格", "从下钻返回"], ["F", "全屏"], ["J", "记录议定事项"], ["C", "选“上次会议以来”的对比日期"], ["M", "目录"], ["B", "黑屏,再按恢复"], ["H", "按键说明"],
  ["Esc", "退出会议模式(全屏时先退出全屏)"],
];

/**
 * @param {string} words
 * @param {string} title
 * @param {() => void} onClick
 * @param {string} [classes] as in ".on-phone"
 */
export const deckButton = (words, title, onClick, classes = "") => {
  const button = /** @type {HTMLButtonElement} */ (make(`button${classes}`, words));
  button.type = "button";
  button.title = title;
  button.addEventListener("click", onClick);
  return button;
};

/** @param {Deck} deck */
export const slideList = (deck) => deck.slides.map(({ key, name }, at) => {
  const entry = deckButton(`${at + 1} ${name}`, "", () => {
    deck.list.hidden = true;
    goTo(deck, at);
  });
  if (key === deck.slide) entry.setAttribute("aria-current", "true");
  return entry;
});

export const keyList = () => HELP.map(([keys, does]) => make("p", make("kbd", keys), does));

/** @param {Deck} deck @param {(deck: Deck) => HTMLElement[]} entriesOf */
export const toggleList = (deck, entriesOf) => {
  const isOpen = !deck.list.hidden && deck.listed === entriesOf;
  deck.list.hidden = isOpen;
  deck.listed = entriesOf;
  if (!isOpen) deck.list.replaceChildren(...entriesOf(deck));
  /** @type {HTMLElement | null} */ (deck.list.querySelector("[aria-current]"))?.focus();
};

/**
 * Take a key in the open list of slides: up, down, and the one that is chosen; returns whether it was one.
 * @param {Deck} deck
 * @param {string} key
 */
export const onListKey = ({ list }, key) => {
  const entries = list.hidden ? [] : [...list.querySelectorAll("button")];
  const at = entries.findIndex((entry) => entry === document.activeElement);
  if (!entries.length) return false;
  if (key === "ArrowDown" || key === "ArrowUp") entries.at((at + (key === "ArrowDown" ? 1 : -1)) % entries.length)?.focus();
  else if (at >= 0 && (key === "Enter" || key === " ")) entries[at].click();
  else return false;
  return true;
};
