// Changes as they come: server-sent events that carry the server's own rows.
import { show } from "./filters.js";
import { drawMap } from "./map.js";
import { load, parse, take } from "./page.js";
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
  const filters = new URLSearchParams({ q: id, silenced: "true", mark });
  const stream = connect(`/changes?${filters}`);
  const renew = async () => {
    const writing = document.querySelector("#story form :focus, #story details[open]");
    if (writing) return; // what somebody is writing is not taken away
    take("story", await load(location.pathname));
    tellTimes();
    drawMap();
  };
  stream.addEventListener("alert", (event) => { if (JSON.parse(event.data).id === id) renew(); });
  stream.addEventListener("refresh", renew);
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
    this.#stream = connect(`/changes?${filters}`);
    this.#stream.addEventListener("alert", (event) => this.#take(JSON.parse(event.data)));
    this.#stream.addEventListener("gone", (event) => this.#drop(JSON.parse(event.data).id));
    this.#stream.addEventListener("refresh", () => show(location.pathname + location.search, this, { step: "none" }));
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
      const page = await load(location.pathname + location.search);
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

function connect(address) {
  const stream = new EventSource(address);
  const status = document.getElementById("status");
  const tell = (state, text) => {
    if (status.dataset.state === "behind" && state === "live") return; // the server knows better
    status.dataset.state = state;
    status.querySelector(".status-text").textContent = text;
  };
  stream.addEventListener("open", () => tell("live", "Live"));
  stream.addEventListener("error", () => tell("lost", "Connection lost, trying again"));
  addEventListener("pagehide", () => stream.close());
  return stream;
}
