import { isObject, readSafely } from "./support/properties.js";

// A registered symbol, so that the guards work across realms and across copies of this package.
const KIND = Symbol.for("atlas-tenant-upgrade.error");

/** The options of an {@link AtlasError}. */
export interface AtlasErrorOptions extends ErrorOptions {
  /** @default false */
  readonly maybeSent?: boolean | undefined;
}

/**
 * The base class of every error that this package throws. `instanceof` works for it and its subclasses even across
 * realms and copies of the package, such as its ECMAScript and CommonJS builds in one process.
 *
 * @example
 * ```ts
 * if (isAtlasError(error)) console.error(error.name, error.message);
 * ```
 */
export class AtlasError extends Error {
  static override [Symbol.hasInstance](value: unknown): boolean {
    // biome-ignore lint/complexity/noThisInStatic: It is the class on the right of "instanceof".
    const { prototype } = this;
    // A caller's subclass has no name of its own on its prototype: then only the prototype chain counts.
    const ours = Object.hasOwn(prototype, "name") && isAtlasError(value);
    try {
      for (let one = ours || typeof value === "object" ? value : null; one; one = Object.getPrototypeOf(one)) {
        if (one === prototype || (ours && Reflect.get(one, "name") === prototype.name)) return true;
      }
    } catch {
      // What can't be read is not of any class.
    }
    return false;
  }

  /**
   * Whether Atlas may have acted on the request. If so, and it was not a GET or HEAD, look at the cluster before you
   * send it again: an upgrade is not idempotent.
   */
  readonly maybeSent: boolean;

  constructor(message?: string, { cause, maybeSent = false }: AtlasErrorOptions = {}) {
    super(message, cause === undefined ? {} : { cause });
    this.maybeSent = maybeSent;
  }

  // On the prototype, so that it appears in the stack's first line, survives minifiers and adds nothing to logs.
  override get name(): string {
    return "AtlasError";
  }

  get [KIND](): string {
    return this.name;
  }
}

/**
 * Whether a value is an error of this package, from any realm and any copy of the package.
 *
 * @example
 * ```ts
 * if (isAtlasError(error)) console.error(error.name, error.message);
 * ```
 */
export function isAtlasError(value: unknown): value is AtlasError {
  // Anything can be thrown, such as a proxy that throws when it is read.
  return isObject(value) && typeof readSafely(value, KIND) === "string";
}

/**
 * An option is not allowed. Thrown when a client or its credentials are made.
 *
 * @example
 * ```ts
 * createAtlasClient({ auth, baseUrl: "http://example.com" }); // throws: https only
 * ```
 */
export class AtlasConfigurationError extends AtlasError {
  override get name() {
    return "AtlasConfigurationError";
  }

  /** The option's name, or what else has the problem, such as `The environment`. */
  readonly option: string;

  constructor(option: string, problem: string, options?: ErrorOptions) {
    super(`${option} ${problem}`, options);
    this.option = option;
  }
}

/**
 * A request was rejected before anything was sent.
 *
 * @example
 * ```ts
 * await atlas.upgradeSharedClusterToServerless({ groupId: "..", body }); // rejects
 * ```
 */
export class AtlasInvalidRequestError extends AtlasError {
  override get name() {
    return "AtlasInvalidRequestError";
  }

  /** What is wrong in the call: a parameter, `body`, the location of a property of it, or `signal`. */
  readonly property: string;

  constructor(property: string, problem: string, options?: ErrorOptions) {
    super(`${property} ${problem}; nothing was sent`, options);
    this.property = property;
  }
}

/**
 * Credentials could not be obtained, so the request was not sent. `maybeSent` is about an earlier attempt of the call.
 *
 * @example
 * ```ts
 * if (error instanceof AtlasAuthError) console.error(error.cause);
 * ```
 */
export class AtlasAuthError extends AtlasError {
  override get name() {
    return "AtlasAuthError";
  }
}
