/** Whether a value is an object, which is not a function here. */
export function isObject(value: unknown): value is object {
  return typeof value === "object" && value !== null;
}

/** Whether a value is an object with names, and not an array. */
export function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return isObject(value) && !Array.isArray(value);
}

/** Reads a property of a foreign object, whose getters and traps can throw. */
export function readSafely(target: object, name: string | symbol): unknown {
  try {
    return Reflect.get(target, name);
  } catch {
    return undefined;
  }
}

/** Reads the given properties of a foreign value, if they are strings. */
export function readStrings<Name extends string>(target: unknown, ...names: Name[]): { [Each in Name]?: string } {
  const found: { [Each in Name]?: string } = {};
  for (const name of names) {
    const value = isObject(target) ? readSafely(target, name) : undefined;
    if (typeof value === "string") found[name] = value;
  }
  return found;
}

/** Copies an object without its `undefined` properties. */
export function defined<Properties extends object>(
  properties: Properties,
): { [Name in keyof Properties]?: Exclude<Properties[Name], undefined> } {
  return Object.fromEntries(Object.entries(properties).filter(([, value]) => value !== undefined)) as never;
}
