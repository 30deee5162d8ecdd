import type { ChildProcess } from "node:child_process";
import { subscribe } from "node:diagnostics_channel";
import { once } from "node:events";
import { expect, test } from "@jest/globals";
import { Compilation } from "./compilation.js";

test("TypeScript's process ends by itself: after a signal, it may write to standard error", async () => {
  const children: ChildProcess[] = [];
  subscribe("child_process", (message) => children.push((message as { process: ChildProcess }).process));
  {
    using compilation = new Compilation({ "a.ts": "export const a: number = '';\n" });
    expect(compilation.errorsIn("a.ts")).toMatchObject([{ code: 2322, line: 1 }]);
  }
  const [child] = children as [ChildProcess];
  expect(await once(child, "exit")).toEqual([0, null]);
  expect(child.killed).toBe(false);
});
