import { Webhook } from "standardwebhooks";
import { expect, test } from "vitest";
import { newWebhookSecret, signatureHeaders } from "./sign.ts";

test("a signature matches the example in the Standard Webhooks specification", () => {
  const secret = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";
  const id = "msg_p5jXN8AQM9LWM0D4loKWxJek";
  const body = '{"test": 2432232314}';
  expect(signatureHeaders({ id, atSeconds: 1_614_265_330, body }, secret)).toEqual({
    "webhook-id": id,
    "webhook-timestamp": "1614265330",
    "webhook-signature": "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=",
  });
});

test("the library from the specification's authors accepts what is signed here, and nothing else", () => {
  const secret = newWebhookSecret();
  const body = JSON.stringify({ type: "joined", data: { text: "ünïcode" } });
  const atSeconds = Math.floor(Date.now() / 1_000);
  const headers = { ...signatureHeaders({ id: "msg-1", atSeconds, body }, secret) };
  const receiver = new Webhook(secret);
  expect(receiver.verify(body, headers)).toEqual(JSON.parse(body));
  expect(() => receiver.verify(`${body} `, headers)).toThrow();
  expect(() => new Webhook(newWebhookSecret()).verify(body, headers)).toThrow();
  expect(() => receiver.verify(body, { ...headers, "webhook-id": "msg-2" })).toThrow();
});

test("every secret is different, and 32 bytes long", () => {
  const [one, other] = [newWebhookSecret(), newWebhookSecret()];
  expect(one).not.toBe(other);
  expect(one).toMatch(/^whsec_[A-Za-z0-9+/]{43}=$/);
});
