export const description = "Neither the description's `security` nor an operation's allows a call without credentials.";

export { check as Operation, check as Root };

function check(owner, { report }) {
  const security = owner.child("security");
  const isEmpty = Array.isArray(security.node) && security.node.length === 0;
  const open = security.items().filter(({ node }) => Object.keys(node ?? {}).length === 0);
  for (const located of isEmpty ? [security] : open) report(located, "It can be called without credentials.");
}
