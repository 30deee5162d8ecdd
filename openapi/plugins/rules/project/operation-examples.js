import {
  contentOf,
  examplesOf,
  operationsOf,
  parametersOf,
  requestContent,
  responsesOf,
} from "../../support/operations.js";

export const description = "Each body of an operation and each required parameter has an example.";

export function Paths(paths, { report }) {
  for (const { item, operation } of operationsOf(paths)) {
    const bodies = [
      ...requestContent(operation),
      ...responsesOf(operation).flatMap(([, response]) => contentOf(response)),
    ];
    for (const [name, media] of bodies) {
      if (examplesOf(media).length === 0) report(media, `The body of ${name} has no example.`);
    }
    for (const parameter of parametersOf(operation, item)) {
      if (parameter.node.required !== true || hasExample(parameter)) continue;
      report(parameter.child("name"), `The required parameter ${parameter.node.name} has no example.`);
    }
  }
}

function hasExample(parameter) {
  const owners = [parameter, ...contentOf(parameter).map(([, media]) => media)];
  const schema = parameter.child("schema").follow();
  return owners.some((owner) => examplesOf(owner).length > 0) || schema?.node?.example !== undefined;
}
