import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { expect, test } from "@jest/globals";
import { projectRoot, run } from "../../scripts/toolkit/support/index.js";

const entry = JSON.stringify(join(projectRoot, "src", "index.ts"));

/**
 * Bundles a program for the browser; returns the folders that it includes modules of, and its compressed size in bytes.
 */
async function bundle(program: string): Promise<{ rooms: string[]; size: number }> {
  const folder = mkdtempSync(join(tmpdir(), "bundle-"));
  try {
    const [source, output, meta] = ["in.ts", "out.js", "meta.json"].map((name) => join(folder, name));
    writeFileSync(source ?? "", program);
    const options = ["--bundle", "--minify", "--format=esm", "--log-level=error"];
    const { stderr } = await run(join(projectRoot, "node_modules", "esbuild", "bin", "esbuild"), [
      ...[source ?? "", ...options, `--outfile=${output}`, `--metafile=${meta}`],
    ]);
    expect(stderr).toBe("");
    const [{ inputs }] = Object.values(JSON.parse(readFileSync(meta ?? "", "utf8")).outputs) as [
      { inputs: Record<string, { bytesInOutput: number }> },
    ];
    const used = Object.entries(inputs).filter(([, { bytesInOutput }]) => bytesInOutput > 0);
    const rooms = used.flatMap(([file]) => /(?:^|\/)src\/(\w[\w-]*)\//.exec(file)?.[1] ?? []);
    const code = readFileSync(output ?? "");
    return { rooms: [...new Set(rooms)].sort(), size: gzipSync(code, { level: 9 }).byteLength };
  } finally {
    rmSync(folder, { recursive: true });
  }
}

test("a program with a bearer token includes no unused modules", async () => {
  const program = `import { bearer, createAtlasClient } from ${entry}; console.log(createAtlasClient({ auth: bearer("a") }));`;
  const { rooms, size } = await bundle(program);
  expect(rooms).toEqual(["auth", "call", "deprecation", "options", "redaction", "response", "support", "transport"]);
  // With room for a few more operations, of which each takes about 70 bytes.
  expect(size).toBeLessThan(20_400);
});

test("the middlewares alone don't include the transport", async () => {
  const { rooms, size } = await bundle(
    `import { deprecationMiddleware, pathCheckMiddleware } from ${entry}; console.log(deprecationMiddleware(), pathCheckMiddleware());`,
  );
  expect(rooms).not.toContain("transport");
  expect(size).toBeLessThan(5_100);
});
