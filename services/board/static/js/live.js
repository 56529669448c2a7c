// Changes as they come: server-sent events that carry the server's own rows.
import { show } from "./filters.js";
import { drawMap } from "./map.js";
import { load, parse, take } from "./page.js";
import { Stream } from "./stream.js";
import { tellTimes } from "./times.js";

const OVERVIEW_PAUSE = 1_500;
const NEAR_TOP = 240;

/** Keep the list true to what the server holds. */
export function followList(mark) {
  const list = new LiveList();
  list.restart(mark);
  return list;
}

/** Keep one alert's page true. */
export function followAlert(mark, id) {
  const renew = async () => {
    const writing = document.querySelector("#story form :focus, #story details[open]");
    if (writing) return; // what somebody is writing is not taken away
    const page = await load(location.pathname).catch(() => null); // the stream tells of a loss
    if (page) take("story", page);
    tellTimes();
    drawMap();
  };
  const filters = new URLSearchParams({ q: id, silenced: "true", mark });
  new Stream(filters, {
    alert: (change) => { if (change.id === id) renew(); },
    refresh: renew,
  });
}

class LiveList {
  #stream = null;
  #waiting = new Map();
  #overview = null;
  #unseen = 0;

  constructor() {
    document.getElementById("fresh").addEventListener("click", () => this.#showWaiting());
    document.addEventListener("visibilitychange", () => this.#count(0));
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
      if (document.hidden) this.#count(this.#unseen + 1);
    }
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
    button.textContent = `Show ${count} new`;
  }

  /** Counts and map follow a little later, at most every now and then. */
  #renewOverview() {
    this.#overview ??= setTimeout(async () => {
      this.#overview = null;
      const page = await load(location.pathname + location.search).catch(() => null);
      if (!page) return; // the stream tells of a loss
      for (const part of ["severities", "found-line", "overview"]) {
        if (!document.getElementById(part).contains(document.activeElement)) take(part, page);
      }
      drawMap();
    }, OVERVIEW_PAUSE);
  }

  #count(unseen) {
    this.#unseen = unseen;
    const title = document.title.replace(/^\(\d+\) /, "");
    document.title = unseen ? `(${unseen}) ${title}` : title;
  }
}

function rowOf(id) {
  return document.querySelector(`#rows > [data-id="${CSS.escape(id)}"]`);
}

/** Somebody is at a row, or further down. */
function isReading() {
  return scrollY > NEAR_TOP || document.activeElement?.closest("#rows") != null;
}
