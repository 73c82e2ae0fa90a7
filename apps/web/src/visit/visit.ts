import type { AppealMade } from "@graticule/api/appeals";
import type { Door, Encryption } from "@graticule/api/meetings";
import { toBase64Url } from "@graticule/e2ee/base64url";
import { makeSigner, type SigningKeyPair } from "@graticule/e2ee/ed25519";
import type { HostSeed } from "@graticule/e2ee/host-key";
import { hostHashIn, type LinkSecret } from "@graticule/e2ee/link-secret";
import type { Answer, Credential } from "../api/client.ts";
import { isServiceUp } from "../api/health.ts";
import {
  enterJoin,
  type JoinKey,
  joinMeeting,
  knockAtDoor,
  leaveJoin,
  sayKeys,
  sayNotThere,
} from "../api/joins.ts";
import { lookAtDoor } from "../api/meetings.ts";
import { placesAreNamed } from "../api/own-place-names.ts";
import { VouchMemory } from "../call/keys/vouch-memory.ts";
import { type AppealHere, appealHere } from "../join/appeal-here.ts";
import { DoorKeeper } from "../join/door-keeper.ts";
import type { DoorPorts, NamedSeat } from "../join/door-ports.ts";
import { joinKeyOf } from "../join/door-state.ts";
import { openJoinLine } from "../join/join-line.ts";
import { encryptionAt, linkSecretOf } from "../join/link-secret.ts";
import { type JoinWish, rememberName } from "../join/name-memory.ts";
import { isHostOf, linkThatCounts } from "../links/held-link.ts";
import { linkSecretIn, withLinkSecret } from "../links/link-fragment.ts";
import { keptHostSeed, keptKey, keptLinkSecret } from "../links/my-meetings.ts";
import { hidePass, passIn } from "../links/pass.ts";
import { bothDevices, type DeviceChoice } from "../media/device-choice.ts";
import { later } from "../signals/later.ts";
import { Listeners } from "../signals/listeners.ts";
import { deviceStorage, tabStorage } from "../storage/storage.ts";
import { keepSeat, keptSeat } from "./seat-memory.ts";
import { VisitLink } from "./visit-link.ts";

/** A page that is still there so long after it began to go has stayed. */
const stillHereMs = 2_000;
/** The door is asked no more often than this by people who move between windows. */
const lookAgainMs = 5_000;

/** Asks as host where this browser keeps the management link, and as a guest where that is wrong. */
async function asHostOrGuest<T>(
  code: string,
  ask: (credential: Credential | undefined) => Promise<Answer<T>>,
): Promise<Answer<T>> {
  const credential = keptKey(deviceStorage, code)?.credential;
  const answer = await ask(credential);
  const wrong =
    answer.kind === "problem" && (answer.code === "unauthorized" || answer.code === "forbidden");
  return wrong && credential !== undefined ? ask(undefined) : answer;
}

/**
 * One visit to a meeting's link: where this person is between door and call, and with which devices. It
 * outlives the drawn page, which is replaced when the language changes.
 */
export class Visit {
  readonly code: string;
  readonly keeper: DoorKeeper;
  devices: DeviceChoice;
  /** The appeal that was sent from here: the service sends its private link once. */
  appealMade: AppealMade | undefined;
  /** The meeting is ended from this page. */
  endsIt = false;
  /** The state of the pass that was brought, by the door's last answer. */
  passSeen: Door["pass"];
  /** See link-secret.ts. In a call it stays as it was at the join. */
  readonly #link: VisitLink;
  /**
   * What this person has read about the encryption, at the door or in the call. Undefined: nothing yet. INVARIANT: once that
   * was `end-to-end`, only a click on a page that says so makes it `off`: the door's line may change just before a click.
   */
  told: Encryption | undefined;
  /** With which this page signs in an encrypted call, until it is reloaded. Made when first needed. */
  #signature: Promise<SigningKeyPair> | undefined;
  /** The secret of the pass, also once it is no longer in the address. In no storage. */
  #brought: string | undefined;
  readonly #listeners = new Listeners();
  #lookedAt = performance.now();
  /** The page goes: nobody left the call that ends with it. */
  #going = false;
  #wish: JoinWish | undefined;

  constructor(code: string) {
    this.code = code;
    const kept = keptSeat(tabStorage, code);
    // What a host's browser keeps counts, and may be newer.
    const isOfHost = keptLinkSecret(deviceStorage, code) !== undefined;
    this.#link = new VisitLink(linkSecretOf(code), isOfHost ? undefined : kept?.host);
    this.devices = kept?.devices ?? bothDevices;
    this.told = kept?.told;
    this.keeper = new DoorKeeper(this.#ports(), kept);
    this.keeper.subscribe(() => this.#remember());
  }

  /** Of a vouched meeting. */
  readonly vouches = new VouchMemory();

  readonly subscribe = this.#listeners.subscribe;

  readonly currentDevices = (): DeviceChoice => this.devices;

  readonly currentLinkSecret = (): LinkSecret | undefined => this.#link.secret;

  /** Whether the link in the address was refused: it names another host key than the known one. */
  readonly currentLinkIsRefused = (): boolean => this.#link.isRefused;

  readonly currentTold = (): Encryption | undefined => this.told;

  readonly signature = (): Promise<SigningKeyPair> => {
    this.#signature ??= makeSigner(crypto.getRandomValues(new Uint8Array(32)));
    return this.#signature;
  };

  get linkSecret(): LinkSecret | undefined {
    return this.#link.secret;
  }

  /** Of a vouched meeting, on its host's device. */
  get hostSeed(): HostSeed | undefined {
    return keptHostSeed(deviceStorage, this.code);
  }

  /** This person has read that the call is not encrypted, and goes in. */
  readonly acceptOpen = (): void => {
    this.told = "off";
    this.#keepAgain();
  };

  readonly choose = (devices: DeviceChoice): void => {
    this.devices = devices;
    this.#keepAgain();
  };

  /** The page begins to go, as for a reload. */
  readonly go = (): void => {
    this.#going = true;
    setTimeout(() => {
      this.#going = false;
    }, stillHereMs);
  };

  /** Another link of this meeting was opened in the same tab. */
  readonly takeLink = (): void => {
    if (passIn(window.location.hash) !== undefined) this.keeper.send({ kind: "pass-brought" });
    const { state } = this.keeper;
    const stays =
      state.kind === "inside" &&
      (this.linkSecret !== undefined || state.admitted.meeting.encryption === "off");
    if (!stays) this.#link.open(linkSecretOf(this.code));
    this.#useNewSecret();
  };

  /** Goes on with the known link. */
  readonly keepLink = (): void => {
    this.#link.isRefused = false;
    this.#listeners.tell();
  };

  /** Makes the address the whole link, for a reload and to be copied. */
  readonly showLink = (): void => {
    const { history, location } = window;
    if (this.linkSecret === undefined || linkSecretIn(location.hash) === this.linkSecret) return;
    history.replaceState(history.state, "", withLinkSecret(location.href, this.linkSecret));
  };

  /** The whole link was pasted into the page. `other-host`: it names another host key than the known one, and was refused. */
  readonly complete = (secret: LinkSecret): "taken" | "other-host" => {
    const kept = keptLinkSecret(deviceStorage, this.code);
    if (linkThatCounts(kept, secret) !== secret) return "other-host";
    const outcome = this.#link.bring(secret);
    if (outcome === "taken") this.#useNewSecret();
    return outcome;
  };

  /** This person is back at the page, and what it shows may be old. */
  readonly back = (): void => {
    if (document.visibilityState !== "visible") return;
    const now = performance.now();
    if (now - this.#lookedAt < lookAgainMs) return;
    this.#lookedAt = now;
    this.keeper.lookAgain();
  };

  readonly join = (wish: JoinWish): void => {
    const { state } = this.keeper;
    if (state.kind === "door") this.told ??= state.door.encryption;
    this.#wish = wish;
    this.keeper.join(wish.name);
  };

  readonly appeal = async (appeal: AppealHere): Promise<Answer<AppealMade>> => {
    const answer = await appealHere(this.code, joinKeyOf(this.keeper.state), appeal);
    if (answer.kind === "ok") this.appealMade = answer.value;
    return answer;
  };

  /** Goes on with the new secret; comes again where the old one was refused. */
  #useNewSecret(): void {
    this.showLink();
    this.#keepAgain();
    const { state } = this.keeper;
    const seat = joinKeyOf(state);
    if (state.kind === "waiting" && seat !== undefined) void this.#askHosts(seat);
    if (state.kind === "no-keys") this.keeper.join();
  }

  /** A name only once inside: nothing is left of people who are kept out. */
  #remember(): void {
    const { state } = this.keeper;
    if (encryptionAt(state) === "end-to-end") this.told = "end-to-end";
    if (state.kind !== "inside" || this.#wish === undefined) return;
    rememberName(deviceStorage, this.#wish);
    this.#wish = undefined;
  }

  #ports(): DoorPorts {
    const { code } = this;
    return {
      lookAtDoor: () => this.#look(),
      join: (name) =>
        asHostOrGuest(code, (credential) =>
          joinMeeting(code, { name, ...this.#pass() }, credential),
        ),
      enter: enterJoin,
      knock: knockAtDoor,
      contest: sayNotThere,
      forgetJoin: (seat) => void leaveJoin(seat),
      openStream: (seat, listener) =>
        openJoinLine(seat, {
          ...listener,
          onEvent: (event) => {
            // Each stream begins with it.
            if (event.kind === "state") void this.#askHosts(seat);
            listener.onEvent(event);
          },
        }),
      keepSeat: (seat) => this.#keep(seat),
      isServiceUp,
      later,
    };
  }

  /** In a vouched meeting: shows hosts this page's key to vouch for, unless this browser can do so itself. */
  async #askHosts(seat: JoinKey): Promise<void> {
    const host = this.linkSecret && hostHashIn(this.linkSecret);
    if (host === undefined || (await isHostOf(this.linkSecret, this.hostSeed))) return;
    // In a browser that can't make such keys the call says so.
    const keys = await this.signature().catch(() => undefined);
    if (keys === undefined) return;
    await sayKeys(seat, { kind: "asks", signatureKey: toBase64Url(keys.publicKey) });
  }

  async #look(): Promise<Answer<Door>> {
    const { code } = this;
    const look = (credential: Credential | undefined) =>
      lookAtDoor(code, { credential, ...this.#pass() });
    const [answer] = await Promise.all([asHostOrGuest(code, look), placesAreNamed()]);
    if (answer.kind === "ok") this.passSeen = answer.value.pass;
    return answer;
  }

  #pass(): { readonly pass?: string } {
    this.#brought = passIn(window.location.hash) ?? this.#brought;
    return this.#brought === undefined ? {} : { pass: this.#brought };
  }

  #keep(seat: NamedSeat | undefined): void {
    if (seat === undefined && this.#going) return;
    if (seat !== undefined) hidePass(window);
    const { devices, told } = this;
    const { host } = this.#link;
    const kept = seat === undefined ? undefined : { ...seat, devices, told, host };
    keepSeat(tabStorage, this.code, kept);
  }

  #keepAgain(): void {
    const kept = keptSeat(tabStorage, this.code);
    if (kept !== undefined) this.#keep(kept);
    this.#listeners.tell();
  }
}

let current: Visit | undefined;
let dropping: ReturnType<typeof setTimeout> | undefined;

/** The visit to this code: one while its page is only redrawn. */
export function visitOf(code: string): Visit {
  if (current?.code !== code) current = new Visit(code);
  return current;
}

/** Runs the visit while its page is shown; the answer ends it, unless the page is back at once. */
export function attend(visit: Visit): () => void {
  clearTimeout(dropping);
  visit.showLink();
  visit.keeper.start();
  const stop = new AbortController();
  const { signal } = stop;
  // Before the call's own listeners, which end the call.
  window.addEventListener("beforeunload", visit.go, { signal });
  window.addEventListener("pagehide", visit.go, { signal });
  window.addEventListener("hashchange", visit.takeLink, { signal });
  window.addEventListener("focus", visit.back, { signal });
  document.addEventListener("visibilitychange", visit.back, { signal });
  return () => {
    stop.abort();
    visit.keeper.stop();
    dropping = setTimeout(() => {
      if (current === visit) current = undefined;
    }, 0);
  };
}
