// Maven's way to the front end: installs the packages when the lock file has changed, builds when a source has.
// The style sheet holds what templates and Java name, so those count as sources too.
import { spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync, readFileSync, readdirSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

const app = dirname(fileURLToPath(import.meta.url));
const frontend = join(app, "src/main/frontend");
const built = join(app, "target/classes/static/build");

function files(folder) {
  return readdirSync(folder, { withFileTypes: true })
    .filter((entry) => entry.name !== "node_modules")
    .flatMap((entry) => (entry.isDirectory() ? files(join(folder, entry.name)) : [join(folder, entry.name)]))
    .sort();
}

function digest(paths) {
  const hash = createHash("sha256");
  for (const path of paths) hash.update(path).update("\0").update(readFileSync(path)).update("\0");
  return hash.digest("hex");
}

/** Runs npm, unless the note of an earlier run says that nothing has changed since. */
function npm(args, note, state) {
  if (existsSync(note) && readFileSync(note, "utf8") === state) return;
  console.log(`frontend: npm ${args.join(" ")}`);
  const { status, error } = spawnSync("npm", args, { cwd: frontend, stdio: "inherit" });
  if (status !== 0) {
    console.error(`npm ${args.join(" ")} failed${error ? `: ${error.message}` : ""}`);
    process.exit(1);
  }
  writeFileSync(note, state);
}

npm(
  ["ci", "--ignore-scripts", "--no-audit", "--no-fund", "--loglevel=error"],
  join(frontend, "node_modules/.installed"),
  digest([join(frontend, "package-lock.json")]),
);
const sources = [frontend, join(app, "src/main/java"), join(app, "src/main/resources/templates")].flatMap(files);
npm(["run", "build"], join(built, ".built"), digest(sources));
