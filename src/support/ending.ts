/** A signal that ends work: an `AbortSignal` or an {@link Ending}. */
export interface EndSignal {
  readonly aborted: boolean;
  /** The abort reason; `undefined` until aborted. */
  readonly reason: unknown;
  /** Throws the reason if aborted. */
  throwIfAborted(): void;
}

const NONE: readonly (() => void)[] = [];

/**
 * A light replacement for `AbortController` and its signal, for internal use. A platform signal is created only when a
 * caller needs one.
 */
export class Ending implements EndSignal {
  aborted = false;
  reason: unknown = undefined;
  #callbacks: readonly (() => void)[] = NONE;
  #controller: AbortController | undefined = undefined;

  /** Ends the work; only the first reason counts. */
  abort(reason: unknown): void {
    if (this.aborted) return;
    this.aborted = true;
    // The platform's default reason.
    this.reason = reason === undefined ? AbortSignal.abort().reason : reason;
    this.#controller?.abort(this.reason);
    const callbacks = this.#callbacks;
    this.#callbacks = NONE;
    for (const callback of callbacks) callback();
  }

  throwIfAborted(): void {
    if (this.aborted) throw this.reason;
  }

  /** Calls `callback` when the work ends. */
  add(callback: () => void): void {
    // Copied: push() reserves room for seventeen entries, and there are never many.
    this.#callbacks = this.#callbacks === NONE ? [callback] : [...this.#callbacks, callback];
  }

  /** Removes a callback. */
  remove(callback: () => void): void {
    const isOnly = this.#callbacks.length === 1 && this.#callbacks[0] === callback;
    this.#callbacks = isOnly ? NONE : this.#callbacks.filter((one) => one !== callback);
  }

  /** Returns a platform signal that is aborted together with this one. */
  toSignal(): AbortSignal {
    if (!this.#controller) {
      this.#controller = new AbortController();
      if (this.aborted) this.#controller.abort(this.reason);
    }
    return this.#controller.signal;
  }
}

/** A signal that is never aborted. */
export const NEVER: EndSignal = { aborted: false, reason: undefined, throwIfAborted: () => {} };

/** Returns the platform's `AbortSignal` for a signal. */
export function toAbortSignal(signal: EndSignal): AbortSignal {
  if (signal === NEVER) return new AbortController().signal;
  return signal instanceof Ending ? signal.toSignal() : (signal as AbortSignal);
}
