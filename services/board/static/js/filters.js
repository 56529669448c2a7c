// Filters without a new page: the address changes, the parts of the page that depend on it follow.
import { drawMap } from "./map.js";
import { load, take } from "./page.js";
import { tellTimes } from "./times.js";

const PARTS = ["severities", "glance", "found-line", "rows", "end", "overview"];
const CHOICES = ["type", "country", "area", "since"];

let underway = null;
let isTyping = false;

/** Show what an address asks for; `step` says what the browser's way back gets to know of it. */
export async function show(address, live, { step = "push" } = {}) {
  underway?.abort();
  underway = new AbortController();
  try {
    const page = await load(address, underway.signal);
    for (const part of PARTS) take(part, page);
    for (const choice of CHOICES) takeOptions(choice, page);
    const search = document.getElementById("q");
    if (search && (step === "back" || document.activeElement !== search)) search.value = page.getElementById("q").value;
    takeHidden(page);
    document.title = page.title;
    if (step === "push") history.pushState(null, "", address);
    if (step === "replace") history.replaceState(null, "", address);
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
  addEventListener("popstate", () => show(location.pathname + location.search, live, { step: "back" }));
  const form = document.getElementById("filters");
  if (!form) return;
  const asked = () => {
    const given = [...new FormData(form)].filter(([, value]) => value !== "");
    const address = new URLSearchParams(given).toString();
    return address ? `/?${address}` : "/";
  };
  form.addEventListener("submit", (event) => { event.preventDefault(); show(asked(), live); });
  // one word typed is one step back, however many letters it has
  form.addEventListener("input", () => {
    show(asked(), live, { step: isTyping ? "replace" : "push" });
    isTyping = true;
  });
  form.addEventListener("focusout", () => { isTyping = false; });
  document.querySelector(".choices").addEventListener("input", (event) => {
    // choosing a period ends the single day that was picked in the timeline
    if (event.target.id === "since") document.getElementById("until")?.remove();
    // and an area chosen anew those that the address named besides
    if (event.target.id === "area") for (const more of document.querySelectorAll(".choices [type=hidden][name=area]")) more.remove();
    show(asked(), live);
  });
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
  if (!ours || document.activeElement === ours) return;
  ours.replaceChildren(...[...theirs.children].map((part) => document.adoptNode(part)));
  ours.value = [...ours.options].find((option) => option.defaultSelected)?.value ?? "";
}

function takeHidden(page) {
  const choices = document.querySelector(".choices");
  if (!choices) return; // a wall has none
  for (const ours of choices.querySelectorAll("input[type=hidden]")) ours.remove();
  for (const theirs of page.querySelectorAll(".choices input[type=hidden]")) {
    choices.prepend(document.adoptNode(theirs));
  }
}
