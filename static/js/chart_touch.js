// A finger that rests on a chart, which does what a right click does with a mouse.

const HOLD_MS = 500, MOVED = 10; // pixels

/**
 * Let Plotly see a finger as it sees a mouse.
 * @param {{ clientX: number, clientY: number }} place
 */
const hoverAt = ({ clientX, clientY }) => {
  const target = document.elementFromPoint(clientX, clientY);
  for (const kind of ["mouseover", "mousemove"]) {
    target?.dispatchEvent(new MouseEvent(kind, { clientX, clientY, bubbles: true }));
  }
};

/**
 * @param {HTMLElement} frame
 * @param {{ onStart: () => void, onHold: (place: Touch) => void }} callbacks
 */
export const listenToTouch = (frame, { onStart, onHold }) => {
  let timer = 0;
  /** @type {Touch} */
  let start;
  const stop = () => clearTimeout(timer);
  frame.addEventListener("touchstart", ({ touches }) => {
    stop();
    onStart();
    if (touches.length !== 1) return;
    [start] = touches;
    hoverAt(start);
    timer = setTimeout(() => onHold(start), HOLD_MS);
  }, { passive: true, capture: true });
  frame.addEventListener("touchmove", ({ touches: [now] }) => {
    if (Math.hypot(now.clientX - start.clientX, now.clientY - start.clientY) > MOVED) stop();
  }, { passive: true });
  for (const kind of ["touchend", "touchcancel"]) frame.addEventListener(kind, stop, { capture: true });
};
