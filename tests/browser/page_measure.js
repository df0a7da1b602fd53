// Measure the texts of a page: which lie on others, which are cut, which names an axis leaves out.
() => {
  const SLACK = 1.5; // pixels: rounding of lines and borders
  const brush = document.createElement("canvas").getContext("2d");
  const main = document.querySelector("[data-testid=stMain]");
  const memo = (make) => {
    const known = new Map();
    return (key) => (known.has(key) ? known.get(key) : known.set(key, make(key)).get(key));
  };
  const style = memo((element) => getComputedStyle(element));
  const box = memo((element) => element.getBoundingClientRect());
  const round = ({ left, top, right, bottom }) => [left, top, right, bottom].map((each) => Math.round(each)).join(" ");
  const ascent = memo((font) => {
    brush.font = font;
    return brush.measureText("国").fontBoundingBoxAscent;
  });
  // the letters of a line, without the leading around them
  const letters = (rect, element) => {
    const { fontWeight, fontSize, fontFamily } = style(element), drawn = element.ownerSVGElement && element.getScreenCTM();
    if (drawn && Math.abs(drawn.b) > 0.01) return rect; // turned
    const factor = drawn ? drawn.d : 1, size = factor * parseFloat(fontSize);
    const base = rect.top + factor * ascent(`${fontWeight} ${fontSize} ${fontFamily}`);
    return { left: rect.left, right: rect.right, top: base - 0.88 * size, bottom: base + 0.12 * size };
  };
  const scrolls = (element) => ["auto", "scroll"].some((how) => [style(element).overflowX, style(element).overflowY].includes(how));
  // what an element may be scrolled out of
  const scrolledIn = memo((element) => (element === document.documentElement || scrolls(element) ? box(element) : scrolledIn(element.parentElement)));
  const UNSEEN = ".crosstab, style, title, defs, [data-testid=stIconMaterial], [role=status], .modebar, [data-testid=stDataFrame]";
  const faults = [], texts = [];
  const walker = document.createTreeWalker(main, NodeFilter.SHOW_TEXT);
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    const element = node.parentElement, words = node.data.trim();
    if (!words || element.closest(UNSEEN) || !element.checkVisibility({ visibilityProperty: true, opacityProperty: true })) continue;
    const { clipPath } = style(element);
    if (clipPath !== "none") continue;
    const range = document.createRange();
    range.selectNodeContents(node);
    const frame = scrolledIn(element);
    const lines = [...range.getClientRects()].filter(({ width, height }) => width > 1 && height).map((rect) => letters(rect, element))
      .filter(({ left, right }) => right > frame.left && left < frame.right);
    if (lines.length) texts.push({ element, words, lines });
  }

  // ---- nothing is cut without its whole text on hover
  const isHinted = (element) => Boolean(element.closest("[title]:not([title='']), .hinted")) || Boolean(element.ownerSVGElement && element.querySelector("title"));
  for (const { element, words, lines } of texts) {
    let isScrolled = false;
    for (let outer = element; outer && outer !== document.body; outer = outer.parentElement) {
      const { overflowX, position } = style(outer);
      if (scrolls(outer)) {
        isScrolled ||= outer !== main;
        break;
      }
      const clips = outer.tagName === "svg" || ["hidden", "clip"].includes(overflowX);
      if (clips && outer.tagName !== "text") {
        for (const line of lines) {
          const { left, right, top, bottom } = box(outer);
          if (line.left < left - SLACK || line.right > right + SLACK || line.top < top - SLACK || line.bottom > bottom + SLACK) {
            if (!isHinted(element)) faults.push(`cut by ${outer.tagName}.${outer.getAttribute("class")} (${round(box(outer))}): “${words.slice(0, 30)}” at ${round(line)}`);
            break;
          }
        }
      }
      if (position === "fixed") break;
    }
    for (const line of lines) {
      if (line.right > innerWidth + SLACK || line.left < -SLACK) {
        if (!isScrolled) faults.push(`outside the window: “${words.slice(0, 30)}” at ${round(line)}`);
      }
    }
  }

  // ---- no letters lie on others
  const all = texts.filter(({ element }) => !element.closest(".st-key-actions, header")).flatMap((text) => text.lines.map((line) => ({ text, line }))).sort((a, b) => a.line.top - b.line.top);
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

  // ---- each row and column of a chart has its name
  for (const graph of document.querySelectorAll(".js-plotly-plot")) {
    const name = graph.closest("[role=figure]")?.getAttribute("aria-label")?.slice(0, 20);
    for (const letter of ["x", "y"]) {
      const axis = graph._fullLayout?.[`${letter}axis`];
      if (!axis?.visible || axis.type !== "category") continue;
      const count = axis._categories.length, seen = graph.querySelectorAll(`.${letter}tick`).length;
      if (seen < count) faults.push(`${name}: ${letter} names ${seen} of ${count}`);
    }
  }
  if (document.documentElement.scrollWidth > innerWidth + 1) faults.push(`the page is ${document.documentElement.scrollWidth} wide in ${innerWidth}`);
  return faults;
}
