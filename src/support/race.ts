import type { EndSignal } from "./ending.js";
import { onAbort } from "./on-abort.js";
import { isObject } from "./properties.js";

/**
 * Settles as `work` does, or rejects with the signal's reason as soon as it is aborted, even if the work ignores it.
 * Leaves no listener on the signal. A value that is not a promise is returned, whatever the signal.
 */
export function race<Value>(signal: EndSignal, work: Value | PromiseLike<Value>): Promise<Value> {
  if (!isPromise(work)) return Promise.resolve(work);
  return new Promise((resolve, reject) => {
    const unsubscribe = onAbort(signal, () => reject(signal.reason));
    // A foreign thenable may never settle, throw, or resolve to another one: only a real promise ends the listening.
    Promise.resolve(work).then(
      (value) => {
        unsubscribe();
        resolve(value);
      },
      (error: unknown) => {
        unsubscribe();
        reject(error);
      },
    );
  });
}

/** Does work whose outcome does not matter: what it throws or rejects with is ignored, and would end a process in Node. */
export function ignoreFailure(work: () => unknown): void {
  new Promise((resolve) => resolve(work())).catch(() => {});
}

function isPromise<Value>(value: Value | PromiseLike<Value>): value is PromiseLike<Value> {
  return isObject(value) && typeof Reflect.get(value, "then") === "function";
}
