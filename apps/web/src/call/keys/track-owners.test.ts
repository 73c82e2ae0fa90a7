import { expect, test } from "vitest";
import { TrackOwners, type TrackWord } from "./track-owners.ts";

const sent = { kind: "sent" } as const;

function word(
  kind: TrackWord["kind"],
  participantIdentity: string,
  trackId: string,
  previousTrackId?: string,
): TrackWord {
  return { kind, participantIdentity, trackId, previousTrackId };
}

test("an honest call: tracks are sent, received, let go and used again by someone else", () => {
  const owners = new TrackOwners();
  const words = [
    word("encode", "me", "mine"),
    word("decode", "bob", "one"),
    word("decode", "bob", "one"),
    word("updateCodec", "me", "mine"),
    word("removeTransform", "bob", "one"),
    // The receiver is used again, for another track, then for another person's under the same id.
    word("updateCodec", "cyn", "two", "one"),
    word("updateCodec", "dan", "two", "two"),
    word("decode", "bob", "one"),
    word("encode", "me", "mine"),
  ];
  expect(words.map((one) => owners.refuses(one))).toEqual(words.map(() => undefined));
});

// Broken on purpose: any of these let through → the sender's own sealer changes hands.
test("a track that is sent is never received, by whatever word, nor let go (attack 42)", () => {
  for (const twin of [
    word("decode", "bob", "mine"),
    word("decode", "me", "mine"),
    word("updateCodec", "bob", "mine", "one"),
    word("updateCodec", "bob", "other", "mine"),
    word("removeTransform", "bob", "mine"),
    word("removeTransform", "me", "mine"),
  ]) {
    const owners = new TrackOwners();
    owners.refuses(word("encode", "me", "mine"));
    expect(owners.refuses(twin)).toEqual(sent);
  }
});

test("two people's tracks under one id: the second is refused, and the first stays who they are (attack 42)", () => {
  const owners = new TrackOwners();
  const bobs = { kind: "received", identity: "bob" };
  owners.refuses(word("decode", "bob", "one"));
  expect(owners.refuses(word("decode", "cyn", "one"))).toEqual(bobs);
  expect(owners.refuses(word("updateCodec", "cyn", "one"))).toEqual(bobs);
  expect(owners.refuses(word("updateCodec", "cyn", "one", "two"))).toEqual(bobs);
  expect(owners.refuses(word("decode", "bob", "one"))).toBeUndefined();
});

test("a track of one's own under the id of a received one is refused", () => {
  const owners = new TrackOwners();
  owners.refuses(word("decode", "bob", "one"));
  expect(owners.refuses(word("encode", "me", "one"))).toEqual({
    kind: "received",
    identity: "bob",
  });
});
