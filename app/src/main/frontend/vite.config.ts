import { existsSync, readFileSync, readdirSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { PurgeCSS } from "purgecss";
import { defineConfig, type Plugin } from "vite";

const here = dirname(fileURLToPath(import.meta.url));
const main = resolve(here, "..");
const scanned = [join(main, "resources/templates"), join(main, "java"), join(here, "src")];

/** Every file that may name a class: templates, scripts, and the Java that hands class names to templates. */
function sources(): string[] {
  const found: string[] = [];
  const walk = (folder: string): void => {
    for (const entry of readdirSync(folder, { withFileTypes: true })) {
      const path = join(folder, entry.name);
      if (entry.isDirectory()) walk(path);
      else if (/\.(html|ts|java)$/.test(entry.name)) found.push(path);
    }
  };
  scanned.filter((folder) => existsSync(folder)).forEach(walk);
  return found;
}

/**
 * The icons that some page names as the class `i-name` or hands to a fragment, as CSS masks, so that they take the colour of the text. Nothing
 * has to be registered: using the class is enough.
 */
function icons(): Plugin {
  const name = "virtual:icons.css";
  const folder = join(here, "node_modules/@tabler/icons/icons");
  const naming = /(?:empty|note|[Ss]ign|Room|worded|button)\(([^)]*)/g; // fragments and records that take the bare name
  return {
    name: "imprimatur-icons",
    resolveId: (id) => (id === name ? `\0${name}` : null),
    load(id) {
      if (id !== `\0${name}`) return null;
      const names = new Set<string>();
      for (const file of sources()) {
        if (this.meta.watchMode) this.addWatchFile(file);
        const text = readFileSync(file, "utf8");
        for (const match of text.matchAll(/\bi-([a-z][a-z0-9-]*)/g)) names.add(match[1] ?? "");
        for (const call of text.matchAll(naming)) {
          for (const word of (call[1] ?? "").matchAll(/['"]([a-z][a-z0-9-]*)['"]/g)) names.add(word[1] ?? "");
        }
      }
      const rules: string[] = [];
      for (const icon of [...names].sort()) {
        const file = join(folder, "outline", `${icon}.svg`);
        if (!existsSync(file)) continue;
        const svg = readFileSync(file, "utf8")
          .replace(/<!--[\s\S]*?-->/g, "")
          .replace(/\s*\n\s*/g, " ")
          .replace(/ (class|width|height)="[^"]*"/g, "")
          .replace(/currentColor/g, "#000")
          .replace(/<path stroke="none" d="M0 0h24v24H0z" fill="none" ?\/>/g, "")
          .replace(/\s+/g, " ")
          .replace(/> </g, "><")
          .trim();
        const uri = svg.replace(/"/g, "'").replace(/%/g, "%25").replace(/#/g, "%23").replace(/</g, "%3C").replace(/>/g, "%3E");
        rules.push(`.i-${icon}{--i:url("data:image/svg+xml,${uri}")}`);
      }
      return rules.join("\n");
    },
  };
}

/** Tabler without the nine tenths of it that no page uses. Our own layer is kept whole. */
function lean(): Plugin {
  return {
    name: "imprimatur-lean-tabler",
    enforce: "pre",
    apply: "build",
    async transform(code, id) {
      if (!id.includes("@tabler/core/dist/css/") || this.meta.watchMode) return null;
      const [result] = await new PurgeCSS().purge({
        content: sources().map((path) => ({ raw: readFileSync(path, "utf8"), extension: "html" })),
        css: [{ raw: code }],
        defaultExtractor: (text) => text.match(/[A-Za-z][A-Za-z0-9_-]*/g) ?? [],
        safelist: { standard: ["html", "body", "data-bs-theme", "visually-hidden"] },
        variables: false, // our own layer reads them
        keyframes: true,
      });
      return { code: result?.css ?? code, map: null };
    },
  };
}

export default defineConfig({
  root: here,
  base: "./", // wherever a proxy serves us
  publicDir: false,
  plugins: [icons(), lean()],
  build: {
    outDir: resolve(here, "../../../target/classes/static/build"),
    emptyOutDir: !process.argv.includes("--watch"), // pages are served from there while it builds
    manifest: "manifest.json",
    target: "es2022",
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    rollupOptions: {
      input: { app: join(here, "src/app.ts"), webapps: join(here, "src/webapps.ts"), feed: join(here, "src/styles/feed.css") },
      output: {
        entryFileNames: "[name]-[hash].js",
        chunkFileNames: "[name]-[hash].js",
        assetFileNames: "[name]-[hash][extname]",
      },
    },
  },
  test: { environment: "happy-dom", include: ["src/**/*.test.ts"] },
} as Parameters<typeof defineConfig>[0]);
