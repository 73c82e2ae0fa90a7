import type { AuthorityInput, ChangeInput } from "@graticule/api/desk-changes";
import { leadsSomewhere } from "@graticule/desk/must-hide";
import type { DeskRole } from "@graticule/desk/staff";
import { mayHold, takesOnly } from "@graticule/desk/staff-change";
import { coversAny } from "@graticule/jurisdiction/covers";
import { isSubdivision, parsePlace } from "@graticule/jurisdiction/place";
import type { Kysely } from "kysely";
import type { Database } from "../../db/schema.ts";
import type { HeldMoves } from "../../location/served-record.ts";
import type { ReadSigners, Signers } from "../../rooms/order-signers.ts";
import { readAuthorities, readDisputedPlaces } from "../register/store.ts";
import type { BodyOf, ChangeBody } from "./change-body.ts";
import { type Candidate, findCandidate } from "./store.ts";

/** What is wrong with a proposal, and what to do. `pointer`: a JSON pointer into it. */
export interface ProposalProblem {
  readonly pointer: string;
  readonly detail: string;
}

export type Inspected =
  | { readonly kind: "takes-two"; readonly body: ChangeBody }
  /** It gives nothing to this person, who alone can do it. */
  | { readonly kind: "takes"; readonly body: ChangeBody; readonly person: string }
  | { readonly kind: "invalid"; readonly problems: readonly ProposalProblem[] };

export interface InspectParts {
  readonly db: Kysely<Database>;
  readonly signers: ReadSigners;
  readonly heldMoves: () => HeldMoves | undefined;
  /** Whether mail goes out, so that people can verify their addresses. */
  readonly sendsMail: boolean;
}

/** Whether a proposal can be made as things stand. */
export async function inspectProposal(
  { db, signers, heldMoves, sendsMail }: InspectParts,
  { input, by }: { readonly input: ChangeInput; readonly by: string },
): Promise<Inspected> {
  const register = async () => ({ db, signed: await signers.read() });
  switch (input.kind) {
    case "staff":
      return await inspectStaff(await register(), input, { sendsMail, by });
    case "authority":
      return await inspectAuthority(await register(), input.authority);
    case "disputed-places":
      return await inspectDisputed(await register(), input);
    case "geofeed": {
      const held = heldMoves();
      if (held?.digest !== input.digest) {
        return invalid("/digest", "This data is no longer waiting. Reload the register.");
      }
      return fit({ ...held, kind: "geofeed", into: [...held.into] });
    }
  }
}

/** As far as two keys signed it. */
interface SignedRegister {
  readonly db: Kysely<Database>;
  readonly signed: Signers;
}

const fit = (body: ChangeBody): Inspected => ({ kind: "takes-two", body });
const invalid = (pointer: string, detail: string): Inspected => ({
  kind: "invalid",
  problems: [{ pointer, detail }],
});

async function inspectStaff(
  register: SignedRegister,
  input: Extract<ChangeInput, { readonly kind: "staff" }>,
  { sendsMail, by }: { readonly sendsMail: boolean; readonly by: string },
): Promise<Inspected> {
  const { email, roles: asked, liaisonTo: series, newKey = false } = input;
  const roles = [...new Set(asked)];
  const liaisonTo = roles.length === 0 ? [] : [...new Set(series)];
  const one = await findCandidate(register.db, email.toLowerCase());
  if (one === undefined) {
    return invalid("/email", "No one here has this address. Ask them to create an account first.");
  }
  if (one.administrator) {
    return invalid("/email", "Administrators can’t have a role at the desk. Propose someone else.");
  }
  const given = { roles, liaisonTo, ...(newKey && { newKey }) };
  const body: BodyOf<"staff"> = { kind: "staff", person: one.id, ...given };
  const isSame = sameSet(roles, one.roles) && sameSet(liaisonTo, one.liaisonTo);
  // What a restored database brought back is given again, and so gives something.
  if (isSame && !newKey) return inspectSame(one, body);
  const wrong = wrongWith(body, by);
  if (wrong !== undefined) return { kind: "invalid", problems: [wrong] };
  if (takesOnly(one, given)) return { kind: "takes", body, person: one.id };
  const first = firstOf(one, { roles, sendsMail });
  if (first !== undefined) return invalid("/email", first);
  return await withKnownAuthorities(register, body);
}

function inspectSame({ isBroughtBack }: Candidate, body: BodyOf<"staff">): Inspected {
  if (isBroughtBack && body.roles.length > 0) return fit(body);
  return invalid(
    "/roles",
    "They already have exactly these roles. If they need a desk key, choose “With a new desk key”.",
  );
}

async function withKnownAuthorities(
  { db, signed }: SignedRegister,
  body: BodyOf<"staff">,
): Promise<Inspected> {
  const known = new Set((await readAuthorities(db, signed)).map(({ series }) => series));
  const problems = body.liaisonTo.flatMap((entry, at) =>
    known.has(entry)
      ? []
      : [{ pointer: `/liaisonTo/${at}`, detail: "There is no such authority in the register." }],
  );
  return problems.length > 0 ? { kind: "invalid", problems } : fit(body);
}

/** What is wrong with it for any candidate; undefined: nothing. */
function wrongWith(body: BodyOf<"staff">, by: string): ProposalProblem | undefined {
  if (mayHold(body) === "safety-and-liaison") {
    const detail = "Someone with the safety role can’t be a liaison to an authority.";
    return { pointer: "/liaisonTo", detail };
  }
  if (body.newKey && body.roles.length === 0) {
    return { pointer: "/newKey", detail: "Someone who leaves the desk needs no new key." };
  }
  if (body.newKey && body.person === by) {
    const detail = "Ask someone else at the desk to propose a new key for you.";
    return { pointer: "/newKey", detail };
  }
  return undefined;
}

/** What a candidate does before they can be proposed; undefined: nothing. */
function firstOf(
  one: Candidate,
  { roles, sendsMail }: { readonly roles: readonly DeskRole[]; readonly sendsMail: boolean },
): string | undefined {
  if (!one.secondFactor) return "Ask them to turn on the second step in their account first.";
  if (within(roles, one.roles) || !sendsMail || one.emailVerified) return undefined;
  return "Ask them to verify their email address first: their account page sends a link.";
}

function within(some: readonly string[], all: readonly string[]): boolean {
  return some.every((entry) => all.includes(entry));
}

function sameSet(some: readonly string[], others: readonly string[]): boolean {
  return within(some, others) && within(others, some);
}

async function inspectAuthority(
  { db, signed }: SignedRegister,
  authority: AuthorityInput,
): Promise<Inspected> {
  const disputed = await readDisputedPlaces(db, signed);
  const problems = [
    ...leadingProblems("/authority/name", authority.name),
    ...authority.instruments.flatMap(({ citation }, at) =>
      leadingProblems(`/authority/instruments/${at}/citation`, citation),
    ),
    ...territoryProblems(authority),
    ...authority.instruments.flatMap(({ place }, at) => {
      const pointer = `/authority/instruments/${at}/place`;
      const known = parsePlace(place);
      if (known !== place) return [{ pointer, detail: "There is no such place." }];
      return coversAny(disputed, known)
        ? [{ pointer, detail: "Only its own authorities have power over a disputed territory." }]
        : [];
    }),
  ];
  const { series } = authority;
  const registered = series === undefined ? [] : await readAuthorities(db, signed);
  if (series !== undefined && !registered.some((one) => one.series === series)) {
    problems.push({
      pointer: "/authority/series",
      detail: "There is no such authority in the register.",
    });
  }
  return problems.length > 0
    ? { kind: "invalid", problems }
    : fit({ kind: "authority", authority });
}

/** INVARIANT: no one leads the public log's readers to a meeting or a person alone. */
function leadingProblems(pointer: string, text: string): ProposalProblem[] {
  const words = leadsSomewhere(text);
  return words === "" ? [] : [{ pointer, detail: `The public reads this. Leave out ${words}.` }];
}

function territoryProblems({ territory }: AuthorityInput): ProposalProblem[] {
  if (territory.kind === "union") return [];
  if (isKnown(territory.home, territory.kind)) return [];
  const detail = `There is no such ${territory.kind === "country" ? "country" : "subdivision"}.`;
  return [{ pointer: "/authority/territory/home", detail }];
}

/** The code as it is written, not one that stands for another place. */
function isKnown(code: string, what: "country" | "state"): boolean {
  const place = parsePlace(code);
  return place !== undefined && place === code && isSubdivision(place) === (what === "state");
}

async function inspectDisputed(
  { db, signed }: SignedRegister,
  { add, remove, source }: Extract<ChangeInput, { readonly kind: "disputed-places" }>,
): Promise<Inspected> {
  const listed: ReadonlySet<string> = await readDisputedPlaces(db, signed);
  const problems = [
    ...leadingProblems("/source", source),
    ...add.flatMap((code, at) =>
      parsePlace(code) === code && !listed.has(code)
        ? []
        : [{ pointer: `/add/${at}`, detail: "There is no such place, or it is already listed." }],
    ),
    ...remove.flatMap((code, at) =>
      listed.has(code) ? [] : [{ pointer: `/remove/${at}`, detail: "This place is not listed." }],
    ),
  ];
  if (add.length + remove.length === 0) {
    problems.push({ pointer: "/add", detail: "Choose a place to add or to remove." });
  }
  if (problems.length > 0) return { kind: "invalid", problems };
  const once = (codes: readonly string[]) => [...new Set(codes)];
  return fit({ kind: "disputed-places", add: once(add), remove: once(remove), source });
}
