// A sound and a notification for what is grave, where somebody asked for them; kept by the browser.
const KEY = "tocsin-ring";
const TONES = [[880, 0], [660, 0.22], [880, 0.44]]; // Hz, at which second
const LENGTH = 0.2;
const LOUDNESS = 0.25;

let audio = null;

/** Offer the button, and take up what was chosen before. */
export function offerRinging() {
  const button = document.getElementById("ring");
  if (rings()) wake();
  if (!button) return; // a wall has no controls; it keeps to what was chosen on the board
  button.hidden = false;
  tell(button);
  button.addEventListener("click", async () => {
    localStorage.setItem(KEY, rings() ? "off" : "on");
    tell(button);
    if (!rings()) return;
    wake();
    play();
    if (globalThis.Notification?.permission === "default") await Notification.requestPermission();
  });
}

/** Ring for an alert, once. */
export function ringFor({ title, severity, id, alert }) {
  if (!rings()) return;
  play();
  document.dispatchEvent(new CustomEvent("tocsin:rang", { detail: id }));
  if (globalThis.Notification?.permission !== "granted") return;
  // the same tag in another tab replaces this one: it shows once
  const shown = new Notification(`${severity}: ${title}`, { tag: id, icon: document.querySelector("link[rel=icon]").href });
  shown.addEventListener("click", () => { focus(); location.assign(`/alerts/${encodeURIComponent(alert)}`); });
}

const rings = () => localStorage.getItem(KEY) === "on";

function tell(button) {
  button.setAttribute("aria-pressed", String(rings()));
  button.textContent = rings() ? "Rings" : "Ring";
}

/** Browsers play no sound before somebody has touched the page. */
function wake() {
  audio ??= new AudioContext();
  for (const touch of ["pointerdown", "keydown"]) {
    addEventListener(touch, () => audio.resume(), { once: true });
  }
}

function play() {
  wake();
  for (const [hertz, second] of TONES) {
    const begins = audio.currentTime + second;
    const tone = audio.createOscillator();
    const loudness = audio.createGain();
    tone.frequency.value = hertz;
    loudness.gain.setValueAtTime(LOUDNESS, begins);
    loudness.gain.exponentialRampToValueAtTime(0.001, begins + LENGTH);
    tone.connect(loudness).connect(audio.destination);
    tone.start(begins);
    tone.stop(begins + LENGTH);
  }
}
