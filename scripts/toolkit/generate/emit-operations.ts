import type { OperationDescriptor } from "../../../src/operation.js";
import { operationComment, parameterComment, textComment } from "./comments.js";
import { toKey, toLiteral } from "./literal.js";
import { typeName } from "./operation-names.js";
import type { DescribedOperation } from "./read-operations.js";

/** The source of `operations.ts`: types, signatures and metadata of every operation. */
export function emitOperations(operations: readonly DescribedOperation[]): string {
  return joinParts([
    [
      `import type { AtlasResult, CallOptions, DescriptorOf } from "../src/operation.js";`,
      `import { callDescriptors } from "./calls.js";`,
      `import type * as schema from "./schema.js";`,
    ],
    ...operations.map(emitTypes),
    emitInterface(operations),
    [
      ...textComment("The metadata of every operation, by operation id."),
      // A bundler leaves out a call that is marked so, and would not leave out the spreading.
      "export const operationDescriptors: {",
      ...operations.map(({ descriptor }) => `  readonly ${descriptor.operationId}: ${descriptorType(descriptor)};`),
      "} = /* @__PURE__ */ (() => ({",
      ...operations.flatMap(({ descriptor: { operationId, roles, poll, outcomes } }) => [
        `  ${operationId}: {`,
        `    ...callDescriptors.${operationId},`,
        ...Object.entries({ roles, poll, outcomes }).flatMap(([name, value]) =>
          value === undefined ? [] : indent(`${name}: ${toLiteral(value, 116)},`.split("\n"), 4),
        ),
        "  },",
      ]),
      "} as const))();",
    ],
  ]);
}

/** The source of `calls.ts`: what a client reads of the operations, so not what only people and waiting need. */
export function emitCalls(operations: readonly DescribedOperation[]): string {
  const calls = operations.map(({ descriptor: { roles: _, poll: __, outcomes: ___, ...call } }) => [
    call.operationId,
    call,
  ]);
  return joinParts([
    [`import type { CallDescriptor } from "../src/operation.js";`],
    [
      ...textComment("What a client reads of every operation, by operation id."),
      `export const callDescriptors = ${toLiteral(Object.fromEntries(calls))} as const satisfies Record<string, CallDescriptor>;`,
    ],
  ]);
}

// Not each value as a type of its own: that would be as large as all values.
function descriptorType({ operationId, method, path, ...descriptor }: OperationDescriptor): string {
  const present = (["requestBody", "cluster", "poll", "outcomes", "deprecation"] as const)
    .filter((name) => descriptor[name] !== undefined)
    .map(quote);
  return `DescriptorOf<${[quote(operationId), quote(method), quote(path)].join(", ")}, ${present.join(" | ") || "never"}>`;
}

function joinParts(parts: readonly (readonly string[])[]): string {
  return `${parts.map((lines) => lines.join("\n")).join("\n\n")}\n`;
}

function emitTypes(operation: DescribedOperation): string[] {
  const { descriptor } = operation;
  const { operationId, parameters, requestBody } = descriptor;
  const type = `schema.operations[${quote(operationId)}]`;
  const properties = parameters.flatMap((parameter) => {
    const { name, in: location, required } = parameter;
    const value = `NonNullable<${type}["parameters"][${quote(location)}]>[${quote(name)}]`;
    return [...parameterComment(operation, parameter), `${toKey(name)}${required ? "" : "?"}: ${value};`];
  });
  if (requestBody) {
    if (operation.bodyText) properties.push(...textComment(operation.bodyText));
    properties.push(`body${requestBody.required ? "" : "?"}: ${typeName(operationId)}Body;`);
  }
  return [
    ...textComment(`What \`${operationId}\` takes.`),
    `export interface ${typeName(operationId)}Request {`,
    ...indent(properties),
    "}",
    ...(requestBody
      ? [
          "",
          ...textComment(`The body that \`${operationId}\` sends.`),
          `export type ${typeName(operationId)}Body = schema.Writable<NonNullable<${type}["requestBody"]>["content"][${quote(requestBody.mediaTypes[0] ?? "")}]>;`,
        ]
      : []),
    "",
    ...textComment(`The body of a successful response to \`${operationId}\`.`),
    `export type ${typeName(operationId)}Data = ${dataType(descriptor, type)};`,
  ];
}

function dataType({ responses }: OperationDescriptor, type: string): string {
  const contents = Object.entries(responses)
    .filter(([status]) => status.startsWith("2"))
    .flatMap(([status, mediaTypes]) => {
      const key = /^\d+$/.test(status) ? status : quote(status);
      const content = `${type}["responses"][${key}]["content"]`;
      return mediaTypes.length === 0
        ? ["undefined"]
        : mediaTypes.map((mediaType) => `schema.Readable<${content}[${quote(mediaType)}]>`);
    });
  return [...new Set(contents)].join(" | ") || "unknown";
}

function emitInterface(operations: readonly DescribedOperation[]): string[] {
  return [
    ...textComment("The operations of the description as methods."),
    "export interface AtlasOperations {",
    ...operations.flatMap((operation) => indent([...operationComment(operation), emitSignature(operation)])),
    "}",
  ];
}

function emitSignature({ descriptor: { operationId, parameters, requestBody } }: DescribedOperation): string {
  const optional = !requestBody?.required && parameters.every(({ required }) => !required);
  const request = `request${optional ? "?" : ""}: ${typeName(operationId)}Request`;
  return `${operationId}(${request}, options?: CallOptions): Promise<AtlasResult<${typeName(operationId)}Data>>;`;
}

function quote(text: string): string {
  return JSON.stringify(text);
}

function indent(lines: readonly string[], by = 2): string[] {
  return lines.map((line) => (line === "" ? "" : " ".repeat(by) + line));
}
