import { expect, test } from "@jest/globals";
import { runScript } from "../support/shared.js";

// The layers that are quick; `npm run spec:mutate` has them all, and every mutant. In a process of its own: Jest's sandbox
// makes this several times slower.
test("a sample of mutants is seen by the layers that claim to see them", async () => {
  const sample = ["--sample", "4", "--seed", "1", "--layers", "diff,generate", "--format", "json"];
  const { code, stdout } = await runScript("spec-mutate", ...sample);
  expect(code).toBe(0);
  type Row = { title: string; mutants: number; seen: number[] };
  const { broken, rows } = JSON.parse(stdout) as { broken: unknown[]; rows: { all: Row; byLevel: Row[] } };
  expect(broken).toEqual([]);
  expect(rows.all).toMatchObject({ mutants: 4, seen: [expect.any(Number), 4] });
  for (const { title, mutants, seen } of rows.byLevel)
    expect([title, seen[0]]).toEqual([title, title === "none" ? 0 : mutants]);
});
