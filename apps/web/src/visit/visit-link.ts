import type { HostHash } from "@graticule/e2ee/host-key";
import { hostHashIn, type LinkSecret } from "@graticule/e2ee/link-secret";
import { isOtherHost } from "../links/held-link.ts";

/**
 * The link of one visit. INVARIANT: a link that names another host key than the visit knows, or none, is
 * refused: an ending that was cut off or made up takes no vouching away.
 */
export class VisitLink {
  /** The link secret, which the people inside share. */
  secret: LinkSecret | undefined;
  /** The link in the address was refused, and this person has not read so yet. */
  isRefused = false;
  #host: HostHash | undefined;

  /** `host`: as the visit knew it before a reload. */
  constructor(opened: LinkSecret | undefined, host: HostHash | undefined) {
    this.#host = host;
    this.open(opened);
  }

  /** The host key that this visit knows. */
  get host(): HostHash | undefined {
    return this.#host;
  }

  /** From the address of the page. */
  open(secret: LinkSecret | undefined): void {
    if (secret === undefined) return;
    this.isRefused = this.bring(secret) === "other-host";
  }

  bring(secret: LinkSecret): "taken" | "other-host" {
    const named = hostHashIn(secret);
    if (isOtherHost(this.#host, named)) return "other-host";
    this.#host = named;
    this.secret = secret;
    this.isRefused = false;
    return "taken";
  }
}
