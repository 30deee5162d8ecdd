export const description = "A name in `content` is a media type or a range, such as `application/json` or `text/*`.";

export { check as Header, check as Parameter, check as RequestBody, check as Response };

function check(owner, { reportKey }) {
  for (const [name, media] of owner.entries("content")) {
    if (!MEDIA_TYPE.test(name.split(";")[0].trim())) reportKey(media, `${name} is not a media type.`);
  }
}

// RFC 6838's names, and the ranges that OpenAPI allows.
const MEDIA_TYPE = /^(\*\/\*|[a-z0-9][\w!#$&^.+-]*\/(\*|[a-z0-9][\w!#$&^.+-]*))$/i;
