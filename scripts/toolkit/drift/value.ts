/** A value in the one form that is compared, written down and shown: lists are sorted, objects are JSON. */
export type ComparableValue = string | number | boolean | null | readonly ComparableValue[];

/** Brings a value into the one form. */
export function toComparable(value: unknown): ComparableValue {
  if (Array.isArray(value)) return value.map(toComparable).sort((a, b) => compareStrings(toJson(a), toJson(b)));
  return typeof value === "object" && value !== null ? toJson(value) : (value as ComparableValue);
}

/** Whether two values mean the same; `undefined` is the same as nothing else. */
export const isSame = (left: ComparableValue | undefined, right: ComparableValue | undefined): boolean =>
  toJson(left) === toJson(right);

function toJson(value: unknown): string {
  return (
    JSON.stringify(value, (_key, inner: unknown) =>
      typeof inner === "object" && inner !== null && !Array.isArray(inner)
        ? Object.fromEntries(Object.entries(inner).sort(([a], [b]) => compareStrings(a, b)))
        : inner,
    ) ?? ""
  );
}

const compareStrings = (left: string, right: string) => (left < right ? -1 : left > right ? 1 : 0);
