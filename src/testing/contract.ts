/** A JSON schema of the description, without its words. */
export type JsonSchema = { readonly [keyword: string]: unknown };

/** A parameter of an operation. */
export interface ContractParameter {
  readonly name: string;
  /** `path`, `query`, `header` or `cookie`. */
  readonly in: string;
  readonly required: boolean;
  readonly schema: JsonSchema;
}

/** A response: the names of its headers, and for each media type its examples, by name. */
export interface ContractResponse {
  readonly headers: readonly string[];
  readonly content: Readonly<Record<string, Readonly<Record<string, unknown>>>>;
}

/** The types of an operation's requests and responses. */
export interface ContractOperation {
  readonly parameters: readonly ContractParameter[];
  /** The schema of each media type. */
  readonly requestBody?: Readonly<Record<string, JsonSchema>>;
  /** For each status, the name of its response. */
  readonly responses: Readonly<Record<string, string>>;
}

/** The description, as far as an emulator needs it. */
export interface Contract {
  readonly operations: Readonly<Record<string, ContractOperation>>;
  readonly responses: Readonly<Record<string, ContractResponse>>;
  /** The named schemas that the operations refer to. */
  readonly schemas: Readonly<Record<string, JsonSchema>>;
}
