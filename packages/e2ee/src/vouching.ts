import type { SeatName, Signing } from "./credential.ts";
import type { FromDelivery } from "./delivery.ts";
import type { SigningKeyPair } from "./ed25519.ts";
import { type HostHash, type HostSeed, hostHashOf, hostKeyOf } from "./host-key.ts";
import type { SignatureKeys } from "./keys.ts";
import {
  type Delegation,
  delegate,
  isDelegate,
  isVouched,
  type Keyed,
  type Vouched,
  type VouchedOccasion,
  type Voucher,
  type Voucherer,
  vouch,
} from "./voucher.ts";

export interface VouchingParts {
  readonly code: string;
  /** As the meeting's link names it. */
  readonly host: HostHash;
  readonly seat: SeatName;
  readonly signature: SignatureKeys;
  readonly signing: Signing;
  /** Of the host key, on a page that has it. */
  readonly hostSeed?: HostSeed | undefined;
  /** Milliseconds since 1970. */
  readonly now: () => number;
}

/** Who names a sitting is the service: one from long ago, or to come, is none. Clocks may be wrong by so much. */
const sittingEndsAfterMs = 24 * 3_600_000;
const sittingBeginsWithinMs = 10 * 60_000;

type Told = FromDelivery & { readonly kind: "voucher" | "delegation" };

/**
 * One page's part in vouching: what it may sign for others, and what was signed for it. It believes nothing of the service's that the host key did
 * not sign. INVARIANT: nothing is signed for a sitting, and no keys are asked for in one, that began before the newest that this page heard of, more
 * than a day ago, or later than now: else vouchers of one day would serve on another.
 */
export class Vouching {
  readonly #parts: VouchingParts;
  readonly #hostKey: SigningKeyPair | undefined;
  #voucher: (Told & { readonly kind: "voucher" }) | undefined;
  #delegation: (Told & { readonly kind: "delegation" }) | undefined;
  #newestMs = Number.NEGATIVE_INFINITY;

  private constructor(parts: VouchingParts, hostKey: SigningKeyPair | undefined) {
    this.#parts = parts;
    this.#hostKey = hostKey;
  }

  /** A host key that the link does not name is none. */
  static async of(parts: VouchingParts): Promise<Vouching> {
    const key = parts.hostSeed === undefined ? undefined : await hostKeyOf(parts.hostSeed);
    const isOurs = key !== undefined && (await hostHashOf(key.publicKey)) === parts.host;
    return new Vouching(parts, isOurs ? key : undefined);
  }

  /** Keeps it where it holds for this page. */
  async hear(told: Told): Promise<"taken" | "bad"> {
    const occasion = this.#occasion(told.sitting);
    const { signing } = this.#parts;
    if (told.kind === "voucher") {
      const { voucher } = told;
      if (!(await isVouched(occasion, this.#self, { voucher, signing }))) return "bad";
      this.#voucher = told;
    } else {
      const { delegation } = told;
      if (!(await isDelegate(occasion, this.#self, { delegation, signing }))) return "bad";
      this.#delegation = told;
    }
    return "taken";
  }

  /** The service would not have it: another one has to come. */
  forget(): void {
    this.#voucher = undefined;
  }

  /** For this page's own leaf; the page with the host key vouches for itself. */
  async voucherFor(sitting: string): Promise<Voucher | undefined> {
    if (this.#hostKey !== undefined) return await this.vouch(sitting, this.#self);
    const isGiven = this.believes(sitting) && this.#voucher?.sitting === sitting;
    return isGiven ? this.#voucher?.voucher : undefined;
  }

  /** What this page may vouch with in this sitting: `host` also lets others vouch. */
  powerIn(sitting: string | undefined): "host" | "delegate" | "none" {
    if (sitting === undefined) return "none";
    if (this.#hostKey !== undefined) return "host";
    return this.#delegation?.sitting === sitting ? "delegate" : "none";
  }

  /** Whether it is the present one, as far as this page can tell by its clock: from then on none that began before it is. */
  believes(sitting: string): boolean {
    const [beganMs, now] = [Date.parse(sitting), this.#parts.now()];
    const isNow = beganMs >= now - sittingEndsAfterMs && beganMs <= now + sittingBeginsWithinMs;
    this.#newestMs = isNow ? Math.max(this.#newestMs, beganMs) : this.#newestMs;
    return isNow && beganMs === this.#newestMs;
  }

  /** Undefined: it may not. */
  async vouch(sitting: string, whom: Vouched): Promise<Voucher | undefined> {
    const by = this.believes(sitting) ? this.#voucherer(sitting) : undefined;
    const { signing } = this.#parts;
    return by && (await vouch(this.#occasion(sitting), whom, { ...by, signing }));
  }

  /** Lets someone vouch; the host key alone can. Undefined: it may not. */
  async delegate(sitting: string, whom: Keyed): Promise<Delegation | undefined> {
    const host = this.believes(sitting) ? this.#hostKey : undefined;
    const { signing } = this.#parts;
    return host && (await delegate(this.#occasion(sitting), whom, { host, signing }));
  }

  get #self(): Vouched {
    const { seat, signature } = this.#parts;
    return { ...seat, signatureKey: signature.publicKey };
  }

  #voucherer(sitting: string): Voucherer | undefined {
    if (this.#hostKey !== undefined) return { signer: this.#hostKey };
    if (this.#delegation?.sitting !== sitting) return undefined;
    return { signer: this.#parts.signature, delegation: this.#delegation.delegation };
  }

  #occasion(sitting: string): VouchedOccasion {
    const { code, host } = this.#parts;
    return { code, sitting, host };
  }
}
