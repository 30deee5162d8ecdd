import { entriesOf } from "../support/located.js";

/** @type {import("../support/rule.js").Rule} */
export const validMediaType = {
  description: "A name in `content` is a media type or a range, such as `application/json` or `text/*`.",
  create() {
    const check = (owner, { report, location }) => {
      for (const [name] of entriesOf(owner.content)) {
        if (MEDIA_TYPE.test(name.split(";")[0].trim())) continue;
        report({ message: `${name} is not a media type.`, location: location.child(["content", name]).key() });
      }
    };
    return { RequestBody: check, Response: check, Parameter: check, Header: check };
  },
};

// RFC 6838's names, and the ranges that OpenAPI allows.
const MEDIA_TYPE = /^(\*\/\*|[a-z0-9][\w!#$&^.+-]*\/(\*|[a-z0-9][\w!#$&^.+-]*))$/i;
