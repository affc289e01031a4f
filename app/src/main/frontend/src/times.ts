/**
 * `<time data-mine>` is what people did and one's own deadlines: the server words it in the zone of the account, this
 * words it again in the zone of the viewer's clock, when that is another one, and says "5 minutes ago" under an hour,
 * except after the word "since" (`data-mine="since"`) and with `data-words="by {0}"`: there the time stands in these
 * words, as its clock alone when it is today. `<time>` without it is the brand's time and stays as it is.
 */
export function freshenTimes(root: ParentNode, now: Date = new Date()): void {
  const language = document.documentElement.lang || "en";
  for (const time of root.querySelectorAll<HTMLTimeElement>("time[data-mine][datetime]")) {
    const at = new Date(time.dateTime);
    if (Number.isNaN(at.getTime())) continue;
    time.title ||= at.toLocaleString(language, { dateStyle: "full", timeStyle: "short" });
    const minutes = Math.round((now.getTime() - at.getTime()) / 60_000);
    const { mine, words, zone } = time.dataset;
    if (minutes >= 0 && minutes < 60 && mine !== "since" && !words) {
      const format = new Intl.RelativeTimeFormat(language, { numeric: "auto" });
      time.textContent = minutes === 0 ? format.format(0, "second") : format.format(-minutes, "minute");
    } else if (zone && zone !== Intl.DateTimeFormat().resolvedOptions().timeZone) {
      const told = words && midnight(at) === midnight(now) ? clock(at, language) : worded(at, now, language);
      time.textContent = words ? words.replace("{0}", told) : told;
    }
  }
}

function clock(at: Date, language: string): string {
  return at.toLocaleTimeString(language, { hour: "2-digit", minute: "2-digit", hourCycle: "h23" });
}

function midnight(date: Date): number {
  return new Date(date.getFullYear(), date.getMonth(), date.getDate()).getTime();
}

function worded(at: Date, now: Date, language: string): string {
  const days = Math.round((midnight(at) - midnight(now)) / 86_400_000);
  if (Math.abs(days) <= 1) {
    return `${new Intl.RelativeTimeFormat(language, { numeric: "auto" }).format(days, "day")}, ${clock(at, language)}`;
  }
  const date = new Intl.DateTimeFormat(language === "en" ? "en-GB" : language, {
    weekday: "short",
    day: "numeric",
    month: "short",
    ...(at.getFullYear() === now.getFullYear() ? {} : { year: "numeric" }),
  }).format(at);
  return `${date.replace(/,/g, "")}, ${clock(at, language)}`;
}
