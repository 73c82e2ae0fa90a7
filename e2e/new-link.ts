import { linkPublicKeyOf } from "@graticule/e2ee/link-key";
import { type LinkSecret, linkSecretBytes, makeLinkSecret } from "@graticule/e2ee/link-secret";

/** For creating an encrypted meeting through the API: the fragment, and what the service gets. */
export interface NewLink {
  readonly secret: LinkSecret;
  readonly told: { readonly encryption: "end-to-end"; readonly linkKey: string };
}

export async function newLink(): Promise<NewLink> {
  const secret = makeLinkSecret(crypto.getRandomValues(new Uint8Array(linkSecretBytes)));
  return { secret, told: { encryption: "end-to-end", linkKey: await linkPublicKeyOf(secret) } };
}
