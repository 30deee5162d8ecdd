import { expect, test } from "@jest/globals";
import { gatePage } from "../../scripts/toolkit/gate/index.js";
import { HOSTILE, hostileReport } from "../support/hostile-report.js";

test("the page never interprets a description's strings, and loads nothing", () => {
  const page = gatePage(hostileReport());
  const tags = [...page.matchAll(/<(\/?[a-z][^\s>]*)/gi)].map(([, tag]) => tag);
  for (const tag of ["script", "/script", "img", "link", "iframe"]) expect(tags).not.toContain(tag);
  expect(tags.filter((tag) => tag === "/style")).toHaveLength(1);
  expect(page).toContain(
    "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'\">",
  );
  // No hostile string is left out: except for characters that change the direction, each is shown in full.
  const shown = HOSTILE.replaceAll(/[&<>"']/g, (sign) => `&#${sign.charCodeAt(0)};`).replace("\u202E", "\uFFFD");
  expect(page.split(shown).length).toBeGreaterThan(25);
  expect(page).not.toContain("\u202E");
});
