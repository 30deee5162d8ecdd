import { inWords, successorSentence } from "../../../src/deprecation/deprecation-notice.js";
import type { DeprecationDescriptor, OperationDescriptor, ParameterDescriptor } from "../../../src/operation.js";
import { toLiteral } from "./literal.js";
import type { DescribedOperation } from "./read-operations.js";

/** A JSDoc comment of one or more lines of text; nothing for no text. */
export function textComment(text: string): string[] {
  const lines = text.replaceAll("*/", "*\\/").trim().split("\n");
  if (lines.length === 1) return lines[0] === "" ? [] : [`/** ${lines[0]} */`];
  return ["/**", ...lines.map((line) => ` * ${line}`.trimEnd()), " */"];
}

/** The JSDoc comment of a request's parameter. */
export function parameterComment(
  { parameterTexts }: DescribedOperation,
  { name, pattern }: ParameterDescriptor,
): string[] {
  const { description = "", default: standard, example } = parameterTexts[name] ?? {};
  const lines = [
    description.trim(),
    pattern !== undefined && `Must match \`${pattern}\`.`,
    standard !== undefined && `@default ${JSON.stringify(standard)}`,
    example !== undefined && `@example ${JSON.stringify(example)}`,
  ];
  return textComment(lines.filter(Boolean).join("\n"));
}

/** Since when and why an operation is deprecated, in words that stay true. */
export function timelessStanding({ since, sunset, reason }: DeprecationDescriptor): string {
  const dates = [since && `since ${inWords(since)}`, sunset && `sunset ${sunset}`];
  return [dates.filter(Boolean).join(", "), reason].filter(Boolean).join(": ");
}

/** The JSDoc comment of an operation's method. */
export function operationComment(described: DescribedOperation): string[] {
  const { descriptor, operation, successText } = described;
  const { summary = descriptor.operationId, description = "", externalDocs } = operation;
  const { deprecation, method, path, roles, responses } = descriptor;
  const errors = Object.keys(responses).filter((status) => /^[45]/.test(status));
  const paragraphs = [
    `${summary}.`,
    description.trim(),
    waitingText(descriptor),
    `\`${method} ${path}\`${roles.length > 0 ? `, for the role ${roles.join(" or ")}` : ""}`,
  ];
  const tags = [
    deprecation && `@deprecated ${timelessStanding(deprecation)} ${successorSentence(deprecation)}`.trim(),
    requestTag(descriptor),
    "@param options - for this call only",
    `@returns ${successText.trim().replaceAll("\n", " ")}`,
    errors.length > 0 && `@throws AtlasApiError for the statuses ${errors.join(", ")}, and any other from 400 on`,
    "@throws AtlasInvalidRequestError or AtlasAuthError, before anything is sent",
    deprecation &&
      "@throws AtlasDeprecatedOperationError, before anything is sent, if the client is configured to throw",
    "@throws AtlasConnectionError, AtlasTimeoutError, AtlasAbortError or AtlasUnexpectedResponseError",
    `@example\n\`\`\`ts\n${exampleCall(described)}\n\`\`\``,
    externalDocs?.url && `@see ${externalDocs.url}`,
  ];
  return textComment(`${paragraphs.filter(Boolean).join("\n\n")}\n\n${tags.filter(Boolean).join("\n")}`);
}

function waitingText({ poll = [], outcomes }: DescribedOperation["descriptor"]): string {
  const polled = poll.map(({ when, operationId }, index) => {
    const cases = Object.entries(when ?? {}).map(([expression, value]) => `${valueInWords(expression)} is ${value}`);
    const otherwise = index > 0 ? " otherwise" : "";
    return `- \`${operationId}\`${cases.length > 0 ? `, if ${cases.join(" and ")}` : otherwise}`;
  });
  const meanings = (outcomes?.rules ?? []).map(({ status, errorCode, values, present, outcome, because }) => {
    const conditions = [
      errorCode,
      ...Object.entries(values ?? {}).map(
        ([name, value]) => `${name} ${value.replace(/^\$variable\..*/, "as intended")}`,
      ),
      ...(present ?? []).map((name) => `${name} present`),
    ].filter(Boolean);
    return `- ${status}${conditions.length > 0 ? ` (${conditions.join(", ")})` : ""}: ${outcome}. ${because}`;
  });
  return [
    polled.length > 0 && `To follow it, poll:\n${polled.join("\n")}`,
    meanings.length > 0 && `While waiting, its responses mean (the first that fits applies):\n${meanings.join("\n")}`,
  ]
    .filter(Boolean)
    .join("\n\n");
}

/** The value at a runtime expression of a request, such as `$request.body#/a/b`, in words. */
function valueInWords(expression: string): string {
  const [, pointer] = /^\$request\.body#\/(.+)$/.exec(expression) ?? [];
  if (pointer !== undefined) return `\`${pointer.replaceAll("/", ".")}\` of the body`;
  const [, location, name] = /^\$request\.(path|query|header)\.(.+)$/.exec(expression) ?? [];
  return location === undefined ? `\`${expression}\`` : `the ${location} parameter \`${name}\``;
}

function requestTag({ parameters, requestBody }: OperationDescriptor): string | false {
  const locations = ["path", "query", "header"].filter((location) => parameters.some((one) => one.in === location));
  const parts = [
    ...(locations.length > 0 ? [`the ${locations.join(" and ")} parameters`] : []),
    ...(requestBody ? ["the body"] : []),
  ];
  return parts.length > 0 && `@param request - ${parts.join(" and ")}`;
}

function exampleCall({ descriptor, parameterTexts, bodyExample }: DescribedOperation): string {
  const entries = descriptor.parameters
    .filter(({ required }) => required)
    .map(({ name }): [string, unknown] => [name, parameterTexts[name]?.example ?? "…"]);
  if (bodyExample !== undefined) entries.push(["body", bodyExample]);
  const request = entries.length > 0 ? toLiteral(Object.fromEntries(entries), 100) : "";
  return `const { data } = await atlas.${descriptor.operationId}(${request});`;
}
