import { listOf } from "../support/located.js";

/** @type {import("../support/rule.js").Rule} */
export const operationSecured = {
  description: "Neither the description's `security` nor an operation's allows a call without credentials.",
  create: () => {
    const check = (security, location, report) => {
      const open = Array.isArray(security) && security.length === 0;
      if (open) report({ message: "It can be called without credentials.", location: location.child("security") });
      for (const [index, requirement] of listOf(security).entries()) {
        if (Object.keys(requirement ?? {}).length > 0) continue;
        report({ message: "It can be called without credentials.", location: location.child(["security", index]) });
      }
    };
    return {
      Root: ({ security }, { report, location }) => check(security, location, report),
      Operation: ({ security }, { report, location }) => check(security, location, report),
    };
  },
};
