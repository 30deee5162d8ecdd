import type { OperationDescriptor } from "../../../../src/operation.js";
import type { Contract, ContractContent, Direction, Schema } from "../../description/index.js";
import type { CaseSource } from "../log.js";

/** A line of TypeScript that compiles only if the SDK's types match the description. */
export interface TypeCheck {
  /** The operation, as in {@link Contract}. */
  operation: string;
  /** The part that is compared. */
  title: string;
  line: string;
  /** The part of the operation that has the example. @default the whole operation */
  source?: CaseSource;
  /** The example in the line, if there is one. */
  example?: { value: unknown; schema: Schema; direction: Direction };
}

const HEAD = [
  "type IsAny<T> = 0 extends 1 & T ? true : false;",
  "type Both<A, B> = [A] extends [B] ? ([B] extends [A] ? true : false) : false;",
  "type Same<A, B> = IsAny<A> extends true ? false : IsAny<B> extends true ? false : Both<A, B>;",
  "type Request<Id extends keyof AtlasClient> = AtlasClient[Id] extends (request: infer R, ...rest: never[]) => unknown ? NonNullable<R> : never;",
  // An object that comes from a function may have more properties than its type.
  "declare function open<T>(value: T): T;",
  "type Data<Id extends keyof AtlasClient> = AtlasClient[Id] extends (...args: never[]) => Promise<{ data: infer D }> ? D : never;",
];

/**
 * For each operation its parameters, its body and its data, compared in both directions and never `any`, and each
 * example as a literal of its type.
 *
 * @param options.undeclared - whether an example may have properties that its schema does not declare @default false
 * @throws Error if a descriptor's operation is not in the contract
 */
export function typeChecks(
  { operations }: Contract,
  descriptors: readonly OperationDescriptor[],
  { undeclared = false } = {},
): TypeCheck[] {
  return descriptors.flatMap((descriptor) => {
    const key = `${descriptor.method} ${descriptor.path}`;
    const operation = operations.find((candidate) => candidate.key === key);
    if (!operation) throw new Error(`${key} is not described`);
    const id = JSON.stringify(descriptor.operationId);
    const type = `schema.operations[${id}]`;
    const dataType = `Data<${id}>`;
    const bodyType = `NonNullable<Request<${id}>["body"]>`;
    const [sent] = descriptor.requestBody?.mediaTypes ?? [];
    const body = operation.requestBody?.content.find(({ mediaType }) => mediaType === sent);
    // A status is a key as the description writes it.
    const statuses = Object.keys(descriptor.responses);
    const responses = operation.responses.flatMap(({ status, content }) => {
      const written = statuses.find((name) => name.toUpperCase() === status.toUpperCase()) ?? status;
      const name = /^\d+$/.test(written) ? written : JSON.stringify(written);
      const typeOf = (each: ContractContent) =>
        `schema.Readable<${type}["responses"][${name}]["content"][${JSON.stringify(each.mediaType)}]>`;
      return { status: written, content, isSuccess: status.startsWith("2"), types: content.map(typeOf) };
    });
    const successes = responses.filter(({ isSuccess }) => isSuccess);
    const data = successes.flatMap(({ types }) => (types.length === 0 ? ["undefined"] : types));

    const same = (title: string, a: string, b: string): TypeCheck => ({
      ...{ operation: key, title, line: `export const check: Same<${a}, ${b}> = true;` },
    });
    const examplesOf = (direction: Direction, status: string, typeName: string, content: ContractContent) =>
      content.examples.map(({ name, value }): TypeCheck => {
        const text = undeclared ? `open(${JSON.stringify(value)})` : JSON.stringify(value);
        return {
          ...{ operation: key, title: `${status} ${content.mediaType} ${name}` },
          source: { of: status === "the body" ? "body" : status, example: name },
          line: `export const check: ${typeName} = ${text};`,
          example: { value, schema: content.schema, direction },
        };
      });
    const sentType = `${type}["requestBody"]>["content"][${JSON.stringify(sent)}]`;
    return [
      ...descriptor.parameters.map(({ name, in: location }) => {
        const all = `NonNullable<${type}["parameters"][${JSON.stringify(location)}]>`;
        const quoted = JSON.stringify(name);
        return same(`the parameter ${name}`, `Request<${id}>[${quoted}]`, `${all}[${quoted}]`);
      }),
      ...(body ? [same("the body", bodyType, `NonNullable<schema.Writable<NonNullable<${sentType}>>`)] : []),
      ...(data.length > 0 ? [same("the data", dataType, data.join(" | "))] : []),
      ...(body ? examplesOf("request", "the body", bodyType, body) : []),
      ...responses.flatMap(({ status, content, isSuccess, types }) =>
        content.flatMap((each, index) =>
          examplesOf("response", status, isSuccess ? dataType : (types[index] ?? "never"), each),
        ),
      ),
    ];
  });
}

/**
 * The checks as a TypeScript module, each a line that exports `check` and its index.
 *
 * @param modules.sdk - the module that has `AtlasClient`
 * @param modules.schema - the output of openapi-typescript for the description, with read-only and write-only
 * properties marked
 */
export function typeCheckSource(checks: readonly TypeCheck[], modules: { sdk: string; schema: string }): string {
  return [
    `import type { AtlasClient } from ${JSON.stringify(modules.sdk)};`,
    `import type * as schema from ${JSON.stringify(modules.schema)};`,
    ...HEAD,
    ...checks.map(({ line }, index) => line.replace("check", `check${index}`)),
  ].join("\n");
}
