import { createHmac } from "node:crypto";
import fc from "fast-check";
import { expect, test } from "vitest";
import { Hmac } from "./hmac.ts";

test("digests are those of the platform, for keys and texts of any length", () => {
  const text = fc.string({ unit: "binary", maxLength: 200 });
  fc.assert(
    fc.property(text, fc.array(text, { minLength: 1, maxLength: 3 }), (secret, texts) => {
      const hmac = new Hmac(secret);
      for (const message of texts) {
        const expected = createHmac("sha256", secret).update(message).digest("hex");
        expect(hmac.digest(message).toString("hex")).toBe(expected);
      }
    }),
  );
});
