// What Streamlit hands to a component each time that its data have changed.

/**
 * @template Host, Data
 * @typedef {object} Component
 * @property {Host} parentElement where the component lies; what it keeps from call to call is kept there
 * @property {Data} data
 * @property {(name: string, value: unknown) => void} setTriggerValue sends a message to Python
 */

/**
 * Parse what Python sent as JSON.
 * @param {Uint8Array} bytes
 */
export const parse = (bytes) => JSON.parse(new TextDecoder().decode(bytes));
