// Which names the search box suggests for what was typed so far.

/** @typedef {[name: string, kind: string, ...ways: string[]]} Name `ways`: how else it is typed, as in pinyin */
/** @typedef {{ start: number, found: Name[] }} Suggestions `start`: where what they complete begins */

const MOST = 8;
const BEFORE_LAST_WORD = /^(.*[\s,,、;;/+])?/s;
const BEGINS = 0, BEGINS_OTHERWISE = 1, CONTAINS = 2, UNLIKE = 3;

/** @param {Name} name @param {string} typed in small letters */
const likeness = ([name, , ...ways], typed) => {
  if (name.toLowerCase().startsWith(typed)) return BEGINS;
  if (ways.some((way) => way.startsWith(typed))) return BEGINS_OTHERWISE;
  return name.toLowerCase().includes(typed) ? CONTAINS : UNLIKE;
};

/** @param {Name[]} names @param {string} typed @param {number} worst */
const alike = (names, typed, worst) => names
  .map((name) => ({ name, rank: likeness(name, typed) }))
  .filter(({ rank }) => rank <= worst)
  .sort((one, other) => one.rank - other.rank)
  .slice(0, MOST)
  .map(({ name }) => name);

/**
 * Return the names that fit the last word; typed without blanks, those that fit what follows a name.
 * @param {Name[]} names
 * @param {string} text
 * @returns {Suggestions}
 */
export const suggestionsFor = (names, text) => {
  const start = text.match(BEFORE_LAST_WORD)?.[0].length ?? 0, last = text.slice(start).toLowerCase();
  if (!last) return { start, found: [] };
  const found = alike(names, last, CONTAINS);
  if (found.length) return { start, found };
  for (let at = last.length - 1; at > 0; at -= 1) {
    const head = last.slice(0, at);
    if (names.some(([, , ...ways]) => ways.some((way) => way.length > 1 && head.endsWith(way)))) {
      return { start: start + at, found: alike(names, last.slice(at), BEGINS_OTHERWISE) };
    }
  }
  return { start, found };
};

/**
 * Return the suggestion that an arrow key leads to, round the ends; -1 is the box itself.
 * @param {number} chosen
 * @param {1 | -1} step
 * @param {number} count
 */
export const nextSuggestion = (chosen, step, count) => ((chosen + step + 1 + count + 1) % (count + 1)) - 1;
