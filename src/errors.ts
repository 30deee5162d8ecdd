// A registered symbol, so that the guards work across realms and across two copies of this package.
const KIND = Symbol.for("atlas-tenant-upgrade.error");

/**
 * The base of every error that this package throws. For it and its subclasses `instanceof` holds across realms and copies
 * of the package too, such as its ECMAScript modules and its CommonJS ones in one process.
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
    // A class that somebody derives has no name of its own on its prototype: its instances are those that it has made.
    const ours = Object.hasOwn(prototype, "name") && isAtlasError(value);
    for (let one = ours || typeof value === "object" ? value : null; one; one = Object.getPrototypeOf(one)) {
      if (one === prototype || (ours && Reflect.get(one, "name") === prototype.name)) return true;
    }
    return false;
  }

  // On the prototype, so that it is there for the stack's first line, survives minifiers and adds nothing to logs.
  override get name(): string {
    return "AtlasError";
  }

  get [KIND](): string {
    return this.name;
  }
}

/**
 * Whether a value is an error of this package, of any realm and of any copy of the package.
 *
 * @example
 * ```ts
 * if (isAtlasError(error)) console.error(error.name, error.message);
 * ```
 */
export function isAtlasError(value: unknown): value is AtlasError {
  return typeof value === "object" && value !== null && typeof Reflect.get(value, KIND) === "string";
}

/**
 * An option that the client can't work with. Thrown when the client or its credentials are made.
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

  /** The option's name. */
  readonly option: string;

  constructor(option: string, problem: string, options?: ErrorOptions) {
    super(`${option} ${problem}`, options);
    this.option = option;
  }
}

/**
 * A request that was rejected before anything was sent.
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
 * Could not obtain credentials. The request was not sent: it never goes out without them.
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

  /** Whether Atlas may have acted on an earlier attempt of the same call. */
  readonly maybeSent: boolean;

  constructor(message: string, { maybeSent = false, ...options }: ErrorOptions & { maybeSent?: boolean } = {}) {
    super(message, options);
    this.maybeSent = maybeSent;
  }
}
