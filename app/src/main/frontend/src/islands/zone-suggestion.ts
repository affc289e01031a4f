/**
 * Suggests a time zone and says that it is a suggestion: the zone of the brand whose role is chosen, else the browser's.
 * Nothing is suggested any more once somebody chose a zone.
 *
 *     <form data-island="zone-suggestion" data-says-browser="…" data-says-brand="Suggestion: the zone of {0}.">
 *       <fieldset data-brand="Aurora Coffee" data-zone="Europe/Berlin"><input type="checkbox" name="groups">…</fieldset>
 *       <input name="zone" list="zones"> <p data-zone-hint></p> </form>
 *     <datalist id="zones"><option value="Europe/Berlin"></option>…</datalist>
 */
export function mount(form: HTMLElement): void {
  const field = form.querySelector<HTMLInputElement>('input[name="zone"]');
  const hint = form.querySelector<HTMLElement>("[data-zone-hint]");
  if (!field || !hint || field.value) return; // what was chosen before the page was refused stays
  let chosen = false;

  const suggest = (zone: string, words: string): boolean => {
    if (![...(field.list?.options ?? [])].some((option) => option.value === zone)) return false;
    field.value = zone;
    hint.textContent = words;
    return true;
  };
  const look = (): void => {
    if (chosen) return;
    const brands = [...form.querySelectorAll<HTMLElement>("fieldset[data-zone]")].filter((brand) => brand.querySelector("input:checked"));
    const [brand] = brands;
    const says = form.dataset;
    const done = brand
      ? suggest(brand.dataset.zone ?? "", (says.saysBrand ?? "").replace("{0}", brand.dataset.brand ?? ""))
      : suggest(Intl.DateTimeFormat().resolvedOptions().timeZone, says.saysBrowser ?? "");
    if (!done) {
      field.value = "";
      hint.textContent = "";
    }
  };
  field.addEventListener("input", () => {
    chosen = true;
    hint.textContent = "";
  });
  form.addEventListener("change", (event) => {
    if (event.target !== field) look();
  });
  look();
}
