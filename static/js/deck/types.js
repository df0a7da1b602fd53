// What Python sends of a deck (dashboard/meetings/slides/block_types.py), and what the browser keeps of it.

/** @typedef {import("../plotly.js").Figure} Figure */

/** @typedef {string | [text: string, measure: string, cells: string[]]} Text with a measure it can be explained */
/** @typedef {{ label: string, value: Text, base?: Text, change?: string, tone?: string }} Tile */
/** @typedef {{ state: string, mark: string, text: string, note?: string }} StateWords */
/** @typedef {StateWords & { width: number, count: Text, share: string, pick: string }} StateRow */
/** @typedef {{ bar: number, mark: number | null, tone: string, text: Text }} BarCell */
/** @typedef {Text | StateWords | BarCell} Cell */
/** @typedef {{ label: string, width: string, align: "start" | "end" }} Column `width` as a track of a CSS grid */
/** @typedef {{ cells: Cell[], pick: string, details: [label: string, text: string][] }} Row */

/** @typedef {{ type: "tiles", tiles: Tile[] }} Tiles */
/** @typedef {{ type: "states", states: StateRow[] }} States */
/** @typedef {{ type: "table", title: string, columns: Column[], rows: Row[], isCompact?: boolean, isContinued?: boolean }} Table */
/** @typedef {{ type: "chart", figure: Figure, alt: string, tall: number }} ChartBlock */
/** @typedef {{ type: "facts", facts: [label: string, text: string][] }} Facts */
/** @typedef {{ type: "legend", entries: [label: string, colour: string][] }} Legend */
/** @typedef {{ type: "note", text: string }} Note */
/** @typedef {{ type: "codes", codes: { picture: string, title: string, text: string }[] }} Codes */
/** @typedef {{ type: "beside", blocks: Block[] }} Beside */
/** @typedef {Tiles | States | Table | ChartBlock | Facts | Legend | Note | Codes | Beside} Block */

/**
 * @typedef {object} Slide
 * @property {string} key
 * @property {string} name
 * @property {string} sentence
 * @property {{ value: Text, label: string, base: Text }} headline
 * @property {Block[]} blocks
 * @property {string} foot
 */

/**
 * A part of a slide that fills the screen.
 * @typedef {object} Screen
 * @property {HTMLElement} element
 * @property {HTMLElement} body
 * @property {HTMLElement} place its number among the others
 * @property {boolean} isDrawn whether its charts are
 */

/**
 * All slides laid out for one size of window and of letters.
 * @typedef {object} Stage
 * @property {HTMLElement} element
 * @property {boolean} isScrolled on a phone: one slide below another
 * @property {number} width pixels
 * @property {number} height pixels
 * @property {number} room em beside the words of a screen
 * @property {Map<string, Screen[]>} built by the slide's key
 */

/** @typedef {{ slide: string, parts: number[], drill: string[] }} Place the screen of the slide, and of each step down */

/**
 * @typedef {object} Given
 * @property {Slide[]} slides
 * @property {Slide[]} drilled
 * @property {boolean} dark
 * @property {string} scale
 * @property {Record<string, number>} scales
 * @property {Record<string, string>} scaleWords
 * @property {Place} at
 * @property {number} revision grows when the deck must go to `at`
 * @property {string} bundle
 * @property {number | null} seconds
 * @property {number | null} refresh
 */

/** @typedef {{ do: string } & Record<string, unknown>} Event */

/**
 * @typedef {object} State
 * @property {HTMLElement} root
 * @property {HTMLElement} notice
 * @property {HTMLElement} list
 * @property {((deck: Deck) => HTMLElement[]) | undefined} listed what the list shows
 * @property {string} given what was laid out, as JSON
 * @property {Stage} [stage] that is shown
 * @property {Stage} [building] the newest one
 * @property {string} scrolledTo
 * @property {number} [asked] when a dialog was asked for
 * @property {number} [rotation] timer
 * @property {number} [refreshing] timer
 * @property {number} [settling] timer
 * @property {number} [saying] timer
 * @property {number} [sleeping] timer
 * @property {(event: Event) => void} send
 * @property {() => void} end
 */

/** @typedef {State & Place & Omit<Given, "at" | "dark">} Deck */

export {};
