import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import type { DeprecationDescriptor } from "../../../src/operation.js";
import { type JsonObject, mapOperations } from "../description/index.js";
import { readDescribedOperations, readDescription, timelessStanding } from "../generate/index.js";
import { markdownTable } from "../report/index.js";
import { InputError, outputOf, projectRoot, runNode, runRedocly } from "../support/index.js";
import { ENTRIES } from "./bundle.js";
import { installOnDemand } from "./on-demand.js";
import { showPage } from "./runtimes/browser.js";

/**
 * Builds the documentation site into a folder, which is emptied first: the operations, by Redocly, and the package's
 * reference, by TypeDoc. The site loads nothing from other hosts.
 *
 * @throws InputError if a page would load something from another host, or does not name the replacement of a deprecated
 * operation
 */
export async function buildDocs(folder: string): Promise<void> {
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  const page = join(folder, "index.html");
  const description = join(folder, "openapi.json");
  writeFileSync(description, JSON.stringify(withDeprecationTexts(readDescription())));
  const args = ["build-docs", description, "--output", page, "--inlineBundle"];
  await outputOf(runRedocly(args), "Redocly can't build the page");
  await buildReference(join(folder, "reference"));
  checkSelfContained(folder);
  await checkInBrowser(page);
}

// Redocly does not show our extensions.
function withDeprecationTexts(description: JsonObject): JsonObject {
  const deprecations = new Map(
    readDescribedOperations().map(({ descriptor: { method, path, deprecation } }) => [
      `${method} ${path}`,
      deprecation,
    ]),
  );
  const described = mapOperations(description, ({ key, operation }) => {
    const deprecation = deprecations.get(key);
    if (!deprecation) return operation;
    return { ...operation, description: `${deprecationText(deprecation)}\n\n${operation.description}` };
  });
  const info = described.info as JsonObject;
  const reference = "The package that calls these operations: [its reference](reference/index.html).";
  return { ...described, info: { ...info, description: `${info.description}\n\n${reference}` } };
}

function deprecationText(deprecation: DeprecationDescriptor): string {
  const rows = deprecation.successors.map(({ source, target, operationId, method, path, mediaType, note = "" }) => {
    const call = method && path ? `\`${operationId}\`: \`${method} ${path}\`` : "nothing to call";
    return [source, target, call, mediaType ? `\`${mediaType}\`` : "", note];
  });
  const table = markdownTable(["today", "wanted", "call instead", "media type", "note"], rows);
  return [`**Deprecated ${timelessStanding(deprecation)}**`, "", ...table].join("\n");
}

async function buildReference(folder: string): Promise<void> {
  const modules = await installOnDemand("docs");
  const options = join(folder, "..", "typedoc.json");
  const settings = {
    ...{
      entryPoints: Object.values(ENTRIES).map((entry) => join(projectRoot, `${entry}.ts`)),
      out: folder,
      name: "atlas-tenant-upgrade",
    },
    ...{ tsconfig: join(projectRoot, "src", "tsconfig.build.json"), readme: "none", disableSources: true },
    ...{ navigationLinks: { "The operations": "../index.html" }, logLevel: "Error" },
  };
  writeFileSync(options, JSON.stringify(settings));
  const typedoc = join(modules, "typedoc", "bin", "typedoc");
  await outputOf(runNode([typedoc, "--options", options]), "TypeDoc can't build the reference");
  rmSync(options);
}

function checkSelfContained(folder: string): void {
  for (const name of readdirSync(folder, { recursive: true, encoding: "utf8" })) {
    if (!name.endsWith(".html")) continue;
    // Without the content of scripts.
    const page = readFileSync(join(folder, name), "utf8").replace(/(<script\b[^>]*>)[\s\S]*?<\/script>/g, "$1");
    const loaded = /<(?:script|link|img|iframe)\b[^>]*\b(?:src|href)="(?:https?:)?\/\/[^"]*"/.exec(page);
    if (loaded) throw new InputError(`${name} loads something from elsewhere: ${loaded[0]}`);
  }
}

// The page after its script has run: each operation has its own URL, below that of its tag.
async function checkInBrowser(page: string): Promise<void> {
  for (const { descriptor, operation } of readDescribedOperations()) {
    const { operationId, deprecation } = descriptor;
    if (!deprecation) continue;
    const address = `${pathToFileURL(page).href}#${`/${operation.tags?.[0]}/${operationId}`.toLowerCase()}`;
    const shown = (await showPage(address)).replace(/<(script|style)\b[\s\S]*?<\/\1>/g, "").replace(/<[^>]+>/g, " ");
    const facts = [`Deprecated ${timelessStanding(deprecation)}`, ...deprecation.successors.map(({ path }) => path)];
    const missing = facts.filter((fact) => fact !== undefined && !shown.includes(fact));
    if (missing.length > 0) throw new InputError(`The page at ${address} does not show ${missing.join(", ")}`);
  }
}
