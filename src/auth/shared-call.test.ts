import { expect, test } from "@jest/globals";
import { createSharedCall } from "./shared-call.js";

interface Work {
  signal: AbortSignal;
  resolve: (value: string) => void;
  reject: (error: Error) => void;
}

/** Work that ends when the test says so. */
function sharedWork() {
  const started: Work[] = [];
  const call = createSharedCall(
    ({ signal }: { signal: AbortSignal }) =>
      new Promise<string>((resolve, reject) => started.push({ signal, resolve, reject })),
  );
  const caller = () => {
    const controller = new AbortController();
    return { controller, result: call({ signal: controller.signal }).catch((error) => error) };
  };
  return { started, caller };
}

test("who comes after the end gets work of their own, even before those who waited have heard", async () => {
  const { started, caller } = sharedWork();
  const first = caller();
  started[0]?.resolve("a");
  // The work's own end is heard first, by which time nobody has left yet.
  await Promise.resolve();
  const second = caller();
  expect(started).toHaveLength(2);
  // That those of the first leave takes nothing from the second.
  expect(await first.result).toBe("a");
  const third = caller();
  expect(started).toHaveLength(2);
  started[1]?.resolve("b");
  expect(await Promise.all([second.result, third.result])).toEqual(["b", "b"]);
});

test("a failure is not kept either", async () => {
  const { started, caller } = sharedWork();
  const first = caller();
  started[0]?.reject(new Error("down"));
  await Promise.resolve();
  const second = caller();
  started[1]?.resolve("b");
  expect(await first.result).toEqual(new Error("down"));
  expect(await second.result).toBe("b");
});

test("work that all have left does not take along the work that follows it", async () => {
  const { started, caller } = sharedWork();
  const first = caller();
  first.controller.abort("enough");
  expect(await first.result).toBe("enough");
  expect(started[0]?.signal.aborted).toBe(true);
  const second = caller();
  expect(started).toHaveLength(2);
  // The end of the first comes late, and is of no interest to those who wait for the second.
  started[0]?.resolve("late");
  await Promise.resolve();
  await Promise.resolve();
  const third = caller();
  expect(started).toHaveLength(2);
  started[1]?.resolve("b");
  expect(await Promise.all([second.result, third.result])).toEqual(["b", "b"]);
});
