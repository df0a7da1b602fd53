// The bar of buttons that comes with the mouse.
import { make } from "./blocks.js";
import { deckButton, keyList, slideList, toggleList } from "./lists.js";
import { goUp, leave, record, sendEvent, step, toggleFull } from "./navigation.js";
import { say } from "./notice.js";
import { nextOf } from "./rules.js";
import { setRefresh, setRotation } from "./timers.js";

/** @typedef {import("./types.js").Deck} Deck */

const ROTATIONS = [null, 15, 30, 60], REFRESHES = [null, 60, 300]; // seconds

/** @param {Deck} deck */
const rotate = (deck) => {
  setRotation(deck, nextOf(ROTATIONS, deck.seconds));
  sendEvent(deck, { do: "at" });
  say(deck, deck.seconds ? `每 ${deck.seconds} 秒翻一屏` : "轮播已停止");
};

/** @param {Deck} deck */
const refresh = (deck) => {
  setRefresh(deck, nextOf(REFRESHES, deck.refresh));
  sendEvent(deck, { do: "at" });
  say(deck, deck.refresh ? `每 ${deck.refresh} 秒查看一次新数据` : "不再定时查看新数据");
};

/** @param {Deck} deck */
const nextScale = (deck) => {
  const scale = nextOf(Object.keys(deck.scales), deck.scale);
  sendEvent(deck, { do: "scale", scale });
  say(deck, `字号:${deck.scaleWords[scale]}`);
};

/** @param {Deck} deck */
export const barOf = (deck) => make(
  "nav.controls",
  deckButton("上一屏", "上一屏(←)", () => step(deck, -1)),
  deckButton("下一屏", "下一屏(→)", () => step(deck, 1)),
  deckButton("返回", "从下钻返回(退格)", () => goUp(deck), ".on-phone"),
  deckButton("目录", "目录(M)", () => toggleList(deck, slideList), ".on-phone"),
  deckButton("记录", "记录议定事项(J)", () => record(deck)),
  deckButton("对比", "“上次会议以来”与哪一天对比(C)", () => sendEvent(deck, { do: "compare" })),
  deckButton("分享", "分享链接和二维码", () => sendEvent(deck, { do: "share" }), ".on-phone"),
  deckButton("字号", "标准、大、特大", () => nextScale(deck)),
  deckButton("深浅", "浅色、深色", () => sendEvent(deck, { do: "look" })),
  deckButton("轮播", "自动翻页,按键或点击停止", () => rotate(deck), ".keeps-rotation"),
  deckButton("刷新", "定时查看新数据", () => refresh(deck), ".keeps-rotation"),
  deckButton("全屏", "全屏(F)", toggleFull, ".keeps-rotation"),
  deckButton("按键", "按键说明(H)", () => toggleList(deck, keyList)),
  deckButton("退出", "退出会议模式(Esc)", () => leave(deck), ".on-phone"),
);
