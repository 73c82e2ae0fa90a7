import { afterEach, expect, test, vi } from "vitest";

afterEach(() => vi.unstubAllGlobals());

test("passwords and the secrets of letters go in bodies, never in an address", async () => {
  const asked: unknown[] = [];
  vi.stubGlobal("window", { location: { origin: "https://meet.test" } });
  vi.stubGlobal("fetch", async (url: URL, { method, body }: RequestInit) => {
    asked.push({ method, path: new URL(url).pathname, body: JSON.parse(String(body)) });
    return Response.json({ code: "INVALID_PASSWORD" }, { status: 400 });
  });
  const { addPasskey, verifyEmail } = await import("./sign-in.ts");
  const refused = { kind: "fault", fault: "wrong-password" };
  expect(await addPasskey("Phone", "a long pass phrase")).toEqual(refused);
  await verifyEmail("a secret");
  expect(asked).toEqual([
    {
      method: "POST",
      path: "/api/auth/passkey/generate-register-options",
      body: { password: "a long pass phrase" },
    },
    { method: "POST", path: "/api/auth/verify-email", body: { token: "a secret" } },
  ]);
});
