export const description =
  "A path starts with one slash, has balanced braces around unique names, no empty segment and no fragment.";

export function Paths(paths, { reportKey }) {
  for (const [path, item] of paths.entries()) {
    const fault = path.startsWith("x-") ? undefined : faultOf(path);
    if (fault) reportKey(item, `The path ${fault}.`);
  }
}

function faultOf(path) {
  if (!path.startsWith("/")) return "must start with a slash";
  if (path.includes("//")) return "has an empty segment";
  if (path.includes("#")) return "has a fragment";
  // What is left without the well-formed expressions has no brace.
  const names = [...path.matchAll(/\{([^{}/]+)\}/g)].map(([, name]) => name);
  if (/[{}]/.test(path.replaceAll(/\{[^{}/]+\}/g, ""))) return "has braces that don't fit";
  const twice = names.find((name, index) => names.indexOf(name) !== index);
  return twice && `has {${twice}} twice`;
}
