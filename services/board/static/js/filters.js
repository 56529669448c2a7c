// Filters without a new page: the address changes, the parts of the page that depend on it follow.
import { drawMap } from "./map.js";
import { load, take } from "./page.js";
import { tellTimes } from "./times.js";

const PARTS = ["severities", "found-line", "rows", "end", "overview"];
const CHOICES = ["type", "country", "since"];

let underway = null;

/** Show what an address asks for. */
export async function show(address, live, { keep = false } = {}) {
  underway?.abort();
  underway = new AbortController();
  try {
    const page = await load(address, underway.signal);
    for (const part of PARTS) take(part, page);
    for (const choice of CHOICES) takeOptions(choice, page);
    const search = document.getElementById("q");
    if (document.activeElement !== search) search.value = page.getElementById("q").value;
    takeHidden(page);
    document.title = page.title;
    if (!keep) history.pushState(null, "", address);
    live.restart(page.getElementById("main").dataset.mark);
    tellTimes();
    drawMap();
    document.dispatchEvent(new CustomEvent("tocsin:shown"));
  } catch (error) {
    if (error.name !== "AbortError") location.assign(address);
  }
}

/** Follow the form, the links of the overview, and the browser's way back. */
export function swapFilters(live) {
  const form = document.getElementById("filters");
  const asked = () => {
    const given = [...new FormData(form)].filter(([, value]) => value !== "");
    // a period chosen anew ends the single day that was picked in the timeline
    const address = new URLSearchParams(given).toString();
    return address ? `/?${address}` : "/";
  };
  form.addEventListener("submit", (event) => { event.preventDefault(); show(asked(), live); });
  form.addEventListener("input", () => show(asked(), live));
  document.querySelector(".choices").addEventListener("input", () => show(asked(), live));
  document.addEventListener("click", (event) => {
    const link = event.target.closest("a");
    if (!link || event.metaKey || event.ctrlKey || event.shiftKey || event.button) return;
    const address = typeof link.href === "string" ? link.href : link.href.baseVal;
    const to = new URL(address, location.href);
    if (to.origin !== location.origin || to.pathname !== "/" || to.hash) return;
    event.preventDefault();
    if (link.id === "older") older(link, to);
    else show(to.pathname + to.search, live);
  });
  addEventListener("popstate", () => show(location.pathname + location.search, live, { keep: true }));
}

/** Append the next page below; the address stays, so that it can be shared. */
async function older(link, to) {
  link.setAttribute("aria-busy", "true");
  const page = await load(to.pathname + to.search);
  const rows = document.getElementById("rows");
  const more = page.getElementById("rows");
  const known = new Set([...rows.children].map((row) => row.dataset.id));
  const first = more.firstElementChild;
  rows.append(...[...more.children].filter((row) => !known.has(row.dataset.id)));
  rows.dataset.next = more.dataset.next;
  take("end", page);
  first?.querySelector(".headline").focus({ preventScroll: true });
  tellTimes();
}

function takeOptions(id, page) {
  const ours = document.getElementById(id);
  const theirs = page.getElementById(id);
  if (document.activeElement === ours) return;
  ours.replaceChildren(...[...theirs.options].map((option) => document.adoptNode(option)));
  ours.value = [...ours.options].find((option) => option.defaultSelected)?.value ?? "";
}

function takeHidden(page) {
  document.getElementById("severity")?.remove();
  const theirs = page.getElementById("severity");
  if (theirs) document.querySelector(".choices").prepend(document.adoptNode(theirs));
}
