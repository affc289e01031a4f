/** The header that proves a request came from one of our pages; empty when nobody is signed in. */
export function csrf(): Record<string, string> {
  const header = document.querySelector<HTMLMetaElement>('meta[name="csrf-header"]')?.content;
  const token = document.querySelector<HTMLMetaElement>('meta[name="csrf-token"]')?.content;
  return header && token ? { [header]: token } : {};
}

/** Where a path of ours is found in this browser: a proxy may serve us under a prefix. */
export function at(path: string): string {
  const prefix = document.querySelector<HTMLMetaElement>('meta[name="prefix"]')?.content ?? "/";
  return prefix.replace(/\/$/, "") + path;
}
