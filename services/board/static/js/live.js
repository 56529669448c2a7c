// Changes as they come: server-sent events that carry the server's own rows.
import { show } from "./filters.js";
import { drawMap } from "./map.js";
import { load, parse, take } from "./page.js";
import { ringFor } from "./ring.js";
import { Stream } from "./stream.js";
import { tellTimes } from "./times.js";

const OVERVIEW_PAUSE = 1_500;
const NEAR_TOP = 240;
const FROM_MILD = ["Unknown", "Minor", "Moderate", "Severe", "Extreme"];
const GRAVE = FROM_MILD.indexOf("Severe");

/** Keep the list true to what the server holds. */
export function followList(mark) {
  const list = new LiveList();
  list.restart(mark);
  return list;
}

/** Keep one alert's page true. */
export function followAlert(mark, story) {
  const renew = async () => {
    const writing = document.querySelector("#story form :focus, #story details[open]");
    if (writing) return; // what somebody is writing is not taken away
    const page = await load(location.pathname).catch(() => null); // the stream tells of a loss
    if (page) take("story", page);
    tellTimes();
    drawMap();
  };
  const filters = new URLSearchParams({ q: story, silenced: "true", over: "true", since: "any", mark });
  new Stream(filters, {
    alert: (change) => { if (change.id === story) renew(); },
    gone: (change) => { if (change.id === story) renew(); }, // it moved to another story
    refresh: renew,
  });
}

class LiveList {
  #stream = null;
  #waiting = new Map();
  #overview = null;
  #unseen = new Map();

  constructor() {
    document.getElementById("fresh").addEventListener("click", () => this.#showWaiting());
    document.addEventListener("visibilitychange", () => { this.#unseen.clear(); this.#tellTitle(); });
  }

  /** Follow from a mark on, by the filters of the address. */
  restart(mark) {
    this.#stream?.close();
    this.#waiting.clear();
    this.#tellWaiting();
    const filters = new URLSearchParams(location.search);
    filters.delete("after");
    filters.set("mark", mark);
    this.#stream = new Stream(filters, {
      alert: (change) => this.#take(change),
      gone: (change) => this.#drop(change.id),
      refresh: () => show(location.pathname + location.search, this, { step: "none" }),
    });
  }

  #take(change) {
    const row = parse(change.html).querySelector(".row");
    const shown = rowOf(change.id);
    const worse = rank(row) > (shown ? rank(shown) : -1);
    this.#renewOverview();
    if (shown && shown.dataset.published === row.dataset.published) {
      shown.replaceWith(document.adoptNode(row));
    } else if (isReading()) {
      // what is being read does not move: the news waits at the top until asked for
      if (shown) shown.replaceWith(document.adoptNode(row.cloneNode(true)));
      this.#waiting.set(change.id, row);
      this.#tellWaiting();
    } else {
      this.#insert(row);
    }
    if (!shown) {
      document.getElementById("announce").textContent = `New: ${change.title}`;
      if (document.hidden) this.#unseen.set(change.id, row);
      this.#tellTitle();
    }
    if (worse && change.is_open && rank(row) >= GRAVE) ringFor(change);
    tellTimes();
  }

  #insert(row) {
    const list = document.getElementById("rows");
    rowOf(row.dataset.id)?.remove();
    const before = [...list.children].find((one) => one.dataset.published <= row.dataset.published);
    if (!before && (list.dataset.next || !list.dataset.first)) return; // it belongs to an older page
    if (!list.children.length) document.querySelector("#end .nothing")?.remove();
    const ours = document.adoptNode(row);
    ours.classList.add("is-fresh");
    list.insertBefore(ours, before ?? null);
    document.dispatchEvent(new CustomEvent("tocsin:inserted"));
  }

  #drop(id) {
    rowOf(id)?.remove();
    this.#waiting.delete(id);
    this.#tellWaiting();
    this.#renewOverview();
  }

  #showWaiting() {
    for (const row of this.#waiting.values()) this.#insert(row);
    this.#waiting.clear();
    this.#tellWaiting();
    scrollTo({ top: 0, behavior: "smooth" });
    tellTimes();
  }

  #tellWaiting() {
    const button = document.getElementById("fresh");
    const count = this.#waiting.size;
    button.hidden = count === 0;
    const worst = worstOf(this.#waiting.values());
    button.textContent = count ? `Show ${count} new: ${named(worst)}${count > 1 ? ", the worst" : ""}` : "";
  }

  /** Counts and map follow a little later, at most every now and then. */
  #renewOverview() {
    this.#overview ??= setTimeout(async () => {
      this.#overview = null;
      const page = await load(location.pathname + location.search).catch(() => null);
      if (!page) return; // the stream tells of a loss
      for (const part of ["severities", "glance", "found-line", "overview"]) {
        if (!document.getElementById(part)?.contains(document.activeElement)) take(part, page);
      }
      document.title = page.title;
      this.#tellTitle();
      drawMap();
    }, OVERVIEW_PAUSE);
  }

  /** The tab counts what nobody has seen, and names the newest that is grave. */
  #tellTitle() {
    const title = document.title.replace(/^\(\d+\) (?:(?:Severe|Extreme) new: .*? – )?/, "");
    const grave = [...this.#unseen.values()].filter((row) => rank(row) >= GRAVE).at(-1);
    const count = this.#unseen.size;
    document.title = count ? `(${count}) ${grave ? `${grave.dataset.severity} new: ${place(grave)} – ` : ""}${title}` : title;
  }
}

/** How bad it is; a word of a newer version keeps no alert from anybody. */
const rank = (row) => (FROM_MILD.indexOf(row.dataset.severity) + 1 || FROM_MILD.length + 1) - 1;
const place = (row) => row.querySelector(".headline").textContent.replace(/\s+/g, " ").trim();
const named = (row) => `${row.dataset.severity}, ${place(row)}`;

/** The worst of some rows; the newest of several that are as bad. */
function worstOf(rows) {
  return [...rows].reduce((worst, row) => (worst && rank(worst) > rank(row) ? worst : row), null);
}

function rowOf(id) {
  return document.querySelector(`#rows > [data-id="${CSS.escape(id)}"]`);
}

/** Somebody is at a row, or further down. */
function isReading() {
  if (document.body.dataset.wall !== undefined) return false;
  return scrollY > NEAR_TOP || document.activeElement?.closest("#rows") != null;
}
