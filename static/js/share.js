// The link, the line about it and its QR code, each to take along. Offices open the dashboard by
// plain http, where browsers refuse navigator.clipboard: there the old command copies.
import { button, element } from "./elements.js";

/** @typedef {{ link: string, line: string, code: string, file: string }} Shared `line` and `code` may be "" */

const WORDS = { link: "复制链接", line: "复制说明", both: "复制说明和链接", done: "已复制", failed: "没能复制,请选中后按 Ctrl+C", save: "下载二维码" };

/** @param {string} text @param {Element} place inside the dialog, which keeps the focus in it */
const copy = async (text, place) => {
  if (window.isSecureContext && navigator.clipboard) {
    try {
      await navigator.clipboard.writeText(text);
      return true;
    } catch { /* not allowed: the old way */ }
  }
  const area = Object.assign(document.createElement("textarea"), { value: text, readOnly: true, className: "share-copy" });
  place.append(area);
  area.select();
  const isDone = document.execCommand("copy");
  area.remove();
  return isDone;
};

/** @param {Shared} shared */
const codeOf = ({ code, file }) => {
  const picture = Object.assign(element("img", ""), { src: code, alt: "链接的二维码" });
  const save = Object.assign(element("a", "share-button", WORDS.save), { href: code, download: file });
  return element("div", "share-code", picture, save);
};

/** @param {import("./component.js").Component<HTMLElement, Shared>} component */
export default function ({ data, parentElement: host }) {
  host.querySelector(".share")?.remove();
  const { link, line, code } = data, box = element("div", "share"), status = element("div", "share-told");
  status.setAttribute("role", "status");
  /** @param {string} label @param {string} text */
  const copyButton = (label, text) => button("share-button", label, async () => {
    status.textContent = (await copy(text, box)) ? `${WORDS.done}:${label.slice(2)}` : WORDS.failed;
  });
  const buttons = element(
    "div", "share-buttons",
    line && copyButton(WORDS.both, `${line}\n${link}`), copyButton(WORDS.link, link), line && copyButton(WORDS.line, line),
  );
  const texts = element("div", "share-texts", line && element("p", "share-line", line), element("p", "share-link", link), buttons, status);
  box.append(texts, ...(code ? [codeOf(data)] : []));
  host.append(box);
}
