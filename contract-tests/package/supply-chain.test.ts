import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "@jest/globals";
import { projectRoot } from "../../scripts/toolkit/support/index.js";

interface Locked {
  version?: string;
  resolved?: string;
  integrity?: string;
  license?: string;
  dependencies?: Record<string, string>;
}

const onDemand = join("scripts", "toolkit", "package", "on-demand");
const lockfiles = [".", ...readdirSync(join(projectRoot, onDemand)).map((name) => join(onDemand, name))];

function readPackages(folder: string): [string, Locked][] {
  const file = join(projectRoot, folder, "package-lock.json");
  const { packages } = JSON.parse(readFileSync(file, "utf8")) as { packages: Record<string, Locked> };
  return Object.entries(packages).filter(([name]) => name !== "");
}

test.each(lockfiles)("the lockfile in %s pins each package's content, and names no private registry", (folder) => {
  const packages = readPackages(folder);
  expect(packages.length).toBeGreaterThan(20);
  const loose = packages.filter(([, { integrity }]) => !/^sha512-[\w+/]{86}==$/.test(integrity ?? ""));
  expect(loose).toEqual([]);
  const elsewhere = packages.filter(
    ([, { resolved }]) => resolved && !resolved.startsWith("https://registry.npmjs.org/"),
  );
  expect(elsewhere).toEqual([]);
});

test("THIRD-PARTY.md lists the dependencies that are installed with the package, and their licenses", () => {
  const packages = new Map(readPackages("."));
  const { dependencies } = JSON.parse(readFileSync(join(projectRoot, "package.json"), "utf8")) as Required<Locked>;
  const rows = new Set<string>();
  const visit = (name: string) => {
    const found = packages.get(`node_modules/${name}`);
    rows.add(`| ${name} | ${found?.license} |`);
    Object.keys(found?.dependencies ?? {}).forEach(visit);
  };
  Object.keys(dependencies).forEach(visit);
  const listed = readFileSync(join(projectRoot, "THIRD-PARTY.md"), "utf8").match(/^\| [^|]+ \| [^|]+ \|$/gm);
  expect(listed?.filter((row) => row !== "| package | license |").sort()).toEqual([...rows].sort());
});
