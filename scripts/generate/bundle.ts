import { existsSync } from "node:fs";
import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import type { OpenAPI3 } from "openapi-typescript";
import { runRedocly } from "../redocly.js";

/**
 * Bundles a description of many files into one document, with Redocly.
 *
 * @param description - the root document; its folder may have a `redocly.yaml`
 * @throws Error with Redocly's own output, if it can't
 */
export async function bundleDescription(description: string): Promise<OpenAPI3> {
  const folder = await mkdtemp(join(tmpdir(), "atlas-bundle-"));
  try {
    const output = join(folder, "openapi.json");
    const config = join(dirname(description), "redocly.yaml");
    const configured = existsSync(config) ? ["--config", config] : [];
    const { code, stderr } = await runRedocly(["bundle", description, ...configured, "--output", output]);
    if (code !== 0) throw new Error(`Redocly can't bundle ${description}:\n${stderr}`);
    return JSON.parse(await readFile(output, "utf8")) as OpenAPI3;
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}
