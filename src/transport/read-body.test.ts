import { expect, test } from "@jest/globals";
import { BodyTooLarge, readBody } from "./read-body.js";

const { signal } = new AbortController();
const bytes = (text: string) => new TextEncoder().encode(text);

function bodyOf(...chunks: string[]): { response: Response; cancelled: unknown[] } {
  const cancelled: unknown[] = [];
  const body = new ReadableStream({
    start(controller) {
      for (const chunk of chunks) controller.enqueue(bytes(chunk));
      if (!chunks.includes("endless")) controller.close();
    },
    cancel: (reason) => void cancelled.push(reason),
  });
  return { response: new Response(body), cancelled };
}

test("a body is put together in its order, whatever it came in", async () => {
  const { response } = bodyOf('{"a', "", '":', "1", "}");
  expect(new TextDecoder().decode(await readBody(response, 100, signal))).toBe('{"a":1}');
  expect(await readBody(new Response(null), 0, signal)).toEqual(new Uint8Array());
});

test("as many bytes as are allowed are read, and not one more", async () => {
  expect(await readBody(bodyOf("12345", "67890").response, 10, signal)).toEqual(bytes("1234567890"));
  const { response, cancelled } = bodyOf("12345", "67890", "endless");
  await expect(readBody(response, 9, signal)).rejects.toBeInstanceOf(BodyTooLarge);
  expect(cancelled).toHaveLength(1);
});

test("an abort ends the reading, and lets go of the connection", async () => {
  const controller = new AbortController();
  const { response, cancelled } = bodyOf("endless");
  const reading = readBody(response, 100, controller.signal);
  controller.abort("enough");
  await expect(reading).rejects.toBe("enough");
  expect(cancelled).toHaveLength(1);
});
