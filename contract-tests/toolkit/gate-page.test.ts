import { expect, test } from "@jest/globals";
import { gatePage } from "../../scripts/toolkit/gate/index.js";
import { HOSTILE, hostileReport } from "../support/hostile-report.js";

test("the page takes nothing that a description says for its own, and asks for nothing from anywhere", () => {
  const page = gatePage(hostileReport());
  const tags = [...page.matchAll(/<(\/?[a-z][^\s>]*)/gi)].map(([, tag]) => tag);
  for (const tag of ["script", "/script", "img", "link", "iframe"]) expect(tags).not.toContain(tag);
  expect(tags.filter((tag) => tag === "/style")).toHaveLength(1);
  expect(page).toContain(
    "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'\">",
  );
  // Nothing is left out for being hostile: but for what turns the direction, each is there in full.
  const shown = HOSTILE.replaceAll(/[&<>"']/g, (sign) => `&#${sign.charCodeAt(0)};`).replace("\u202E", "\uFFFD");
  expect(page.split(shown).length).toBeGreaterThan(25);
  expect(page).not.toContain("\u202E");
});
