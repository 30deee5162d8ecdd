import { rm, writeFile } from "node:fs/promises";
import { relative, resolve } from "node:path";
import type { UpgradeToken } from "../index.js";
import type { Io } from "./io.js";

/** Where the token of an upgrade is kept while it lasts, so that it can be followed again whatever becomes of us. */
export interface TokenFile {
  /** Writes the token; where no folder takes it, it is only remembered that there is none. */
  save(token: UpgradeToken): Promise<void>;
  /** The file, relative to the folder if it is in it; `undefined` if there is none. */
  location(): string | undefined;
  /** Ends its use: what we have made is removed, and of what was given it is said that it is not needed any more. */
  close(): Promise<string | undefined>;
}

/** A token file of its own for an upgrade: here, or where the system has its temporary files. */
export function newTokenFile(name: string, { folder, temporary }: Pick<Io, "folder" | "temporary">): TokenFile {
  const places = [folder, temporary].map((place) => resolve(place, `atlas-upgrade-${name}.json`));
  const file = tokenFile(places, folder);
  return {
    ...file,
    close: async () => {
      const location = file.location();
      if (location !== undefined) await rm(resolve(folder, location), { force: true });
      return undefined;
    },
  };
}

/** The token file that an upgrade is resumed from; `-`, which is standard input, can't be written again. */
export function givenTokenFile(path: string, { folder }: Pick<Io, "folder">): TokenFile {
  const file = tokenFile(path === "-" ? [] : [resolve(folder, path)], folder);
  return { ...file, close: async () => (path === "-" ? undefined : `${path} is not needed any more.`) };
}

function tokenFile(places: readonly string[], folder: string): Omit<TokenFile, "close"> {
  let candidates = places;
  let written: string | undefined;
  return {
    save: async (token) => {
      written = undefined;
      for (const place of candidates) {
        const done = await writeFile(place, `${JSON.stringify(token, null, 2)}\n`).then(
          () => true,
          () => false,
        );
        if (!done) continue;
        written = place;
        candidates = [place];
        return;
      }
    },
    location: () => {
      if (written === undefined) return undefined;
      const path = relative(folder, written);
      return path.startsWith("..") ? written : path;
    },
  };
}
