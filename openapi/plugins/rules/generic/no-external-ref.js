export const description =
  "No reference leaves the folder of the description: no URL, no absolute path, no path above it.";

export function Root({ location }, { state }) {
  state.root = folderOf(location.source.absoluteRef);
}

export const ref = (reference, context) => check(reference.child("$ref"), context);

export function Discriminator(discriminator, context) {
  for (const [, target] of discriminator.entries("mapping")) check(target, context);
}

export const Example = (example, context) => check(example.child("externalValue"), context);

function check(located, { report, state }) {
  const file = String(located.node).split("#")[0];
  if (located.node === undefined || file === "") return;
  if (!staysInside(file, located.location.source.absoluteRef, state.root)) {
    report(located, `${located.node} is outside of the description.`);
  }
}

const folderOf = (file) => file.slice(0, Math.max(file.lastIndexOf("/"), file.lastIndexOf("\\")) + 1);

function staysInside(target, from, root) {
  // A scheme (or a drive), `//host/…` and `/…` are all somewhere else.
  if (/^[a-z][a-z0-9+.-]*:/i.test(target) || /^[\\/]/.test(target)) return false;
  const parts = folderOf(from).slice(root.length).split(/[\\/]/).filter(Boolean);
  for (const part of target.split("/")) {
    if (part === "..") {
      if (parts.pop() === undefined) return false;
    } else if (part !== ".") parts.push(part);
  }
  return true;
}
