import type { OperationDescriptor } from "../../../src/operation.js";
import type { Contract, ContractContent } from "../description/read-contract.js";

/** The modules that the checks import. */
export interface TypeCheckModules {
  /** Has `AtlasClient`. */
  sdk: string;
  /** Has what openapi-typescript makes of the description, read-only and write-only members marked. */
  schema: string;
}

const HEAD = [
  "type IsAny<T> = 0 extends 1 & T ? true : false;",
  "type Both<A, B> = [A] extends [B] ? ([B] extends [A] ? true : false) : false;",
  "type Same<A, B> = IsAny<A> extends true ? false : IsAny<B> extends true ? false : Both<A, B>;",
  "type Request<Id extends keyof AtlasClient> = AtlasClient[Id] extends (request: infer R, ...rest: never[]) => unknown ? NonNullable<R> : never;",
  "type Data<Id extends keyof AtlasClient> = AtlasClient[Id] extends (...args: never[]) => Promise<{ data: infer D }> ? D : never;",
];

/**
 * TypeScript that compiles only if the SDK's types are those of the description: for each operation its parameters, its
 * body and its data, in both directions and never `any`, and each example as a literal of its type.
 */
export function typeCheckSource(
  { operations }: Contract,
  descriptors: readonly OperationDescriptor[],
  { sdk, schema }: TypeCheckModules,
): string {
  const lines = descriptors.flatMap((descriptor) => {
    const operation = operations.find(
      ({ method, template }) => method === descriptor.method && template === descriptor.path,
    );
    if (!operation) throw new Error(`${descriptor.method} ${descriptor.path} is not described`);
    const id = JSON.stringify(descriptor.operationId);
    const type = `schema.operations[${id}]`;
    const [body] = operation.requestBody?.content ?? [];
    const success = operation.responses.filter(({ status }) => status.startsWith("2"));
    const data = success.flatMap((response) =>
      response.content.map((content) => readable(type, response.status, content)),
    );
    return [
      ...descriptor.parameters.map(({ name, in: place }) =>
        same(
          `Request<${id}>[${JSON.stringify(name)}]`,
          `NonNullable<${type}["parameters"][${JSON.stringify(place)}]>[${JSON.stringify(name)}]`,
        ),
      ),
      ...(body ? [same(`NonNullable<Request<${id}>["body"]>`, writable(type, body))] : []),
      ...(data.length > 0 ? [same(`Data<${id}>`, data.join(" | "))] : []),
      ...(body ? body.examples.map(({ value }) => literal(`NonNullable<Request<${id}>["body"]>`, value)) : []),
      ...operation.responses.flatMap((response) =>
        response.content.flatMap((content) =>
          content.examples.map(({ value }) =>
            literal(response.status.startsWith("2") ? `Data<${id}>` : readable(type, response.status, content), value),
          ),
        ),
      ),
    ];
  });
  return [
    `import type { AtlasClient } from ${JSON.stringify(sdk)};`,
    `import type * as schema from ${JSON.stringify(schema)};`,
    ...HEAD,
    ...lines.map((line, index) => line.replace("check", `check${index}`)),
  ].join("\n");
}

function same(a: string, b: string): string {
  return `export const check: Same<${a}, ${b}> = true;`;
}

function literal(type: string, value: unknown): string {
  return `export const check: ${type} = ${JSON.stringify(value)};`;
}

function writable(type: string, { mediaType }: ContractContent): string {
  return `schema.Writable<NonNullable<${type}["requestBody"]>["content"][${JSON.stringify(mediaType)}]>`;
}

function readable(type: string, status: string, { mediaType }: ContractContent): string {
  const key = /^\d+$/.test(status) ? status : JSON.stringify(status);
  return `schema.Readable<${type}["responses"][${key}]["content"][${JSON.stringify(mediaType)}]>`;
}
