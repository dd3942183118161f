// Joins what the editor stands on into static/js/vendor, with licences and a lock that a test compares.
import { createHash } from "node:crypto";
import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

import { build } from "esbuild";

const HERE = dirname(fileURLToPath(import.meta.url));
const VENDOR = join(HERE, "../../static/js/vendor");
const LICENCE = /^licen[cs]e(\.md|\.txt)?$/i;

const result = await build({
  entryPoints: [join(HERE, "entry.js")],
  bundle: true,
  minify: true,
  format: "esm",
  target: "es2022",
  charset: "utf8",
  legalComments: "none",
  metafile: true,
  write: false,
});
const bundle = Buffer.from(result.outputFiles[0].contents);

const names = new Set(
  Object.keys(result.metafile.inputs)
    .map((path) => path.match(/.*node_modules\/((?:@[^/]+\/)?[^/]+)/)?.[1])
    .filter(Boolean),
);
const packages = [...names].sort().map((name) => {
  const folder = join(HERE, "node_modules", name);
  const { version, license } = JSON.parse(readFileSync(join(folder, "package.json")));
  const file = readdirSync(folder).find((entry) => LICENCE.test(entry));
  return { name, version, license, text: file ? readFileSync(join(folder, file), "utf8").trim() : "" };
});
const unlicensed = packages.filter(({ license }) => license !== "MIT");
if (unlicensed.length) throw new Error(`not MIT: ${unlicensed.map(({ name }) => name).join(", ")}`);

// Packages of one house may ship their licence once, in the house's core.
const textOf = ({ name, text }) => text || packages.find((other) => other.text && other.name.split("/")[0] === name.split("/")[0])?.text;
const licences = packages.map((entry) => {
  const text = textOf(entry);
  if (!text) throw new Error(`${entry.name} comes without a licence text`);
  return `${entry.name} ${entry.version} (${entry.license})\n\n${text}\n`;
});
const toolVersion = JSON.parse(readFileSync(join(HERE, "node_modules/esbuild/package.json"))).version;
const lock = {
  file: "tiptap.js",
  sha256: createHash("sha256").update(bundle).digest("hex"),
  bytes: bundle.length,
  built_with: `esbuild ${toolVersion}`,
  packages: Object.fromEntries(packages.map(({ name, version }) => [name, version])),
};
writeFileSync(join(VENDOR, "tiptap.js"), bundle);
writeFileSync(join(VENDOR, "tiptap.LICENSES.txt"), licences.join(`\n${"-".repeat(72)}\n\n`));
writeFileSync(join(VENDOR, "tiptap.lock.json"), `${JSON.stringify(lock, null, 2)}\n`);
console.log(`tiptap.js: ${bundle.length} bytes of ${packages.length} packages`);
