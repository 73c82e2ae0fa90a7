import { z } from "zod";
import { moment } from "./formats.ts";
import { delegation, signatureKey, sitting, voucher } from "./keys.ts";
import { inertText } from "./text.ts";

/**
 * `host`: has the management secret or the owner's session. `co-host`: named by a host. `acting`:
 * the first of the host's successors who is inside, while no host or co-host is. All three may do
 * what a host may, but `acting` gives no powers on (`role`, `successors`).
 */
export const hostRole = z.enum(["host", "co-host", "acting", "guest"]);
export type HostRole = z.infer<typeof hostRole>;
/** One of those who may run the meeting now. */
export type ActingRole = Exclude<HostRole, "guest">;

/** Who comes in without being asked: everyone whom the limits let in, or nobody. */
export const meetingDoor = z.object({
  entry: z.enum(["open", "lobby"]),
  /** Nobody new comes in; those inside can come back. */
  locked: z.boolean(),
  /**
   * Whether the path of sound and picture counts: `wanted` judges it where it is seen, `required`
   * makes people wait until it is (some networks block it), `off` ignores it.
   */
  beacon: z.enum(["wanted", "required", "off"]),
});
export type MeetingDoor = z.infer<typeof meetingDoor>;
/** What is left out stays as it is. */
export const meetingDoorInput = meetingDoor.partial();

const identity = z.string().min(1).max(200);

/** Of a person whom the meeting's rule keeps out: whether they are where it is closed. */
export const knockSays = z.enum(["there", "not-there"]);
export type KnockSays = z.infer<typeof knockSays>;

/** Someone before the door, as hosts see them. Never a place. */
export const waiting = z.object({
  joinId: z.string(),
  name: z.string(),
  /** `terms`: removed by the service. `knock`: kept out by the meeting's rule, and asks. */
  because: z.enum(["lobby", "locked", "cannot-tell", "sent-back", "terms", "media-path", "knock"]),
  text: z.string().optional(),
  /** Of `knock`; absent: nothing. */
  says: knockSays.optional(),
  /** Comes by a traveller's pass: for whom it was made. */
  passFor: z.string().optional(),
  since: moment,
  /** In a vouched meeting: whom to vouch for. Absent: their page has not asked yet. */
  asks: z.object({ identity, signatureKey }).optional(),
});
export type Waiting = z.infer<typeof waiting>;

/** Someone let into a vouched meeting for whom no one has vouched: they have no keys. */
export const unvouched = z.object({ joinId: z.string(), name: z.string(), identity, signatureKey });
export type Unvouched = z.infer<typeof unvouched>;

/** What someone inside is told of the room. */
export const roomView = z.object({
  door: meetingDoor,
  /** Those who are more than guests, by identity. */
  roles: z.array(z.object({ identity, role: hostRole })),
  you: hostRole,
  /**
   * An order of a government is in force here; never for whom. Everyone who is told is unaffected.
   */
  limitedByOrder: z.boolean(),
  /** Of the last change of the meeting's own rule; 0: there never was one. */
  ruleVersion: z.number().int().min(0),
  /** For those who may act as host; absent for guests. */
  hosting: z
    .object({
      waiting: z.array(waiting),
      /** In the order in which they would take over. */
      successors: z.array(identity),
      banned: z.array(z.object({ identity, name: z.string() })),
      /** Those inside who came by a traveller's pass: for whom it was made. */
      byPass: z.array(z.object({ identity, passFor: z.string() })),
      /** Of a vouched meeting. */
      unvouched: z.array(unvouched).optional(),
    })
    .optional(),
});
export type RoomView = z.infer<typeof roomView>;

/**
 * A traveller's pass: lets one named guest in against the meeting's own rule, and no other limit.
 */
export const passInput = z.object({ name: inertText(80) });
export const pass = z.object({
  id: z.string(),
  name: z.string(),
  createdAt: moment,
  /** Someone used it. */
  used: z.boolean(),
});
export type Pass = z.infer<typeof pass>;
/** The link is shown once; the pass stands in its fragment. */
export const passCreated = pass.extend({ url: z.url() });
export type PassCreated = z.infer<typeof passCreated>;

/**
 * GET /api/meetings/:code/hosting (as …/manage). POST …/hosting/passes → 201, DELETE …/:id → 204.
 */
export const hosting = roomView.required({ hosting: true }).extend({
  passes: z.array(pass),
  /** What those call themselves who are connected and may act as host: who runs it now. */
  runBy: z.array(z.string()),
});
export type Hosting = z.infer<typeof hosting>;

/**
 * In a vouched meeting: signed by a host's page, and passed on. One that does not hold is dropped.
 */
const vouched = z.object({ sitting, voucher });
export const vouchedJoin = vouched.extend({ joinId: z.string() });
export type VouchedJoin = z.infer<typeof vouchedJoin>;
const vouchers = z.array(vouchedJoin).max(500);

/** POST /api/meetings/:code/hosting/acts (as …/manage) → 204; 409 `conflict`: no longer applies. */
export const hostAct = z.discriminatedUnion("kind", [
  z.object({ kind: z.literal("admit"), joinId: z.string(), vouched: vouched.optional() }),
  /** With `vouchers`: these and no one else. */
  z.object({ kind: z.literal("admit-all"), vouchers: vouchers.optional() }),
  /** For those inside a vouched meeting who have no keys. */
  z.object({ kind: z.literal("vouch"), vouchers }),
  /** In a vouched meeting: lets this one vouch in this sitting. */
  z.object({ kind: z.literal("delegate"), identity, sitting, delegation }),
  /** Sends someone who waits away; they can ask again in a while. */
  z.object({ kind: z.literal("decline"), joinId: z.string() }),
  /** They leave now and wait in the lobby if they come again. */
  z.object({ kind: z.literal("remove"), identity }),
  /** They leave now and can't come again. */
  z.object({ kind: z.literal("ban"), identity }),
  z.object({ kind: z.literal("unban"), identity }),
  z.object({ kind: z.literal("send-back"), identity }),
  /** Turns their microphone off; they can turn it on again. */
  z.object({ kind: z.literal("mute"), identity }),
  z.object({ kind: z.literal("mute-all") }),
  z.object({ kind: z.literal("door"), door: meetingDoorInput }),
  z.object({ kind: z.literal("role"), identity, role: z.enum(["co-host", "guest"]) }),
  /** The whole list, in order; an empty one takes it back. */
  z.object({ kind: z.literal("successors"), identities: z.array(identity).max(20) }),
]);
export type HostAct = z.infer<typeof hostAct>;
