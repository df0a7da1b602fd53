// Plotly from this machine, in Chinese; each bundle is loaded once a page.
const CHINESE = {
  moduleType: "locale",
  name: "zh-CN",
  dictionary: {},
  format: {
    days: ["星期日", "星期一", "星期二", "星期三", "星期四", "星期五", "星期六"],
    shortDays: ["周日", "周一", "周二", "周三", "周四", "周五", "周六"],
    months: ["一月", "二月", "三月", "四月", "五月", "六月", "七月", "八月", "九月", "十月", "十一月", "十二月"],
    shortMonths: ["1月", "2月", "3月", "4月", "5月", "6月", "7月", "8月", "9月", "10月", "11月", "12月"],
    date: "%Y-%m-%d",
  },
};

// the bundles do not share window.Plotly, so each is taken from it as it comes
const bundle = (source) => ((window.plotlyBundles ??= {})[source] ??= new Promise((done, fail) => {
  const tag = document.createElement("script");
  tag.src = source;
  tag.onload = () => {
    window.Plotly.register(CHINESE);
    done(window.Plotly);
  };
  tag.onerror = () => fail(new Error(source));
  document.head.append(tag);
}));

// every length of a figure that is in pixels
const LENGTHS = new Set(["size", "width", "l", "r", "t", "b", "xshift", "yshift", "minsize", "xgap", "ygap"]);

// the figure with all its letters, lines and margins larger by a factor
const enlarged = (part, factor) => {
  if (Array.isArray(part)) return part.map((each) => (each && typeof each === "object" ? enlarged(each, factor) : each));
  return Object.fromEntries(Object.entries(part).map(([name, value]) => {
    if (LENGTHS.has(name) && typeof value === "number") return [name, value * factor];
    return [name, value && typeof value === "object" ? enlarged(value, factor) : value];
  }));
};
