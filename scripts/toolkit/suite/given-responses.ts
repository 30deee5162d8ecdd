import fc from "fast-check";
import { goodValues, type SchemaLocation, sampleOf, validArbitrary, wholeWith, wrongValues } from "../cases/index.js";
import type { SuiteContext } from "./context.js";
import type { CoveredKind } from "./coverage.js";
import type { BodyCases, ParameterCases, ResponseCases } from "./operation-cases.js";
import { keptBy } from "./requests.js";

/** A response to be given to the SDK. */
export interface GivenResponse {
  title: string;
  status: number;
  headers: Record<string, string>;
  body?: unknown;
  /** A body that is not JSON. */
  text?: string;
  covers: readonly (readonly [CoveredKind, string])[];
  /** For the judge alone: whether it sees this fault, or none. What the SDK makes of it is the same for all of them. */
  judged?: { location: string[]; rule: string } | "clean";
  /** The unions around what is broken or at its edge, as its schema location has them. */
  unions?: string[][];
}

/** The responses of a declared status: its examples, the edges of its schema, random ones, and each constraint broken once. */
export function* givenResponsesOf(response: ResponseCases, context: SuiteContext): Generator<GivenResponse> {
  const { status, name } = response;
  const headers = Object.fromEntries(
    response.headers.map((header) => [header.parameter.name, toText(headerValue(header))]),
  );
  const required = Object.fromEntries(
    Object.entries(headers).filter(([key]) =>
      response.headers.some(({ parameter }) => parameter.name === key && parameter.required),
    ),
  );
  const statusCovered: [CoveredKind, string] = ["statuses", name];
  const headersCovered = response.headers.map((header): [CoveredKind, string] => ["headers", header.name]);
  if (response.bodiless)
    yield { title: `${status} without a body`, status, headers, covers: [statusCovered, ...headersCovered] };
  for (const { mediaType, name: typeName } of response.opaque) {
    const sent = { ...headers, "Content-Type": mediaType.replace(/^\*/, "application").replace(/\*/, "octet-stream") };
    const covers = [statusCovered, ["media types", typeName] as const, ...headersCovered];
    yield { title: `${status} as ${mediaType}`, status, headers: sent, text: "not JSON", covers };
  }
  for (const body of response.bodies) {
    const typed: Record<string, string> = { ...headers, "Content-Type": body.content.mediaType };
    const covers: [CoveredKind, string][] = [statusCovered, ["media types", body.name], ...headersCovered];
    const base = { status, headers: typed, covers };
    const plain = sampleOf(body.content.schema, body.options);
    for (const which of ["none", "all"] as const) {
      yield {
        ...base,
        title: `${status} with ${which} of the optional properties`,
        body: sampleOf(body.content.schema, { ...body.options, properties: which }),
      };
    }
    yield {
      ...base,
      title: `${status} without optional headers`,
      headers: { ...required, "Content-Type": body.content.mediaType },
      body: plain,
    };
    for (const example of body.content.examples) {
      yield {
        ...base,
        title: `${status} ${example.name}`,
        body: example.value,
        covers: [["examples", `${body.name} ${example.name}`]],
      };
    }
    yield* edgesOf(body, base);
    yield* randomBodies(body, base, context);
    for (const header of response.headers) yield* headerEdges(header, { ...base, body: plain });
    const [first] = response.headers.filter(({ parameter }) => parameter.required);
    if (first) {
      const { [first.parameter.name]: _, ...rest } = typed;
      const judged = { location: ["response", "header", first.parameter.name], rule: "required" };
      yield { ...base, title: `${status} without ${first.parameter.name}`, headers: rest, body: plain, judged };
    }
  }
}

type Base = Pick<GivenResponse, "status" | "headers" | "covers">;

function* edgesOf({ content, name, locations, options }: BodyCases, base: Base): Generator<GivenResponse> {
  for (const location of locations) {
    const where = `${base.status} ${content.mediaType} ${location.label || "the body"}`;
    const unions = location.unions.map((union) => ["response", "body", ...union]);
    if (location.travels) {
      for (const { rule, value } of goodValues(location, options)) {
        const found = wholeWith(location, value, content.schema, options);
        if (!found) continue;
        yield {
          ...base,
          title: `${rule} at ${where}`,
          body: found.whole,
          covers: keptBy(name, location.label, rule, value),
          judged: "clean",
          unions,
        };
      }
    }
    for (const { rule, detail, value } of wrongValues(location, options)) {
      yield {
        ...base,
        title: `broken ${rule} ${detail} at ${where}`,
        body: location.put(value),
        covers: [["constraints broken", `${name} ${location.label} ${rule}`.replace("  ", " ")]],
        judged: { location: ["response", "body", ...location.path], rule: rule.split(" ", 1)[0] ?? rule },
        unions,
      };
    }
  }
}

function* randomBodies(
  { content, options }: BodyCases,
  base: Base,
  { runs, seed }: SuiteContext,
): Generator<GivenResponse> {
  const bodies = fc.sample(validArbitrary(content.schema, { ...options, properties: "random" }), {
    numRuns: Math.ceil(runs / 10),
    seed,
  });
  for (const body of bodies) yield { ...base, title: `${base.status} with ${JSON.stringify(body)}`, body };
}

function* headerEdges(
  { parameter, name, locations, options }: ParameterCases,
  base: Base & { body: unknown },
): Generator<GivenResponse> {
  for (const location of locations) {
    const at = (value: unknown) => ({
      ...base,
      headers: { ...base.headers, [parameter.name]: toText(location.put(value)) },
    });
    for (const { rule, value } of goodValues(location, options)) {
      if (!fitsInHeader(value, location)) continue;
      yield {
        ...at(value),
        title: `${rule} of the header ${parameter.name} ${location.label}`.trim(),
        covers: [["headers", name], ...keptBy(name, location.label, rule, value)],
      };
    }
    for (const { rule, detail, value } of wrongValues(location, options)) {
      // A string that is a header is a string, whatever it is.
      const isText = rule === "type" && [location.view.type].flat().includes("string");
      if (isText || typeof value === "object" || !fitsInHeader(value, location)) continue;
      const judged = { location: ["response", "header", parameter.name, ...location.path], rule };
      yield {
        ...at(value),
        title: `broken ${rule} ${detail} of the header ${parameter.name} ${location.label}`.trim(),
        judged,
        covers: [["constraints broken", `${name} ${location.label} ${rule}`.replace("  ", " ")]],
      };
    }
  }
}

// A header can't have null or an empty string, and a comma ends an item of a list.
function fitsInHeader(value: unknown, { path }: SchemaLocation): boolean {
  if (Array.isArray(value))
    return path.length === 0 && value.length > 0 && value.every((item) => typeof item !== "object");
  if (typeof value === "object" || /^\s*$|[^\x20-\x7e]/.test(String(value))) return false;
  return path.length === 0 || !String(value).includes(",");
}

function headerValue({ parameter, options }: ParameterCases): unknown {
  return parameter.examples.length > 0 ? parameter.examples[0] : sampleOf(parameter.schema, options);
}

function toText(value: unknown): string {
  return typeof value === "object" && value !== null ? Object.values(value).join(",") : String(value);
}
