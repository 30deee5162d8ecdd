import type { Context } from "./collector.js";
import type { Comparison, Operation } from "./operations.js";
import { childOf, childrenOf, objectAt, type Place } from "./place.js";
import type { Side } from "./schema/comparer.js";

// More URLs than this from one server's variables are not written out.
const MOST = 200;

/** Compares where an operation can be called: each URL that the servers and their variables make. */
export function compareServers(a: Operation, b: Operation, outer: Context, comparison: Comparison): void {
  const { collector } = comparison;
  const context: Context = { ...outer, part: "the servers" };
  const before = readServers("base", a, comparison);
  const after = readServers("revision", b, comparison);
  for (const [url, { place }] of before) {
    if (after.has(url)) continue;
    const message = `The server ${url} was removed`;
    collector.add(context, { rule: "server-removed", message, place, source: "base", effect: "breaking" });
  }
  for (const [url, { place, defaults }] of after) {
    const former = before.get(url);
    if (!former) {
      const message = `The server ${url} was added`;
      collector.add(context, { rule: "server-added", message, place, source: "revision", effect: "compatible" });
    } else if (former.isDefault && !defaultUrls(after).has(url) && !former.single) {
      const [now = ""] = defaultUrls(after);
      const message = `The default URL ${url} became ${now}`;
      collector.add(context, {
        rule: "server-default-changed",
        message,
        place,
        source: "revision",
        effect: "dangerous",
      });
    } else if (former.defaults !== defaults) {
      const message = `A server variable's default changed: ${former.defaults} became ${defaults}`;
      collector.add(context, {
        rule: "server-default-changed",
        message,
        place,
        source: "revision",
        effect: "dangerous",
      });
    }
  }
}

interface Server {
  place: Place;
  /** The URL is what the defaults of the variables make. */
  isDefault: boolean;
  /** The server has this URL only. */
  single: boolean;
  /** The defaults of variables that are free. */
  defaults: string;
}

function defaultUrls(servers: Map<string, Server>): Set<string> {
  return new Set([...servers].filter(([, { isDefault }]) => isDefault).map(([url]) => url));
}

function readServers(side: Side, { place, pathItem }: Operation, { collector }: Comparison): Map<string, Server> {
  const own = [place, pathItem, collector[side].root].map((owner) => childOf(owner, "servers"));
  const list = own.find((servers) => childrenOf(servers).length > 0);
  const servers = new Map<string, Server>();
  if (!list) {
    const root = childOf(collector[side].root, "paths") ?? collector[side].root;
    servers.set("/", { place: root, isDefault: true, single: true, defaults: "" });
  }
  for (const [, server] of childrenOf(list)) {
    for (const [url, details] of expand(server)) if (!servers.has(url)) servers.set(url, details);
  }
  return servers;
}

/** The URLs of one server. A variable without a list of values is free, and stays in the URL without its name. */
function expand(server: Place): Map<string, Server> {
  let urls = [{ url: String(objectAt(server).url), isDefault: true }];
  const defaults: string[] = [];
  for (const [name, variable] of childrenOf(childOf(server, "variables"))) {
    const { enum: list, default: usual } = objectAt(variable);
    const free = !Array.isArray(list) || urls.length * list.length > MOST;
    if (free) defaults.push(String(usual));
    urls = urls.flatMap(({ url, isDefault }) =>
      (free ? ["{}"] : list.map(String)).map((value) => ({
        url: url.replaceAll(`{${name}}`, value),
        isDefault: isDefault && (free || value === usual),
      })),
    );
  }
  const details = { place: childOf(server, "url") ?? server, single: urls.length === 1, defaults: defaults.join(", ") };
  return new Map(
    urls.map(({ url, isDefault }) => [url.length > 1 ? url.replace(/\/$/, "") : url, { ...details, isDefault }]),
  );
}
