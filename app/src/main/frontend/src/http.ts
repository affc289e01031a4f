/** The header that proves a request came from one of our pages; empty when nobody is signed in. */
export function csrf(): Record<string, string> {
  const header = document.querySelector<HTMLMetaElement>('meta[name="csrf-header"]')?.content;
  const token = document.querySelector<HTMLMetaElement>('meta[name="csrf-token"]')?.content;
  return header && token ? { [header]: token } : {};
}
