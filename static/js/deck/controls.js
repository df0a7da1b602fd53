// @ts-nocheck
// Keys, clicks and the bar that comes with the mouse and goes by itself.
import { watchDialogs } from "../streamlit_dom.js";
import { make } from "./blocks.js";
import { AWAKE_MS, closeLost, forget, goTo, isDialogOpen, pick, rebuild, say, setRefresh, setRotation, show, step, stopRotation, tell, toggleFull, up } from "./deck.js";

const KEYS = {
  ArrowRight: (deck) => step(deck, 1),
  PageDown: (deck) => step(deck, 1),
  " ": (deck, event) => step(deck, event.shiftKey ? -1 : 1),
  ArrowLeft: (deck) => step(deck, -1),
  PageUp: (deck) => step(deck, -1),
  Home: (deck) => goTo(deck, 0),
  End: (deck) => goTo(deck, -1),
  Backspace: (deck) => up(deck),
  Escape: (deck) => leave(deck),
  f: () => toggleFull(),
  j: (deck) => record(deck),
  c: (deck) => tell(deck, { do: "compare" }),
  m: (deck) => toggleList(deck, agendaList),
  "?": (deck) => toggleList(deck, keyList),
  h: (deck) => toggleList(deck, keyList),
  b: (deck) => blank(deck), // presenters' remotes send one of these two for a black screen
  ".": (deck) => blank(deck),
};

const FULL = new Set(["f", "F11"]);
const SCROLLING = new Set(["ArrowRight", "ArrowLeft", "PageDown", "PageUp", " ", "Home", "End"]);

const HELP = [
  ["→ 空格 翻页笔下一页", "下一屏"], ["← 翻页笔上一页", "上一屏"], ["Home、End", "第一页、最后一页"], ["1 至 9", "第几页"],
  ["点选", "下钻到股室、主题、措施"], ["点数字、图形", "看这个数从哪来"], ["退格", "从下钻返回"], ["F", "全屏"], ["J", "记录议定事项"], ["C", "选“上次会议以来”的对比日期"], ["M", "目录"], ["B", "黑屏,再按恢复"], ["H", "按键说明"],
  ["Esc", "退出会议模式(全屏时先退出全屏)"],
];

const blank = ({ root }) => root.classList.toggle("blank");

const leave = (deck) => {
  if (!deck.list.hidden) { deck.list.hidden = true; return; }
  if (document.fullscreenElement) document.exitFullscreen();
  tell(deck, { do: "leave" });
};

// what the decision is about: the innermost thing drilled into, a number being none
const record = (deck) => tell(deck, { do: "record", about: deck.drill.findLast((step) => !step.startsWith("number:")) ?? "" });

const isElsewhere = (event) => isDialogOpen() || Boolean(event.target.closest?.("input, textarea, select, [contenteditable=true]"));

const AWAITED_MS = 3000;
// whether a dialog was asked for that is not there yet: what is typed now is not meant for the deck
const isAwaited = ({ asked }) => asked !== undefined && performance.now() - asked < AWAITED_MS;

// any key ends the black screen, and does no more
const endsBlank = ({ root }, key) => {
  const isBlank = root.classList.contains("blank");
  if (isBlank && key !== "b" && key !== ".") root.classList.remove("blank");
  return isBlank && key !== "b" && key !== ".";
};

// the open list of slides by keys: up, down, and the one that is chosen
const inList = ({ list }, key) => {
  const entries = list.hidden ? [] : [...list.querySelectorAll("button")], at = entries.indexOf(document.activeElement);
  if (!entries.length) return false;
  if (key === "ArrowDown" || key === "ArrowUp") entries.at((at + (key === "ArrowDown" ? 1 : -1)) % entries.length).focus();
  else if (at >= 0 && (key === "Enter" || key === " ")) entries[at].click();
  else return false;
  return true;
};

const onKey = (deck) => (event) => {
  const isOurs = deck.stage && !event.ctrlKey && !event.metaKey && !event.altKey && !event.isComposing;
  if (isDialogOpen()) deck.asked = undefined;
  if (!isOurs || isElsewhere(event)) return;
  const key = event.key.length === 1 ? event.key.toLowerCase() : event.key;
  if (isAwaited(deck) || endsBlank(deck, key) || inList(deck, key)) {
    event.preventDefault();
    event.stopImmediatePropagation();
    return;
  }
  if (deck.stage?.isScrolled && SCROLLING.has(key)) return; // there the keys scroll
  if (!FULL.has(key)) stopRotation(deck); // full screen belongs to the rotation, it does not end it
  if (key === "Enter" && event.target.dataset?.pick) pickOn(deck, event.target, event.target.dataset.pick);
  else if (/^[0-9]$/.test(key)) goTo(deck, key === "0" ? 9 : Number(key) - 1);
  else if (KEYS[key]) KEYS[key](deck, event);
  else return;
  event.preventDefault();
  event.stopImmediatePropagation();
};

// on a phone all slides are seen: what was picked says which one it is
const pickOn = (deck, element, what) => {
  if (deck.stage.isScrolled && !deck.drill.length) deck.slide = element.closest(".screen").dataset.slide;
  pick(deck, what);
};

const onClick = (deck) => (event) => {
  if (event.target.closest(".keeps-rotation")) return;
  stopRotation(deck);
  const picked = event.target.closest("[data-pick]");
  if (picked) pickOn(deck, picked, picked.dataset.pick);
};

const wake = (deck) => () => {
  deck.root.classList.add("awake");
  clearTimeout(deck.sleeping);
  deck.sleeping = setTimeout(() => deck.root.classList.remove("awake"), AWAKE_MS);
};

const button = (words, title, run, kind = "") => {
  const element = make(`button${kind}`, words);
  element.type = "button";
  element.title = title;
  element.addEventListener("click", run);
  return element;
};

const nextOf = (all, now) => all[(all.indexOf(now) + 1) % all.length];

const bar = (deck) => make(
  "nav.controls",
  button("上一屏", "上一屏(←)", () => step(deck, -1)),
  button("下一屏", "下一屏(→)", () => step(deck, 1)),
  button("返回", "从下钻返回(退格)", () => up(deck), ".on-phone"),
  button("目录", "目录(M)", () => toggleList(deck, agendaList), ".on-phone"),
  button("记录", "记录议定事项(J)", () => record(deck)),
  button("对比", "“上次会议以来”与哪一天对比(C)", () => tell(deck, { do: "compare" })),
  button("分享", "分享链接和二维码", () => tell(deck, { do: "share" }), ".on-phone"),
  button("字号", "标准、大、特大", () => setScale(deck, nextOf(Object.keys(deck.scales), deck.scale))),
  button("深浅", "浅色、深色", () => tell(deck, { do: "look" })),
  button("轮播", "自动翻页,按键或点击停止", () => rotate(deck), ".keeps-rotation"),
  button("刷新", "定时查看新数据", () => refresh(deck), ".keeps-rotation"),
  button("全屏", "全屏(F)", toggleFull, ".keeps-rotation"),
  button("按键", "按键说明(H)", () => toggleList(deck, keyList)),
  button("退出", "退出会议模式(Esc)", () => leave(deck), ".on-phone"),
);

const ROTATIONS = [null, 15, 30, 60];

const rotate = (deck) => {
  setRotation(deck, nextOf(ROTATIONS, deck.seconds));
  tell(deck, { do: "at" });
  say(deck, deck.seconds ? `每 ${deck.seconds} 秒翻一屏` : "轮播已停止");
};

const REFRESHES = [null, 60, 300];

const refresh = (deck) => {
  setRefresh(deck, nextOf(REFRESHES, deck.refresh));
  tell(deck, { do: "at" });
  say(deck, deck.refresh ? `每 ${deck.refresh} 秒查看一次新数据` : "不再定时查看新数据");
};

const setScale = (deck, scale) => {
  tell(deck, { do: "scale", scale });
  say(deck, `字号:${deck.scaleWords[scale]}`);
};

const toggleList = (deck, fill) => {
  const isOpen = !deck.list.hidden && deck.list.fill === fill;
  deck.list.hidden = isOpen;
  deck.list.fill = fill;
  if (!isOpen) deck.list.replaceChildren(...fill(deck));
  deck.list.querySelector("[aria-current]")?.focus();
};

const agendaList = (deck) => deck.slides.map(({ key, name }, at) => {
  const entry = button(`${at + 1} ${name}`, "", () => { deck.list.hidden = true; goTo(deck, at); });
  if (key === deck.slide) entry.setAttribute("aria-current", "true");
  return entry;
});

const keyList = () => HELP.map(([keys, does]) => make("p", make("kbd", keys), does));

// ---- the component: mounted once, told of every answer of the server
const start = (host) => {
  const root = make("main.deck");
  root.setAttribute("aria-label", "会议模式");
  const deck = { root, parts: [1], slide: "", drill: [], slides: [], drilled: [], scale: "standard", seconds: null, refresh: null };
  deck.notice = make("p.notice");
  deck.list = make("div.list");
  deck.notice.hidden = deck.list.hidden = true;
  deck.notice.role = "status";
  root.append(bar(deck), deck.list, deck.notice);
  host.append(root);
  const heard = [[window, "keydown", onKey(deck), true], [window, "pointermove", wake(deck)],
    // early: the button that is clicked tells of more, and is heard last
    [root, "click", onClick(deck), true], [root, "mark", ({ target, detail }) => {
      stopRotation(deck); // or the click that follows would tell of it, and this event be lost
      pickOn(deck, target, detail);
    }]];
  heard.forEach(([where, what, run, early]) => where.addEventListener(what, run, early ?? false));
  const sizes = new ResizeObserver(() => {
    const newest = deck.building;
    if (newest && !(newest.width === root.clientWidth && newest.height === root.clientHeight)) rebuild(deck);
  });
  sizes.observe(root);
  const unwatch = watchDialogs((dialog, what) => what === "lost-connection" && closeLost(deck, dialog));
  deck.end = () => {
    heard.forEach(([where, what, run, early]) => where.removeEventListener(what, run, early ?? false));
    sizes.disconnect();
    unwatch();
    clearInterval(deck.rotation);
    clearInterval(deck.refreshing);
    clearTimeout(deck.settling);
    deck.building = undefined;
  };
  return deck;
};

const take = (deck, given) => {
  const { slides, drilled, dark, scale, scales, scaleWords, at, news, bundle, seconds, refresh } = given;
  const shown = JSON.stringify([slides, dark, scale]), isChanged = shown !== deck.shown;
  const isDrilled = JSON.stringify(drilled) !== JSON.stringify(deck.drilled);
  Object.assign(deck, { slides, drilled, bundle, scale, scales, scaleWords, shown });
  deck.root.classList.toggle("dark", dark);
  if (news !== deck.news) {
    Object.assign(deck, { news, ...at });
    setRotation(deck, seconds);
    setRefresh(deck, refresh);
  }
  if (!deck.slide) deck.slide = slides[0].key; // a link without one means the first
  if (!slides.some(({ key }) => key === deck.slide)) Object.assign(deck, { slide: slides[0].key, parts: [1], drill: [] });
  const depth = deck.drill.findIndex((key) => !drilled.some((each) => each.key === key));
  if (depth >= 0) deck.drill = deck.drill.slice(0, depth);
  deck.parts = [...Array(deck.drill.length + 1)].map((_, at) => deck.parts[at] ?? 1);
  if (isChanged || !deck.stage) return rebuild(deck);
  if (isDrilled) forget(deck);
  return show(deck);
};

export default function ({ data, parentElement: host, setTriggerValue }) {
  const deck = (host.deck ??= start(host));
  deck.send = (event) => setTriggerValue("event", event);
  take(deck, JSON.parse(new TextDecoder().decode(data)));
  return () => requestAnimationFrame(() => {
    if (!host.isConnected) deck.end();
  });
}
