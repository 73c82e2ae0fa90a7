import type { FromDelivery } from "./delivery.ts";
import type { SigningKeyPair } from "./ed25519.ts";
import { type HostHash, type HostSeed, hostHashOf, hostKeyOf } from "./host-key.ts";
import type { SeatName, Signing } from "./occasion.ts";
import {
  type Delegation,
  delegate,
  isDelegationValid,
  isVoucherValid,
  type KeyedSeat,
  type VouchedOccasion,
  type VouchedSeat,
  type Voucher,
  type VoucherSigner,
  vouch,
} from "./voucher.ts";

export interface VouchingParts {
  readonly code: string;
  /** As the meeting's link names it. */
  readonly host: HostHash;
  readonly seat: SeatName;
  readonly signature: SigningKeyPair;
  readonly signing: Signing;
  /** On a page that has the host key. */
  readonly hostSeed?: HostSeed | undefined;
  /** Milliseconds since 1970. */
  readonly now: () => number;
}

/** The service names sittings: pages refuse old and future ones. Clocks may differ by this much. */
const sittingEndsAfterMs = 24 * 3_600_000;
const sittingBeginsWithinMs = 10 * 60_000;

type VouchingEvent = FromDelivery & { readonly kind: "voucher" | "delegation" };

/**
 * One page's part in vouching: what it may sign for others, and what was signed for it. It trusts
 * only what the host key signed. INVARIANT: it signs and asks for keys in no sitting that began
 * before the newest known, over a day ago, or in the future: a voucher must not serve another day.
 */
export class Vouching {
  readonly #parts: VouchingParts;
  readonly #hostKey: SigningKeyPair | undefined;
  #voucher: (VouchingEvent & { readonly kind: "voucher" }) | undefined;
  #delegation: (VouchingEvent & { readonly kind: "delegation" }) | undefined;
  #newestMs = Number.NEGATIVE_INFINITY;

  private constructor(parts: VouchingParts, hostKey: SigningKeyPair | undefined) {
    this.#parts = parts;
    this.#hostKey = hostKey;
  }

  /** Ignores a host key that the link does not name. */
  static async of(parts: VouchingParts): Promise<Vouching> {
    const key = parts.hostSeed === undefined ? undefined : await hostKeyOf(parts.hostSeed);
    const isOurs = key !== undefined && (await hostHashOf(key.publicKey)) === parts.host;
    return new Vouching(parts, isOurs ? key : undefined);
  }

  /** Keeps what holds for this page. */
  async hear(event: VouchingEvent): Promise<"taken" | "bad"> {
    const occasion = this.#occasion(event.sitting);
    const { signing } = this.#parts;
    if (event.kind === "voucher") {
      const { voucher } = event;
      if (!(await isVoucherValid(occasion, this.#self, { voucher, signing }))) return "bad";
      this.#voucher = event;
    } else {
      const { delegation } = event;
      if (!(await isDelegationValid(occasion, this.#self, { delegation, signing }))) return "bad";
      this.#delegation = event;
    }
    return "taken";
  }

  /** The service refused its voucher. */
  forget(): void {
    this.#voucher = undefined;
  }

  /** For this page's own leaf. The page with the host key vouches for itself. */
  async voucherFor(sitting: string): Promise<Voucher | undefined> {
    if (this.#hostKey !== undefined) return await this.vouch(sitting, this.#self);
    const isGiven = this.believes(sitting) && this.#voucher?.sitting === sitting;
    return isGiven ? this.#voucher?.voucher : undefined;
  }

  /** What this page may vouch with in this sitting: `host` can also delegate. */
  powerIn(sitting: string | undefined): "host" | "delegate" | "none" {
    if (sitting === undefined) return "none";
    if (this.#hostKey !== undefined) return "host";
    return this.#delegation?.sitting === sitting ? "delegate" : "none";
  }

  /** Whether this page's clock allows the sitting. If so, earlier ones are never believed again. */
  believes(sitting: string): boolean {
    const [beganMs, now] = [Date.parse(sitting), this.#parts.now()];
    const isNow = beganMs >= now - sittingEndsAfterMs && beganMs <= now + sittingBeginsWithinMs;
    this.#newestMs = isNow ? Math.max(this.#newestMs, beganMs) : this.#newestMs;
    return isNow && beganMs === this.#newestMs;
  }

  /** Undefined: this page may not. */
  async vouch(sitting: string, whom: VouchedSeat): Promise<Voucher | undefined> {
    const by = this.believes(sitting) ? this.#voucherer(sitting) : undefined;
    const { signing } = this.#parts;
    return by && (await vouch(this.#occasion(sitting), whom, { ...by, signing }));
  }

  /** Undefined: this page does not have the host key, or doubts the sitting. */
  async delegate(sitting: string, whom: KeyedSeat): Promise<Delegation | undefined> {
    const host = this.believes(sitting) ? this.#hostKey : undefined;
    const { signing } = this.#parts;
    return host && (await delegate(this.#occasion(sitting), whom, { host, signing }));
  }

  get #self(): VouchedSeat {
    const { seat, signature } = this.#parts;
    return { ...seat, signatureKey: signature.publicKey };
  }

  #voucherer(sitting: string): VoucherSigner | undefined {
    if (this.#hostKey !== undefined) return { signer: this.#hostKey };
    if (this.#delegation?.sitting !== sitting) return undefined;
    return { signer: this.#parts.signature, delegation: this.#delegation.delegation };
  }

  #occasion(sitting: string): VouchedOccasion {
    const { code, host } = this.#parts;
    return { code, sitting, host };
  }
}
