// Hears which number of the page is asked about: explain.js tells.
document.documentElement.lang = "zh-CN"; // or the browser offers to translate the page

export default function ({ setTriggerValue }) {
  const hear = ({ detail }) => setTriggerValue("asked", detail);
  document.addEventListener("explain", hear);
  return () => document.removeEventListener("explain", hear);
}
