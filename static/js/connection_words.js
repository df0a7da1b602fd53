// What is said of a connection that is lost, and of what was done meanwhile, by the names of the actions.

const KEPT = "已填写的文字还在";
const LONGEST = 24;
export const LOST = `与服务器的连接断开了,正在自动重连。现在所做的不会生效;${KEPT}。`;

/** @param {Iterable<string>} names */
const quoted = (names) => [...names].map((name) => `“${name.length > LONGEST ? `${name.slice(0, LONGEST)}…` : name}”`).join("、");

/** @param {Set<string>} pending what was sent and not answered */
export const silentWords = (pending) => `服务器还没有回应${quoted(pending)},请稍候。${KEPT}。`;

/** @param {string} name what was refused while the connection is lost */
export const refusedWords = (name) => `${quoted([name])}没有生效:与服务器的连接断开了。${KEPT},连接恢复后请再做一次。`;

/**
 * @param {Set<string>} refused what was not done
 * @param {Set<string>} uncertain what was sent, and may have been lost
 * @returns {string} empty: nothing was done meanwhile
 */
export const backWords = (refused, uncertain) => {
  if (!refused.size && !uncertain.size) return "";
  const first = refused.size ? `${quoted(refused)}没有生效,请再做一次;` : "";
  const second = uncertain.size ? `断开前的${quoted(uncertain)}可能没有生效,请核对后再做一次;` : "";
  return `与服务器的连接恢复了。${first}${second}${KEPT}。`;
};
