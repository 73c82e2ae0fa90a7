import { takeOrRefuse } from "../http/limits.ts";
import { ProblemError, problemOf } from "../http/problem.ts";
import { type AuthAsked, type AuthRouteParts, textOf } from "./auth-asked.ts";
import { forward, headersFor } from "./auth-forward.ts";
import { aboutKey, guessKey, type SharedLimit } from "./guess-limits.ts";
import { knownBrowserCookie } from "./known-browser.ts";
import { withPerson } from "./reset-store.ts";
import { signedInBy, withoutSignIn } from "./sign-in-answer.ts";

/**
 * Wrong passwords are counted for the person and the prefix together: a neighbour's failures with
 * other accounts lock nobody out. They are counted for the person over all prefixes as well, so that
 * many networks guess no more than a few. A browser that the person has signed in with before has a
 * count of its own, which others can't use up. An address that nobody has is counted alike.
 */
export async function signIn(asked: AuthAsked): Promise<Response> {
  const { request, body, parts } = asked;
  const { guessLimits } = parts;
  const email = textOf(body, "email");
  const known = (await isKnownBrowser(asked, email)) ? await countOfBrowser(asked) : undefined;
  if (known === undefined) takeOrRefuse(guessLimits.work, parts.addressOf(request));
  const counts = countsOf(asked, known, { here: email, everywhere: `sign-in ${email}` });
  const answer = await unlessChanged(parts, email, () => countGuess(counts, () => forward(asked)));
  if (answer.ok) await markKnown(asked, answer);
  return answer;
}

/**
 * A sign-in, as a whole or in part. INVARIANT: none that was under way with an old password, or without the second step, outlives
 * the change, in whichever way.
 * @param email whose it is, as the request says
 */
export async function unlessChanged(
  parts: AuthRouteParts,
  email: string | undefined,
  ask: () => Promise<Response>,
): Promise<Response> {
  const before = email === undefined ? undefined : await parts.persons.signInStamp(email);
  const answer = await ask();
  if (!answer.ok) return answer;
  const whose = (await signedInBy(answer)) ?? email;
  const after = whose === undefined ? undefined : await parts.persons.signInStamp(whose);
  if (after === before) return answer;
  await withoutSignIn(answer, parts);
  return Response.json({ code: "INVALID_EMAIL_OR_PASSWORD" }, { status: 401 });
}

/** By default the answer of the route itself says whether it was right. */
export async function guessOfSession(
  asked: AuthAsked,
  ask: (personId: string | undefined) => Promise<Response> = (personId) =>
    personId === undefined ? forward(asked) : forwardSignedIn(asked, personId),
): Promise<Response> {
  const { request, parts } = asked;
  takeOrRefuse(parts.guessLimits.work, parts.addressOf(request));
  const signedIn = (await parts.guard.find(request))?.personId;
  return signedIn === undefined
    ? await guessOfSecondStep(asked, () => ask(undefined))
    : await guessOfSignedIn(asked, signedIn, () => ask(signedIn));
}

async function guessOfSecondStep(
  asked: AuthAsked,
  ask: () => Promise<Response>,
): Promise<Response> {
  const { request, parts } = asked;
  // By the person: a cookie header can be written in a thousand ways.
  const { id = request.headers.cookie ?? "nobody", email } = (await pendingPerson(asked)) ?? {};
  const isKnown = email !== undefined && (await isKnownBrowser(asked, email));
  const known = isKnown ? await countOfBrowser(asked) : undefined;
  const counts = countsOf(asked, known, { here: id, everywhere: `second step ${id}` });
  const answer = await unlessChanged(parts, email, () => countGuess(counts, ask));
  if (answer.ok) await markKnown(asked, answer);
  return answer;
}

/**
 * Who stole a session, or knows the password, locks nobody out of a known browser; who stole its cookies as well, only in their own
 * network.
 */
async function guessOfSignedIn(
  asked: AuthAsked,
  personId: string,
  ask: () => Promise<Response>,
): Promise<Response> {
  const { parts } = asked;
  const person = await parts.persons.find(personId);
  const isKnown = person !== undefined && (await isKnownBrowser(asked, person.email));
  const everywhere = isKnown ? undefined : `session ${personId}`;
  const counts = countsOf(asked, undefined, { here: personId, everywhere });
  const answer = await countGuess(counts, ask);
  if (!answer.ok) return answer;
  await markKnown(asked, answer);
  if (person !== undefined) await tellIfTurned(parts, person);
  return answer;
}

/**
 * What changes how someone signs in. INVARIANT: neither a passkey nor the new session that turning the second step begins outlives a
 * reset that was under way and ends such. Nor is it done by a sign-in that waits in the same browser, if the session ends meanwhile: that
 * would be counted as another person's guess.
 */
export async function forwardSignedIn(asked: AuthAsked, personId: string): Promise<Response> {
  const { db, passwordTurns, publicUrl } = asked.parts;
  const answer = await passwordTurns.run(() =>
    withPerson(db, personId, () => forward(asked, secondStepCookie(publicUrl))),
  );
  if (answer === "too-many") throw new ProblemError(problemOf("too-many"));
  return answer;
}

/** Of a sign-in that waits for its second step. */
const secondStepCookie = (publicUrl: string): string =>
  `${publicUrl.startsWith("https:") ? "__Secure-" : ""}graticule.two_factor`;

/** Tells someone that their second step was turned on or off, in whichever way. @param before as they were */
async function tellIfTurned(
  { persons, tellOf }: AuthRouteParts,
  before: { readonly id: string; readonly secondFactor: boolean },
): Promise<void> {
  const isOn = (await persons.find(before.id))?.secondFactor;
  if (isOn === undefined || isOn === before.secondFactor) return;
  void tellOf(isOn ? "second-step" : "second-step-off", before.id);
}

/** Whose sign-in waits for its second step here. */
async function pendingPerson({ request, parts }: AuthAsked) {
  const [pending] = (request.cookies[secondStepCookie(parts.publicUrl)] ?? "").split(".");
  return await parts.persons.ofSignIn({ pending: pending ?? "" });
}

/** Whether this person has signed in here before. */
async function isKnownBrowser({ request, parts }: AuthAsked, email: string): Promise<boolean> {
  const cookie = request.cookies[knownBrowserCookie];
  return cookie !== undefined && (await parts.knownBrowsers.isFor(cookie, email));
}

/** The count of this very browser; undefined: it is used up. */
async function countOfBrowser({ request, parts }: AuthAsked): Promise<string | undefined> {
  const key = `known ${aboutKey(request.cookies[knownBrowserCookie] ?? "")}`;
  return (await parts.guessLimits.guesses.peek(key)) === "ok" ? key : undefined;
}

/** @param known the count of a known browser, in place of those here and over all prefixes */
function countsOf(
  { parts, request }: AuthAsked,
  known: string | undefined,
  { here, everywhere }: { readonly here: string; readonly everywhere: string | undefined },
): readonly Count[] {
  const { guesses, people } = parts.guessLimits;
  if (known !== undefined) return [{ limit: guesses, key: known }];
  const ofNetwork = { limit: guesses, key: guessKey(parts.addressOf(request), here) };
  if (everywhere === undefined) return [ofNetwork];
  return [ofNetwork, { limit: people, key: aboutKey(everywhere) }];
}

/** Whether the body holds the signed-in person's password; a wrong one counts as a guess. */
export async function checkPassword(asked: AuthAsked): Promise<Response> {
  const { parts, request, body } = asked;
  const headers = headersFor(request, parts.publicUrl);
  const password = textOf(body, "password");
  return await guessOfSession(asked, () =>
    parts.auth.api.verifyPassword({ body: { password }, headers, asResponse: true }),
  );
}

/** Taken before the answer is known, so that a thousand at once are no more than ten. */
async function countGuess(counts: readonly Count[], ask: () => Promise<Response>) {
  const taken: Count[] = [];
  const giveBack = async (): Promise<void> => {
    await Promise.all(taken.map(({ limit, key }) => limit.restore(key)));
  };
  for (const count of counts) {
    if ((await count.limit.take(count.key)) === "too-many") {
      await giveBack();
      throw new ProblemError(problemOf("too-many"));
    }
    taken.push(count);
  }
  const answer = await ask();
  const isWrong = answer.status >= 400 && answer.status < 500;
  if (!isWrong) await giveBack();
  return answer;
}

interface Count {
  readonly limit: SharedLimit;
  readonly key: string;
}

/** Only a whole sign-in makes a browser known. */
export async function markKnown({ reply, parts }: AuthAsked, answer: Response): Promise<void> {
  const email = await signedInBy(answer);
  if (email !== undefined) await parts.knownBrowsers.mark(reply, email);
}
