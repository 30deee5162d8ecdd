import { spawn } from "node:child_process";
import { writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import type { Readable } from "node:stream";
import { run } from "../../support/index.js";
import { visit } from "./browser.js";
import { type Outcome, outcome, type Workplace } from "./workplace.js";

/** Next's routes on Node and on its Edge runtime, and a client component, built by each of its bundlers. */
export async function* tryNext({ modules, atlas, project, version }: Workplace): AsyncGenerator<Outcome> {
  const bin = join(modules, "next", "dist", "bin", "next");
  const env = { EMULATOR_URL: atlas.url, NEXT_TELEMETRY_DISABLED: "1", CI: "1" };
  for (const bundler of ["turbopack", "webpack"]) {
    const title = (how: string) => ["Next", version("next"), `${how}, ${bundler}`] as const;
    const folder = join(project(`next-${bundler}`), "next");
    const config = `export default { turbopack: { root: ${JSON.stringify(dirname(modules))} } };\n`;
    writeFileSync(join(folder, "next.config.mjs"), config);
    writeFileSync(join(folder, "package.json"), "{}");
    const built = await run(process.execPath, [bin, "build", `--${bundler}`], folder, env);
    if (built.code !== 0) {
      yield outcome(title("build"), built);
      continue;
    }
    using started = spawn(process.execPath, [bin, "start", "-p", "0", "-H", "127.0.0.1"], {
      ...{ cwd: folder, env: { ...process.env, ...env }, stdio: ["ignore", "pipe", "inherit"] },
    });
    const address = await addressOf(started.stdout);
    for (const route of ["node", "edge"]) {
      yield outcome(title(route), await (await fetch(`${address}/${route}`)).text());
    }
    yield outcome(title("client"), await visit(folder, address, atlas));
  }
}

async function addressOf(output: Readable): Promise<string> {
  let printed = "";
  for await (const chunk of output) {
    printed += chunk;
    const address = /http:\/\/127\.0\.0\.1:\d+/.exec(printed)?.[0];
    if (address !== undefined && printed.includes("Ready")) return address;
  }
  throw new Error(`Next did not start: ${printed}`);
}
