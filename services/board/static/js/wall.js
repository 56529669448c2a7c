// A screen on a wall: it scrolls by itself, comes back to the top, and renews itself.
import { show } from "./filters.js";

const STEP = 40; // ms
const PIXELS = 1;
const PAUSE = 8_000; // at the top and at the foot
const RENEW = 5 * 60_000; // what is over goes, without a change that would tell

/** Run the wall. */
export function hang(live) {
  setInterval(() => show(location.pathname + location.search, live, { step: "none" }), RENEW);
  document.addEventListener("tocsin:inserted", () => scrollTo({ top: 0 }));
  if (matchMedia("(prefers-reduced-motion: reduce)").matches) return;
  let waitsUntil = Date.now() + PAUSE;
  setInterval(() => {
    if (Date.now() < waitsUntil) return;
    const before = scrollY;
    scrollBy(0, PIXELS);
    if (scrollY !== before) return;
    waitsUntil = Date.now() + PAUSE;
    if (before > 0) setTimeout(() => scrollTo({ top: 0 }), PAUSE / 2);
  }, STEP);
}
