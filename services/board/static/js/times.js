// Times told as seen from now, and a clock: all in UTC, as the pages have them.
const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

/** Say how long it is past: the words of the server's own `ago`. */
export function ago(moment, now) {
  const past = now - moment;
  if (past < MINUTE) return "now";
  if (past < HOUR) return `${Math.floor(past / MINUTE)} min`;
  if (past < DAY) return `${Math.floor(past / HOUR)} h`;
  if (past < 60 * DAY) return `${Math.floor(past / DAY)} d`;
  if (past < 365 * DAY) return `${Math.floor(past / (30 * DAY))} mo`;
  return `${Math.floor(past / (365 * DAY))} y`;
}

/** Update all relative times. */
export function tellTimes() {
  const now = Date.now();
  for (const time of document.querySelectorAll("time.ago")) {
    const told = ago(Date.parse(time.dateTime), now);
    if (time.textContent !== told) time.textContent = told;
  }
  const clock = document.getElementById("utc");
  clock.hidden = false;
  clock.dateTime = new Date(now).toISOString();
  clock.textContent = `${clock.dateTime.slice(11, 16)} UTC`;
}

/** Keep all times true. */
export function keepTimes() {
  tellTimes();
  setInterval(tellTimes, 10_000);
}
