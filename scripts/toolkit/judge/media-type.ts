/**
 * Whether a declared media type, which may be a range such as `image/*`, covers another: parameters (such as a version)
 * count, case and order don't.
 */
export function allowsMediaType(declared: string, actual: string): boolean {
  const [range = ""] = declared.split(";");
  const type = normalize(actual);
  if (range.trim() === "*/*") return true;
  if (range.trim().endsWith("/*")) return type.startsWith(range.trim().slice(0, -1).toLowerCase());
  return normalize(declared) === type;
}

/** Whether an `Accept` header accepts a media type. */
export function accepts(accept: string, mediaType: string): boolean {
  return accept.split(",").some((entry) => {
    const [range = "", ...parameters] = entry.split(";");
    const wanted = [range, ...parameters.filter((parameter) => !/^\s*q\s*=/i.test(parameter))].join(";");
    return !/;\s*q\s*=\s*0(\.0+)?\s*(;|$)/i.test(entry) && allowsMediaType(wanted.trim(), mediaType);
  });
}

/** Whether a media type's bodies are JSON. */
export function isJson(mediaType: string): boolean {
  return /[/+]json$/i.test(normalize(mediaType).split(";", 1)[0] ?? "");
}

function normalize(mediaType: string): string {
  const [type = "", ...parameters] = mediaType.split(";").map((part) => part.trim().toLowerCase().replaceAll('"', ""));
  // JSON is always UTF-8, so the parameter may be left out.
  const kept = parameters.filter((parameter) => parameter !== "" && parameter !== "charset=utf-8");
  return [type, ...kept.sort()].join(";");
}
