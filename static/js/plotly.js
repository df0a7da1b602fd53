// Plotly from this machine, in Chinese; each bundle is loaded once a page.

/**
 * A chart's element once Plotly has drawn in it.
 * @typedef {HTMLElement & {
 *   data: any[], layout: any, on: (event: string, run: (event: any) => unknown) => void,
 *   library?: any, filename?: string,
 * }} Graph
 */

/** @typedef {{ data: any[], layout: any }} Figure */

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

/** What every chart is set up with. */
export const PLAIN = { locale: "zh-CN", displaylogo: false, showSendToCloud: false, plotlyServerURL: "" };

/** @type {Map<string, Promise<any>>} */
const bundles = new Map();

/**
 * Load a bundle, a file of static/; the bundles do not share window.Plotly, so each is taken from it
 * as it comes.
 * @param {string} name
 * @returns {Promise<any>}
 */
export const loadPlotly = (name) => {
  const known = bundles.get(name);
  if (known) return known;
  const loading = new Promise((done, fail) => {
    const script = document.createElement("script");
    script.src = new URL(`../${name}`, import.meta.url).href;
    script.onload = () => {
      const { Plotly } = /** @type {any} */ (window);
      Plotly.register(CHINESE);
      done(Plotly);
    };
    script.onerror = () => {
      bundles.delete(name); // the next chart tries again
      script.remove();
      fail(new Error(name));
    };
    document.head.append(script);
  });
  bundles.set(name, loading);
  return loading;
};
