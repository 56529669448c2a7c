// The board's front end: small modules over the pages that the server renders. Everything that
// can be read or followed works without them.
import { swapFilters } from "./filters.js";
import { listenToKeys } from "./keyboard.js";
import { followAlert, followList } from "./live.js";
import { drawMap, pointAt } from "./map.js";
import { offerRinging } from "./ring.js";
import { keepTimes } from "./times.js";
import { hang } from "./wall.js";

document.documentElement.classList.add("scripted");
const main = document.getElementById("main");

keepTimes();
listenToKeys();
drawMap();
if (main.dataset.page === "front") {
  const live = followList(main.dataset.mark);
  swapFilters(live);
  offerRinging();
  if (document.body.dataset.wall !== undefined) hang(live);
} else {
  followAlert(main.dataset.mark, main.dataset.story);
}

// a row that is looked at shows where it is
for (const kind of ["pointerover", "focusin"]) {
  document.addEventListener(kind, (event) => pointAt(event.target.closest?.("#rows > .row")));
}
