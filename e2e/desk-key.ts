import { credentialOf, deskKeyOf } from "@graticule/server/tests/desk-keys";
import type { CDPSession, Page } from "playwright-core";
import { addPasskeyDevice } from "./authenticator.ts";
import type { Person } from "./replay/person.ts";

/** Puts a member's desk key, which is the test's own, on a device of this tab, which is on the service's site. */
export async function giveDeskKey(page: Page, { deskId, url }: Person): Promise<CDPSession> {
  const { devtools, authenticatorId } = await addPasskeyDevice(page);
  const own = deskKeyOf(deskId);
  const privateKey = own.privateKey.export({ format: "der", type: "pkcs8" }).toString("base64");
  await devtools.send("WebAuthn.addCredential", {
    authenticatorId,
    credential: {
      credentialId: credentialOf(own).toString("base64"),
      isResidentCredential: false,
      rpId: new URL(url).hostname,
      privateKey,
      signCount: 0,
    },
  });
  return devtools;
}

/** As if the person closed the browser's next question for a passkey, and only that. */
export async function closeNextPrompt(page: Page): Promise<void> {
  await page.evaluate(() => {
    const { credentials } = navigator;
    const get = credentials.get.bind(credentials);
    credentials.get = () => {
      credentials.get = get;
      return Promise.reject(new DOMException("closed", "NotAllowedError"));
    };
  });
}
