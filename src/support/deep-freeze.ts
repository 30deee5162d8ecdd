import { isObject } from "./properties.js";

/** Freezes an object and everything in it, so that no caller can change what others share. */
export function deepFreeze<Value>(value: Value): Value {
  if (!isObject(value) || Object.isFrozen(value)) return value;
  Object.freeze(value);
  for (const property of Object.values(value)) deepFreeze(property);
  return value;
}
