import { type ChildProcess, spawn } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Readable, Writable } from "node:stream";
import { pathToFileURL } from "node:url";
import { afterAll, beforeAll, describe, expect, test } from "@jest/globals";
import { writePage } from "../../scripts/toolkit/gate/index.js";
import { HOSTILE, hostileReport } from "../support/hostile-report.js";

type Message = { id?: number; method?: string; params?: Record<string, unknown>; result?: never; error?: object };

/** A page of Chromium, controlled by the DevTools protocol over a pipe. */
class Page {
  readonly events: Message[] = [];
  readonly #waiting = new Map<number, (message: Message) => void>();
  #last = 0;
  #session: string | undefined;

  constructor(readonly child: ChildProcess) {
    let text = "";
    (child.stdio[4] as Readable).setEncoding("utf8").on("data", (chunk: string) => {
      const parts = (text + chunk).split("\0");
      text = parts.pop() ?? "";
      for (const part of parts) {
        const message = JSON.parse(part) as Message;
        this.events.push(message);
        this.#waiting.get(message.id ?? -1)?.(message);
      }
    });
  }

  async open(): Promise<void> {
    const { targetId } = await this.send("Target.createTarget", { url: "about:blank" });
    const { sessionId } = await this.send("Target.attachToTarget", { targetId, flatten: true });
    this.#session = sessionId;
    for (const domain of ["Network", "Page", "Runtime", "Log"]) await this.send(`${domain}.enable`);
  }

  send(method: string, params: object = {}): Promise<Record<string, string>> {
    this.#last += 1;
    const id = this.#last;
    const session = this.#session === undefined ? {} : { sessionId: this.#session };
    (this.child.stdio[3] as Writable).write(`${JSON.stringify({ id, method, params, ...session })}\0`);
    return new Promise((resolve, reject) => {
      this.#waiting.set(id, ({ result, error }) =>
        error ? reject(new Error(JSON.stringify(error))) : resolve(result ?? {}),
      );
    });
  }

  async load(url: string, scheme: "light" | "dark", width: number): Promise<void> {
    await this.send("Emulation.setEmulatedMedia", {
      media: "",
      features: [{ name: "prefers-color-scheme", value: scheme }],
    });
    await this.send("Emulation.setDeviceMetricsOverride", { width, height: 900, deviceScaleFactor: 1, mobile: false });
    const before = this.events.length;
    await this.send("Page.navigate", { url });
    while (!this.events.slice(before).some(({ method }) => method === "Page.loadEventFired")) {
      await new Promise((resolve) => (this.child.stdio[4] as Readable).once("data", resolve));
    }
  }

  async evaluate<Result>(run: (argument: string) => Result, argument = ""): Promise<Result> {
    const expression = `(${run.toString()})(${JSON.stringify(argument)})`;
    const { result, exceptionDetails } = (await this.send("Runtime.evaluate", {
      expression,
      returnByValue: true,
    })) as never as {
      result: { value: Result };
      exceptionDetails?: object;
    };
    if (exceptionDetails) throw new Error(JSON.stringify(exceptionDetails));
    return result.value;
  }
}

let folder: string;
let page: Page;
let url: string;
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), "atlas-page-"));
  writePage(join(folder, "gate.html"), hostileReport());
  url = pathToFileURL(join(folder, "gate.html")).href;
  const flags = ["--headless", "--no-sandbox", "--disable-gpu", "--disable-background-networking", "--no-first-run"];
  const child = spawn(process.env.CHROMIUM ?? "", [...flags, "--remote-debugging-pipe", `--user-data-dir=${folder}`], {
    stdio: ["ignore", "ignore", "ignore", "pipe", "pipe"],
  });
  page = new Page(child);
  await page.open();
});
afterAll(async () => {
  const ended = new Promise((resolve) => page.child.once("exit", resolve));
  page.child.kill();
  await ended;
  rmSync(folder, { recursive: true, force: true });
});

/** The lowest contrast of a text with its background, by WCAG 2, and the element that has it. */
function leastContrast(): [number, string] {
  const numbers = (color: string) => (color.match(/[\d.]+/g) ?? []).map(Number);
  const light = (color: string) => {
    const [red = 0, green = 0, blue = 0] = numbers(color).map((value) => {
      const share = value / 255;
      return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
    });
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
  };
  const behind = (element: Element | null): string => {
    if (!element) return "rgb(255, 255, 255)";
    const { backgroundColor } = getComputedStyle(element);
    return numbers(backgroundColor)[3] === 0 ? behind(element.parentElement) : backgroundColor;
  };
  const texts = [...document.querySelectorAll("body *")].filter((element) =>
    [...element.childNodes].some((node) => node.nodeType === 3 && node.textContent?.trim()),
  );
  const found = texts.map((element): [number, string] => {
    const [a, b] = [light(getComputedStyle(element).color), light(behind(element))];
    return [(Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05), element.outerHTML.slice(0, 80)];
  });
  return found.reduce((least, one) => (one[0] < least[0] ? one : least), [99, ""]);
}

describe.each(["light", "dark"] as const)("the gate's page, %s", (scheme) => {
  test("shows the description's strings, runs none of them, and loads nothing", async () => {
    const before = page.events.length;
    await page.load(url, scheme, 1280);
    const shown = await page.evaluate(
      (hostile) => document.body.innerText.split(hostile).length - 1,
      HOSTILE.replace("\u202E", "\uFFFD"),
    );
    expect(shown).toBeGreaterThan(20);
    expect(await page.evaluate(() => "hacked" in globalThis)).toBe(false);
    const events = page.events.slice(before);
    const asked = events.flatMap(({ method, params }) =>
      method === "Network.requestWillBeSent" ? [(params as { request: { url: string } }).request.url] : [],
    );
    expect(asked).toEqual([url]);
    expect(events.filter(({ method }) => /exceptionThrown|entryAdded|consoleAPICalled/.test(method ?? ""))).toEqual([]);
  });

  test("is readable: enough contrast, collapsed where no action is needed, and no wider than a phone", async () => {
    await page.load(url, scheme, 1280);
    const [contrast, where] = await page.evaluate(leastContrast);
    expect([contrast >= 4.5, where]).toEqual([true, where]);
    expect(await page.evaluate(() => [...document.querySelectorAll("details")].map(({ open }) => open))).toEqual([
      ...[true, true, false, true, true],
    ]);
    expect(await page.evaluate(() => getComputedStyle(document.body).backgroundColor)).toBe(
      scheme === "light" ? "rgb(246, 247, 249)" : "rgb(16, 20, 27)",
    );
    const links = () =>
      [...document.querySelectorAll("nav a")].map(
        (link) => document.querySelector(link.getAttribute("href") ?? "")?.tagName,
      );
    expect(await page.evaluate(links)).toEqual(Array(6).fill("SECTION"));
    // On paper, also from a dark screen: black on white, and no line is cut off.
    await page.send("Emulation.setEmulatedMedia", {
      ...{ media: "print", features: [{ name: "prefers-color-scheme", value: scheme }] },
    });
    const onPaper = () => [
      getComputedStyle(document.body).backgroundColor,
      [...document.querySelectorAll("pre")].every(({ scrollWidth, clientWidth }) => scrollWidth <= clientWidth),
    ];
    expect(await page.evaluate(onPaper)).toEqual(["rgb(246, 247, 249)", true]);
    await page.load(url, scheme, 360);
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(360);
  });
});
