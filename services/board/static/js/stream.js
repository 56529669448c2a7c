// A stream of changes that comes back by itself, and the light that tells whether it is there.
const AGAIN = 3_000;

/** Server-sent events from a mark on; `handlers` by the event's name take what it carries. */
export class Stream {
  #filters;
  #handlers;
  #source = null;
  #again = null;

  constructor(filters, handlers) {
    this.#filters = filters;
    this.#handlers = handlers;
    this.#open();
    addEventListener("pagehide", () => this.close(), { once: true });
  }

  close() {
    clearTimeout(this.#again);
    this.#source.close();
  }

  #open() {
    const source = new EventSource(`/changes?${this.#filters}`);
    this.#source = source;
    source.addEventListener("open", () => tellState("live", "Live"));
    source.addEventListener("mark", (event) => this.#filters.set("mark", event.lastEventId));
    source.addEventListener("state", (event) => {
      const { trouble } = JSON.parse(event.data);
      tellState(trouble ? "behind" : "live", trouble ?? "Live");
    });
    source.addEventListener("error", () => {
      tellState("lost", "Connection lost, reconnecting");
      // a refusal ends it for good, and a restarting board refuses for a while
      if (source.readyState === EventSource.CLOSED) this.#again = setTimeout(() => this.#open(), AGAIN);
    });
    for (const [name, handle] of Object.entries(this.#handlers)) {
      source.addEventListener(name, (event) => handle(JSON.parse(event.data)));
    }
  }
}

function tellState(state, text) {
  const status = document.getElementById("status");
  status.dataset.state = state;
  status.querySelector(".status-text").textContent = text;
}
