// The inline script of every component: it imports the component's module from static/js, so that
// modules can import one another, and runs it.

/** @type {string[]} */
const MODULES = []; // assets.py fills in the paths of the component's module and of all that it imports

/** @typedef {import("./component.js").Component<HTMLElement, unknown>} Component */

const RETRY_MS = 2000;
const FAILED = "这一部分没能载入,正在重试……";

// An inline script has no address of its own: where the server is, on a sub-path too, is known from
// the script that Streamlit's page was loaded with.
const main = /** @type {HTMLScriptElement} */ (document.querySelector('script[src*="static/js/index."]'));
const server = new URL("../../", main.src);
const [entry, ...imported] = MODULES.map((path) => new URL(`app/static/${path}`, server).href);

// fetched at once, not one after another as each import is found
for (const href of imported) document.head.append(Object.assign(document.createElement("link"), { rel: "modulepreload", href }));

// A browser may remember that a module failed, but never that one of another address did.
/** @type {Promise<{ default: (component: Component) => unknown }> | undefined} */
let loading;
let tries = 0;
const load = () => {
  loading ??= import(tries ? `${entry}?${tries}` : entry).catch((error) => {
    tries += 1;
    loading = undefined;
    throw error;
  });
  return loading;
};

/** @param {HTMLElement} host */
const noticeIn = (host) => {
  const notice = Object.assign(document.createElement("p"), { textContent: FAILED });
  notice.setAttribute("role", "status");
  host.append(notice);
  return notice;
};

/** @type {WeakMap<HTMLElement, Component>} */
const newest = new WeakMap(); // the last call for each host: one that waited longer must not undo it

/** @param {Component} component */
export default async function (component) {
  const { parentElement: host } = component;
  newest.set(host, component);
  let notice;
  for (;;) {
    try {
      const { default: run } = await load();
      notice?.remove();
      return newest.get(host) === component ? run(component) : undefined;
    } catch (error) {
      if (!(error instanceof TypeError)) throw error; // it came, and is wrong itself
      notice ??= noticeIn(host); // the server is being restarted, or cannot be reached
      await new Promise((done) => { setTimeout(done, RETRY_MS); });
      if (!host.isConnected || newest.get(host) !== component) {
        notice.remove();
        return undefined;
      }
    }
  }
}
