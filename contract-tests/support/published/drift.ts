import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll } from "@jest/globals";
import { bundle, openDescription } from "../../../scripts/toolkit/description/index.js";
import {
  type Explained,
  explainDrift,
  findDrift,
  nameOf,
  readDeviations,
} from "../../../scripts/toolkit/drift/index.js";
import { readDescription } from "../../../scripts/toolkit/generate/index.js";
import type { AnyJson } from "../../../scripts/toolkit/proof/index.js";
import { descriptionFile, deviationsFile } from "../../../scripts/toolkit/support/index.js";
import { publishedStyle } from "./style.js";

const folder = mkdtempSync(join(tmpdir(), "atlas-drift-"));
afterAll(() => rmSync(folder, { recursive: true }));

/** Our acknowledged deviations. */
export const deviations = readDeviations(deviationsFile);
/** Reads a description as a bundle. */
export const read = (file: string) => bundle(openDescription(file));
/** Our description. */
export const ours = read(descriptionFile);
/** Our description in the published style. */
export const published = publishedStyle(readDescription(), (location) =>
  deviations.flatMap(({ locations, what, published: values }) =>
    what === "enum" && locations.includes(location) ? [values as string[]] : [],
  ),
);

/** Writes a file for the test, and returns its path. */
export function write(name: string, text: string): string {
  writeFileSync(join(folder, name), text);
  return join(folder, name);
}

/** The drift between our description and published ones. */
export function driftOf(...documents: AnyJson[]): Explained {
  const files = documents.map((document, index) => write(`published-${index}.json`, JSON.stringify(document)));
  return explainDrift(findDrift(ours, files.map(read)), deviations);
}

/** A difference as a line: location, what differs, and both values. */
export function lineOf({ what, ours: mine, published: theirs, owner }: Explained["unexplained"][number]) {
  return [nameOf(owner), what, mine ?? "–", theirs ?? "–"].join(" ");
}

/** The unexplained differences and the stale deviations after a change of the published description. */
export function driftAfter(change: (document: AnyJson) => void): { unexplained: string[]; stale: string[] } {
  const document = structuredClone(published);
  change(document);
  const { unexplained, stale } = driftOf(document);
  return {
    unexplained: unexplained.map(lineOf),
    stale: stale.map(({ location, deviation }) => `${location} ${deviation.what}`),
  };
}
