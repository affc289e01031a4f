/**
 * `<time data-mine>` is what people did and one's own deadlines, in the zone of the account. This says "5 minutes ago"
 * under an hour, except after the word "since" (`data-mine="since"`).
 */
export function freshenTimes(root: ParentNode, now: Date = new Date()): void {
  const language = document.documentElement.lang || "en";
  for (const time of root.querySelectorAll<HTMLTimeElement>("time[data-mine][datetime]")) {
    const at = new Date(time.dateTime);
    if (Number.isNaN(at.getTime())) continue;
    const minutes = Math.round((now.getTime() - at.getTime()) / 60_000);
    if (minutes < 0 || minutes >= 60 || time.dataset.mine) continue;
    time.title ||= time.textContent ?? "";
    const format = new Intl.RelativeTimeFormat(language, { numeric: "auto" });
    time.textContent = minutes === 0 ? format.format(0, "second") : format.format(-minutes, "minute");
  }
}

/**
 * `<p data-zone-note data-zone="Europe/Berlin" hidden>Times are in Europe/Berlin. This device is set to %.</p>` is shown
 * where the device's clock shows another time than the account's zone.
 */
export function noteZone(root: ParentNode, now: Date = new Date(), device = Intl.DateTimeFormat().resolvedOptions().timeZone): void {
  for (const note of root.querySelectorAll<HTMLElement>("[data-zone-note]")) {
    note.textContent = (note.textContent ?? "").replace("%", device || "UTC");
    note.hidden = clockIn(note.dataset.zone ?? "", now) === clockIn(device, now);
  }
}

/** What clocks show there; the zone's name where the browser does not know the zone, since its data may be older. */
function clockIn(zone: string, now: Date): string {
  try {
    return now.toLocaleString("en", { timeZone: zone, dateStyle: "short", timeStyle: "short" });
  } catch {
    return zone;
  }
}
