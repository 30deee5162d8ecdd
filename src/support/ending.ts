/** A signal that work is to end: an `AbortSignal`, or an {@link Ending}. */
export interface EndSignal {
  readonly aborted: boolean;
  /** Why; `undefined` as long as it has not ended. */
  readonly reason: unknown;
  /** Throws the reason, if it has ended. */
  throwIfAborted(): void;
}

const NONE: readonly (() => void)[] = [];

/**
 * An `AbortController` and its signal for our own use, for a fraction of what these take; the platform's own is made
 * when a caller asks for it.
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
    // As the platform's own does.
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
    // A list of one has room for one, and push() makes it for seventeen; there are never many.
    this.#callbacks = this.#callbacks === NONE ? [callback] : [...this.#callbacks, callback];
  }

  /** Lets go of it. */
  remove(callback: () => void): void {
    const isOnly = this.#callbacks.length === 1 && this.#callbacks[0] === callback;
    this.#callbacks = isOnly ? NONE : this.#callbacks.filter((one) => one !== callback);
  }

  /** The same as a signal of the platform's. */
  toSignal(): AbortSignal {
    if (!this.#controller) {
      this.#controller = new AbortController();
      if (this.aborted) this.#controller.abort(this.reason);
    }
    return this.#controller.signal;
  }
}

/** A signal that never ends. */
export const NEVER: EndSignal = { aborted: false, reason: undefined, throwIfAborted: () => {} };

/** The `AbortSignal` of the platform for such a signal. */
export function toAbortSignal(signal: EndSignal): AbortSignal {
  if (signal === NEVER) return new AbortController().signal;
  return signal instanceof Ending ? signal.toSignal() : (signal as AbortSignal);
}
