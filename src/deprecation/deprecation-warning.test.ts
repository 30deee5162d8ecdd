import { expect, jest, test } from "@jest/globals";
import { emitDeprecationWarning } from "./deprecation-warning.js";

test("a warning is given once, even if the global property of the registry has another value", () => {
  const symbol = Symbol.for("atlas-tenant-upgrade.deprecations");
  const taken = { not: "a set" };
  Reflect.set(globalThis, symbol, taken);
  const emitWarning = jest.spyOn(process, "emitWarning").mockImplementation(() => {});
  try {
    const notice = { code: "TAKEN", message: "Over.", detail: "" } as never;
    emitDeprecationWarning(notice);
    emitDeprecationWarning(notice);
    expect(emitWarning).toHaveBeenCalledTimes(1);
    expect(Reflect.get(globalThis, symbol)).toBe(taken);
  } finally {
    emitWarning.mockRestore();
    Reflect.deleteProperty(globalThis, symbol);
  }
});
