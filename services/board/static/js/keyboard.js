// The keyboard's way through the list: real focus, so that Enter and screen readers follow.
const rows = () => [...document.querySelectorAll("#rows .headline")];

function step(by) {
  const all = rows();
  if (!all.length) return;
  const at = all.indexOf(document.activeElement);
  const next = at < 0 ? 0 : Math.min(all.length - 1, Math.max(0, at + by));
  all[next].focus({ preventScroll: true });
  all[next].closest(".row").scrollIntoView({ block: "nearest" });
}

const KEYS = {
  j: () => step(1),
  k: () => step(-1),
  "/": () => document.getElementById("q")?.select(),
  n: () => document.getElementById("fresh")?.click(),
  x: () => document.getElementById("clear")?.click(),
  u: () => document.getElementById("back")?.click(),
  "?": () => document.getElementById("help").showModal(),
};

/** Listen; never where somebody writes. */
export function listenToKeys() {
  const open = document.getElementById("help-open");
  open.hidden = false;
  open.addEventListener("click", KEYS["?"]);
  document.getElementById("back")?.addEventListener("click", (event) => {
    // back to the list as it was, filters and place, where we came from it
    if (history.length > 1 && document.referrer.startsWith(location.origin + "/?") || document.referrer === location.origin + "/") {
      event.preventDefault();
      history.back();
    }
  });
  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.key === "Escape" && event.target.id === "q") event.target.blur();
    if (event.target.matches("input, select, textarea") || document.querySelector("dialog[open]")) return;
    const act = KEYS[event.key];
    if (!act) return;
    event.preventDefault();
    act();
  });
}
