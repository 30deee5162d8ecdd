import { readdirSync, readFileSync } from "node:fs";
import { dirname, join, relative, resolve } from "node:path";
import { expect, test } from "@jest/globals";
import { projectRoot } from "../../scripts/toolkit/support/index.js";

// Each room may import only from those before it, and only from their index.ts.
const ROOMS =
  "report support compile description judge cases generate lint prism mock diff drift suite live gate proof package bench";
const LAYERS = ["src", ...ROOMS.split(" ").map((room) => `scripts/toolkit/${room}`), "scripts", "contract-tests"];

const files = ["src", "scripts", "contract-tests"].flatMap((folder) =>
  readdirSync(join(projectRoot, folder), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && /\.m?ts$/.test(entry.name))
    .map((entry) => relative(projectRoot, join(entry.parentPath, entry.name)).replaceAll("\\", "/")),
);

function layerOf(file: string): number {
  const inRoom = LAYERS.findIndex((layer) => layer.includes("/") && file.startsWith(`${layer}/`));
  return inRoom >= 0 ? inRoom : LAYERS.indexOf(file.split("/")[0] ?? "");
}

function importsOf(file: string): string[] {
  const code = readFileSync(join(projectRoot, file), "utf8");
  const found = code.matchAll(/^(?:import|export)\b[^;"(]*"(\.[^"]+)"|(?:^|[^"'`])\bimport\("(\.[^"]+)"\)/gm);
  return [...found].map(([, from, late]) => {
    const path = resolve(projectRoot, dirname(file), from ?? late ?? "");
    return relative(projectRoot, path).replaceAll("\\", "/").replace(/\.js$/, ".ts");
  });
}

test("every folder of the toolkit is in the list of rooms, and its index.ts begins with a comment", () => {
  const folders = readdirSync(join(projectRoot, "scripts", "toolkit"));
  expect(folders.sort()).toEqual(ROOMS.split(" ").sort());
  for (const folder of folders) {
    expect(readFileSync(join(projectRoot, "scripts", "toolkit", folder, "index.ts"), "utf8")).toMatch(/^\/\*\*/);
  }
});

test("no import runs upward, and every import of another room is from its index.ts", () => {
  const problems = files.flatMap((file) =>
    importsOf(file).flatMap((target) => {
      const [from, to] = [layerOf(file), layerOf(target)];
      if (to < 0 || from === to) return [];
      if (to > from) return [`${file} imports upward: ${target}`];
      const room = LAYERS[to] ?? "";
      return room.startsWith("scripts/toolkit/") && target !== `${room}/index.ts`
        ? [`${file} does not import from an index.ts: ${target}`]
        : [];
    }),
  );
  expect(files.length).toBeGreaterThan(300);
  expect(problems).toEqual([]);
});

test("each file in scripts/ is a command of package.json, and is short", () => {
  const { scripts } = JSON.parse(readFileSync(join(projectRoot, "package.json"), "utf8"));
  const commands = files.filter((file) => /^scripts\/[^/]+$/.test(file));
  const named = Object.values<string>(scripts).flatMap((line) => /scripts\/\S+/.exec(line) ?? []);
  expect(commands.sort()).toEqual(named.sort());
  const long = commands.filter((file) => readFileSync(join(projectRoot, file), "utf8").split("\n").length > 91);
  expect(long).toEqual([]);
});
