import type { Contract, ContractContent, Direction, Schema } from "../description/index.js";

/** What of a generated operation its types are made from. */
export interface TypedOperation {
  operationId: string;
  method: string;
  path: string;
  parameters: readonly { name: string; in: string }[];
  requestBody?: { mediaTypes: readonly string[] };
  responses: Readonly<Record<string, readonly string[]>>;
}

/** The modules that the checks import. */
export interface TypeCheckModules {
  /** Has `AtlasClient`. */
  sdk: string;
  /** Has what openapi-typescript makes of the description, read-only and write-only properties marked. */
  schema: string;
}

/** A line of TypeScript that compiles only if the SDK's types are those of the description. */
export interface TypeCheck {
  /** The operation, as in {@link Contract}. */
  operation: string;
  /** What is compared. */
  title: string;
  line: string;
  /** The example that the line has, if it has one. */
  example?: { value: unknown; schema: Schema; direction: Direction };
}

/** How examples are checked. */
export interface TypeCheckOptions {
  /**
   * Whether an example may have properties that its schema does not declare.
   *
   * @default false
   */
  undeclared?: boolean;
}

const HEAD = [
  "type IsAny<T> = 0 extends 1 & T ? true : false;",
  "type Both<A, B> = [A] extends [B] ? ([B] extends [A] ? true : false) : false;",
  "type Same<A, B> = IsAny<A> extends true ? false : IsAny<B> extends true ? false : Both<A, B>;",
  "type Request<Id extends keyof AtlasClient> = AtlasClient[Id] extends (request: infer R, ...rest: never[]) => unknown ? NonNullable<R> : never;",
  // What comes from a function may have more properties than its type says.
  "declare function open<T>(value: T): T;",
  "type Data<Id extends keyof AtlasClient> = AtlasClient[Id] extends (...args: never[]) => Promise<{ data: infer D }> ? D : never;",
];

/**
 * For each operation its parameters, its body and its data, in both directions and never `any`, and each example as a
 * literal of its type.
 *
 * @throws Error if a descriptor's operation is not in the contract
 */
export function typeChecks(
  { operations }: Contract,
  descriptors: readonly TypedOperation[],
  { undeclared = false }: TypeCheckOptions = {},
): TypeCheck[] {
  const byKey = new Map(operations.map((operation) => [operation.key, operation]));
  return descriptors.flatMap((descriptor) => {
    const key = `${descriptor.method} ${descriptor.path}`;
    const operation = byKey.get(key);
    if (!operation) throw new Error(`${key} is not described`);
    const id = JSON.stringify(descriptor.operationId);
    const type = `schema.operations[${id}]`;
    const bodyType = `NonNullable<Request<${id}>["body"]>`;
    const [sent] = descriptor.requestBody?.mediaTypes ?? [];
    const body = operation.requestBody?.content.find(({ mediaType }) => mediaType === sent);
    const statuses = Object.keys(descriptor.responses);
    const responses = operation.responses.map(({ status, content }) => {
      const declared = statuses.find((name) => name.toUpperCase() === status.toUpperCase()) ?? status;
      return { status: declared, content, isSuccess: status.startsWith("2") };
    });
    const data = responses
      .filter(({ isSuccess }) => isSuccess)
      .flatMap(({ status, content }) =>
        content.length === 0 ? ["undefined"] : content.map((each) => readable(type, status, each)),
      );
    const check = (title: string, line: string): TypeCheck => ({ operation: key, title, line });
    const examplesOf = (
      direction: Direction,
      status: string,
      typeName: string,
      { mediaType, schema, examples }: ContractContent,
    ) =>
      examples.map(({ name, value }) => ({
        ...check(`${status} ${mediaType} ${name}`, literal(typeName, value, undeclared)),
        example: { value, schema, direction },
      }));
    return [
      ...descriptor.parameters.map(({ name, in: location }) => {
        const all = `NonNullable<${type}["parameters"][${JSON.stringify(location)}]>`;
        const key = JSON.stringify(name);
        return check(`the parameter ${name}`, same(`Request<${id}>[${key}]`, `${all}[${key}]`));
      }),
      ...(body ? [check("the body", same(bodyType, `NonNullable<${writable(type, body)}>`))] : []),
      ...(data.length > 0 ? [check("the data", same(`Data<${id}>`, data.join(" | ")))] : []),
      ...(body ? examplesOf("request", "the body", bodyType, body) : []),
      ...responses.flatMap(({ status, content, isSuccess }) =>
        content.flatMap((each) =>
          examplesOf("response", status, isSuccess ? `Data<${id}>` : readable(type, status, each), each),
        ),
      ),
    ];
  });
}

/** The checks as a module of TypeScript, each a line that exports `check` and its index. */
export function typeCheckSource(checks: readonly TypeCheck[], { sdk, schema }: TypeCheckModules): string {
  return [
    `import type { AtlasClient } from ${JSON.stringify(sdk)};`,
    `import type * as schema from ${JSON.stringify(schema)};`,
    ...HEAD,
    ...checks.map(({ line }, index) => line.replace("check", `check${index}`)),
  ].join("\n");
}

function same(a: string, b: string): string {
  return `export const check: Same<${a}, ${b}> = true;`;
}

function literal(type: string, value: unknown, undeclared: boolean): string {
  const text = JSON.stringify(value);
  return `export const check: ${type} = ${undeclared ? `open(${text})` : text};`;
}

function writable(type: string, { mediaType }: ContractContent): string {
  return `schema.Writable<NonNullable<${type}["requestBody"]>["content"][${JSON.stringify(mediaType)}]>`;
}

function readable(type: string, status: string, { mediaType }: ContractContent): string {
  const key = /^\d+$/.test(status) ? status : JSON.stringify(status);
  return `schema.Readable<${type}["responses"][${key}]["content"][${JSON.stringify(mediaType)}]>`;
}
