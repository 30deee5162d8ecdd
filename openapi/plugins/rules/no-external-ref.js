import { entriesOf } from "../support/located.js";

/** @type {import("../support/rule.js").Rule} */
export const noExternalRef = {
  description: "No reference leaves the folder of the description: no URL, no absolute path, no path above it.",
  create() {
    let root;
    const check = (target, location, report) => {
      const file = String(target).split("#")[0];
      if (file === "" || staysInside(file, location.source.absoluteRef, root)) return;
      report({ message: `${target} is outside of the description.`, location });
    };
    return {
      Root(_node, { location }) {
        root = folderOf(location.source.absoluteRef);
      },
      ref(node, { report, location }) {
        check(node.$ref, location.child("$ref"), report);
      },
      Discriminator({ mapping }, { report, location }) {
        for (const [value, target] of entriesOf(mapping)) check(target, location.child(["mapping", value]), report);
      },
      Example({ externalValue }, { report, location }) {
        if (externalValue !== undefined) check(externalValue, location.child("externalValue"), report);
      },
    };
  },
};

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
