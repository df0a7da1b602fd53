// Measure the deck's shown screen: what is cut, what overlaps, how large and how legible it is.
() => {
  const SLACK = 1.5; // pixels: rounding of lines and borders
  const deck = document.querySelector(".deck"), phone = deck.querySelector(".stage.scrolled");
  const screen = phone ?? deck.querySelector(".screen.shown");
  const faults = [], brush = document.createElement("canvas").getContext("2d", { willReadFrequently: true });
  const memo = (make) => {
    const known = new Map();
    return (key) => (known.has(key) ? known.get(key) : known.set(key, make(key)).get(key));
  };
  const style = memo((element) => getComputedStyle(element));
  const box = memo((element) => element.getBoundingClientRect());
  const named = (element) => `${element.tagName.toLowerCase()}.${[...element.classList].join(".")}`;
  const round = ({ left, top, right, bottom }) => [left, top, right, bottom].map((each) => Math.round(each)).join(" ");

  // ---- what lies where: the letters of each text, line by line, without the leading around them
  const ascent = memo((font) => {
    brush.font = font;
    return brush.measureText("国").fontBoundingBoxAscent;
  });
  const factorOf = (element) => {
    if (!element.ownerSVGElement) return element.offsetWidth ? box(element).width / element.offsetWidth : 1;
    const { a, b, c, d } = element.getScreenCTM();
    return Math.sqrt(Math.abs(a * d - b * c));
  };
  const letters = (rect, element, size) => {
    const { fontWeight, fontSize, fontFamily } = style(element);
    const turned = element.ownerSVGElement && Math.abs(element.getScreenCTM().b) > 0.01;
    if (turned) return { left: rect.left, right: rect.right, top: rect.top, bottom: rect.bottom };
    const base = rect.top + ascent(`${fontWeight} ${fontSize} ${fontFamily}`) * (size / parseFloat(fontSize));
    return { left: rect.left, right: rect.right, top: base - 0.88 * size, bottom: base + 0.12 * size };
  };
  const texts = [];
  const walker = document.createTreeWalker(screen, NodeFilter.SHOW_TEXT);
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    const element = node.parentElement, words = node.data.trim();
    if (!words || element.closest("style, title, defs") || !element.checkVisibility({ visibilityProperty: true, opacityProperty: true })) continue;
    const range = document.createRange();
    range.selectNodeContents(node);
    const size = parseFloat(style(element).fontSize) * factorOf(element);
    const lines = [...range.getClientRects()].filter(({ width, height }) => width && height).map((rect) => letters(rect, element, size));
    if (lines.length) texts.push({ element, words, size, lines });
  }

  // ---- nothing is cut: each line of letters lies in the screen and in all that clips it
  const clipping = memo((element) => {
    const above = [];
    for (let each = element; each && each !== document.documentElement; each = each.parentElement) {
      const { overflowX, overflowY } = style(each);
      if (each === phone) break; // it may be scrolled
      if (each === screen || [overflowX, overflowY].some((how) => how !== "visible")) above.push(each);
    }
    return above;
  });
  const isOutside = (inner, outer) => inner.left < outer.left - SLACK || inner.top < outer.top - SLACK
    || inner.right > outer.right + SLACK || inner.bottom > outer.bottom + SLACK;
  const viewport = phone ? { left: 0, top: -Infinity, right: innerWidth, bottom: Infinity } : { left: 0, top: 0, right: innerWidth, bottom: innerHeight };
  for (const { element, words, lines } of texts) {
    for (const line of lines) {
      if (isOutside(line, viewport)) faults.push(`outside the window: “${words.slice(0, 30)}” at ${round(line)}`);
      for (const outer of clipping(element)) {
        if (isOutside(line, box(outer))) faults.push(`cut by ${named(outer)} (${round(box(outer))}): “${words.slice(0, 30)}” at ${round(line)}`);
      }
    }
  }
  for (const element of [screen, ...screen.querySelectorAll("*")]) {
    if (element.ownerSVGElement || !element.checkVisibility()) continue;
    if (isOutside(box(element), phone ? viewport : box(screen))) faults.push(`outside the screen: ${named(element)} at ${round(box(element))}`);
    if (element.tagName === "svg" || style(element).overflowX === "visible" || style(element).display === "inline") continue;
    const { scrollWidth, clientWidth, scrollHeight, clientHeight } = element;
    if (scrollWidth > clientWidth + 1 || (element !== phone && scrollHeight > clientHeight + 1)) {
      faults.push(`overflows: ${named(element)} ${scrollWidth}×${scrollHeight} in ${clientWidth}×${clientHeight}`);
    }
  }

  // ---- no letters lie on others
  const all = texts.flatMap((text) => text.lines.map((line) => ({ text, line }))).sort((a, b) => a.line.top - b.line.top);
  all.forEach((one, at) => {
    for (let next = at + 1; next < all.length && all[next].line.top < one.line.bottom - SLACK; next += 1) {
      const other = all[next];
      const wide = Math.min(one.line.right, other.line.right) - Math.max(one.line.left, other.line.left);
      const high = Math.min(one.line.bottom, other.line.bottom) - Math.max(one.line.top, other.line.top);
      if (one.text !== other.text && wide > SLACK && high > SLACK) {
        faults.push(`overlap by ${wide.toFixed(0)}×${high.toFixed(0)}: “${one.text.words.slice(0, 25)}” and “${other.text.words.slice(0, 25)}” at ${round(one.line)}`);
      }
    }
  });

  // ---- contrast with the nearest opaque ground (WCAG 2)
  const colour = memo((value) => {
    brush.canvas.width = brush.canvas.height = 1;
    brush.fillStyle = value;
    brush.fillRect(0, 0, 1, 1);
    const [r, g, b, a] = brush.getImageData(0, 0, 1, 1).data;
    return { r, g, b, a: a / 255 };
  });
  const over = (top, below) => ({ r: top.r * top.a + below.r * (1 - top.a), g: top.g * top.a + below.g * (1 - top.a), b: top.b * top.a + below.b * (1 - top.a), a: 1 });
  const ground = memo((element) => {
    if (!element) return { r: 255, g: 255, b: 255, a: 1 };
    const own = colour(style(element).backgroundColor);
    return own.a === 1 ? own : over(own, ground(element.parentElement));
  });
  const luminance = ({ r, g, b }) => {
    const [x, y, z] = [r, g, b].map((each) => each / 255).map((each) => (each <= 0.04045 ? each / 12.92 : ((each + 0.055) / 1.055) ** 2.4));
    return 0.2126 * x + 0.7152 * y + 0.0722 * z;
  };
  const opacity = (element) => {
    let whole = 1;
    for (let each = element; each && each !== deck; each = each.parentElement) whole *= Number(style(each).opacity);
    return whole;
  };
  const contrast = (element) => {
    const own = style(element), isDrawn = Boolean(element.ownerSVGElement);
    const ink = { ...colour(isDrawn ? own.fill : own.color) };
    ink.a *= opacity(element) * (isDrawn ? Number(own.fillOpacity) : 1);
    const paper = ground(element), [dark, light] = [luminance(over(ink, paper)), luminance(paper)].sort((a, b) => a - b);
    return (light + 0.05) / (dark + 0.05);
  };
  const ratios = memo(contrast);
  const least = (value) => texts.reduce((worst, text) => (value(text) < worst[0] ? [value(text), `“${text.words.slice(0, 30)}” in ${named(text.element)}`] : worst), [Infinity, ""]);

  // ---- nothing of Streamlit's covers the deck, and nothing scrolls
  for (let x = 0.02; x < 1; x += 0.12) {
    for (let y = 0.02; y < 1; y += 0.12) {
      const top = document.elementFromPoint(innerWidth * x, innerHeight * y);
      if (!deck.contains(top)) faults.push(`covered at ${x.toFixed(2)}, ${y.toFixed(2)} by ${top && named(top)}`);
    }
  }
  for (const part of [document.scrollingElement, document.querySelector(".stMain"), deck]) {
    const isScrolling = part.scrollTop || part.scrollLeft || (part !== deck && style(part).overflowY !== "hidden" && part.scrollHeight > part.clientHeight + 1)
      || part.scrollWidth > part.clientWidth + 1;
    if (isScrolling) faults.push(`scrolls: ${named(part)} ${part.scrollHeight} of ${part.clientHeight}, at ${part.scrollTop}`);
  }

  const words = (selector) => screen.querySelector(selector)?.innerText.trim() ?? "";
  return {
    slide: deck.dataset.slide,
    part: Number(deck.dataset.part),
    faults: [...new Set(faults)],
    smallest: least(({ size }) => size),
    faintest: least(({ element }) => ratios(element)),
    headlineSize: parseFloat(style(screen.querySelector(".number")).fontSize),
    sentence: words("header h2"),
    number: words("header .number"),
    base: words("header .base"),
    foot: words("footer"),
    states: [...screen.querySelectorAll(".swatch")].map((mark) => mark.closest(".state, .state-row")?.innerText.trim() ?? ""),
    rows: [...screen.querySelectorAll(".row[data-pick]")].map((row) => ({
      pick: row.dataset.pick,
      cells: [...row.querySelectorAll(".cell")].map(({ textContent }) => textContent),
      details: [...row.querySelectorAll(".detail")].map((each) => [each.firstChild.textContent, each.lastChild.textContent]),
    })),
    words: screen.innerText,
  };
}
