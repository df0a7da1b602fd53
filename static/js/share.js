// The link, the line about it and its QR code, each to take along. Offices open the dashboard by
// plain http, where browsers refuse navigator.clipboard: there the old command copies.
const WORDS = { link: "复制链接", line: "复制说明", both: "复制说明和链接", done: "已复制", failed: "没能复制,请选中后按 Ctrl+C", save: "下载二维码" };

const copied = async (text, near) => {
  if (window.isSecureContext && navigator.clipboard) {
    try {
      await navigator.clipboard.writeText(text);
      return true;
    } catch { /* not allowed: the old way */ }
  }
  const area = Object.assign(document.createElement("textarea"), { value: text, readOnly: true, className: "share-copy" });
  near.append(area); // inside the dialog, which keeps the focus in it
  area.select();
  const done = document.execCommand("copy");
  area.remove();
  return done;
};

const part = (tag, name, text) => Object.assign(document.createElement(tag), { className: name, textContent: text });

export default function ({ data, parentElement: host }) {
  host.querySelector(".share")?.remove();
  const box = part("div", "share", ""), texts = part("div", "share-texts", "");
  const told = part("div", "share-told", "");
  told.setAttribute("role", "status");
  const button = (label, text) => {
    const made = part("button", "share-button", label);
    made.type = "button";
    made.addEventListener("click", async () => {
      told.textContent = (await copied(text, box)) ? `${WORDS.done}:${label.slice(2)}` : WORDS.failed;
    });
    return made;
  };
  const buttons = part("div", "share-buttons", "");
  if (data.line) {
    buttons.append(button(WORDS.both, `${data.line}\n${data.link}`));
    texts.append(part("p", "share-line", data.line));
  }
  buttons.append(button(WORDS.link, data.link));
  if (data.line) buttons.append(button(WORDS.line, data.line));
  texts.append(part("p", "share-link", data.link), buttons, told);
  box.append(texts);
  if (data.code) {
    const code = part("div", "share-code", "");
    const picture = Object.assign(document.createElement("img"), { src: data.code, alt: "链接的二维码" });
    const save = Object.assign(part("a", "share-button", WORDS.save), { href: data.code, download: data.file });
    code.append(picture, save);
    box.append(code);
  }
  host.append(box);
}
