import type { Refusal } from "@graticule/api/problem";
import { expect, test, vi } from "vitest";
import { languages } from "../i18n/languages.ts";
import { readTime } from "../i18n/time.ts";
import { speak, words } from "../i18n/words.ts";
import { codesOfPick, nameOfCode, nameOfPick } from "../places/names.ts";
import { meanwhileText, ownReason, placeLine, refusalText } from "./refusal-text.ts";

const options = {
  name: nameOfPick,
  reader: { locale: "en-GB", timeZone: "UTC", now: Date.parse("2026-11-24T12:00:00Z") },
};
const base: Refusal = {
  decidedBy: "meeting",
  because: "denied-place",
  place: "DE",
  sure: "sure",
  evidence: [],
};

test("only people who gave a name are promised to be let in automatically, and devices are described as they are (regression: a form for the name came)", () => {
  const off = { camera: false, microphone: false };
  const camera = { camera: true, microphone: false };
  expect(meanwhileText("", camera)).toContain("enter your name here");
  expect(meanwhileText("", camera)).not.toMatch(/automatically|camera/);
  expect(meanwhileText("Ana", camera)).toMatch(/join automatically as .*Ana.*as you had them/);
  expect(meanwhileText("Ana", off)).toMatch(/join automatically as .*Ana.*microphone off/);
});

const deciders = ["meeting", "account", "platform", "order", "host"] as const;
const causes = [
  "denied-place",
  "outside-allowed",
  "cannot-tell",
  "ordered",
  "banned",
  "removed",
] as const;

test("every way of being kept out has one whole sentence", () => {
  for (const decidedBy of deciders) {
    for (const because of causes) {
      for (const until of [undefined, "2026-11-24T18:00:00Z"]) {
        const { reason } = refusalText({ ...base, decidedBy, because, until }, options);
        expect(reason).toMatch(/^[A-Z][^.]+\.$/);
        expect(reason).not.toContain("undefined");
      }
    }
  }
});

test("no sentence at the door uses a word that accuses", () => {
  const accusing = /block|banned|violat|suspicious|detect|complian|geolocation|contested|acquit/i;
  for (const decidedBy of deciders) {
    for (const because of causes) {
      expect(refusalText({ ...base, decidedBy, because }, options).reason).not.toMatch(accusing);
    }
  }
});

test("a rule says who closed the meeting, to which place and until when", () => {
  const { reason } = refusalText(
    { ...base, limitPlace: "NL", until: "2026-11-24T18:00:00Z" },
    options,
  );
  expect(reason).toBe("The host closed this meeting to the Netherlands until 18:00 UTC.");
});

const place = (code: string) => ({ kind: "place", code }) as const;
const onlyThese = { allow: [place("NL"), place("AT")], deny: [] };

test.each([
  ["meeting", "The host opened this meeting only to the Netherlands and Austria"],
  [
    "account",
    "The host’s organisation opened all its meetings only to the Netherlands and Austria",
  ],
  ["platform", "This service is open only to the Netherlands and Austria"],
] as const)("a rule (%s) that lets in only some places names them", (decidedBy, said) => {
  const refusal = { ...base, decidedBy, because: "outside-allowed", only: onlyThese } as const;
  expect(refusalText(refusal, options)).toMatchObject({ reason: `${said}.`, open: undefined });
  const ends = { ...refusal, until: "2026-11-24T18:00:00Z" };
  expect(refusalText(ends, options).reason).toBe(`${said} until 18:00 UTC.`);
});

test("whichever rule keeps them out, someone whose place is in doubt or an exception reads which places are open", () => {
  for (const decidedBy of ["meeting", "account", "platform"] as const) {
    const doubt = { ...base, decidedBy, because: "cannot-tell", only: onlyThese } as const;
    expect(refusalText(doubt, options).open).toBe(
      "Only people in the Netherlands and Austria can join.",
    );
    const only = { allow: [{ kind: "group", id: "EU" } as const], deny: [place("NL")] };
    for (const because of ["outside-allowed", "denied-place"] as const) {
      expect(refusalText({ ...base, decidedBy, because, only }, options).open).toBe(
        "Only people in the European Union can join, and no one from the Netherlands.",
      );
    }
  }
  expect(refusalText(base, options).open).toBeUndefined();
});

test("a dozen places are all named, and more are counted", () => {
  const codes = ["AT", "BE", "CH", "DE", "DK", "ES", "FI", "FR", "GR", "IE", "IT", "NL"];
  const told = (more: readonly string[]): string => {
    const only = { allow: [...codes, ...more].map(place), deny: [] };
    return refusalText({ ...base, because: "outside-allowed", only }, options).reason;
  };
  for (const code of codes) expect(told([])).toContain(nameOfCode(code));
  expect(told(["NO"])).toMatch(/Ireland, Italy and 2 more places\.$/);
});

test("a rule without an end says that none was set", () => {
  const endOf = (decidedBy: Refusal["decidedBy"], until?: string) =>
    refusalText({ ...base, decidedBy, until }, options).noEnd;
  expect(endOf("meeting")).toBe("The host hasn’t set an end time.");
  expect(endOf("account")).toBe("The host’s organisation hasn’t set an end time.");
  expect(endOf("platform")).toBe("This service hasn’t set an end time.");
  expect(endOf("meeting", "2026-11-24T18:00:00Z")).toBeUndefined();
  expect(endOf("order")).toBeUndefined();
  expect(endOf("host")).toBeUndefined();
});

test("people whose own meeting keeps them out read that they or a co-host decided, and until when", () => {
  expect(ownReason({ ...base, limitPlace: "NL" }, options)).toEqual({
    reason: "You closed this meeting to the Netherlands.",
    end: "No end time is set.",
  });
  const until = "2026-11-24T18:00:00Z";
  for (const because of ["outside-allowed", "cannot-tell"] as const) {
    const told = ownReason({ ...base, because, until }, options);
    expect(told?.reason).toMatch(/^You [^.]+\.$/);
    expect(told?.end).toBe("This applies until 18:00 UTC.");
  }
  const only = { ...base, because: "outside-allowed", only: onlyThese } as const;
  expect(ownReason(only, options)?.reason).toBe(
    "You opened this meeting only to the Netherlands and Austria.",
  );
});

test.each([
  ["co-host", "A co-host", "No end time is set."],
  ["acting", "An acting host", "No end time is set."],
  [undefined, "The host", "The host hasn’t set an end time."],
] as const)(
  "a rule is attributed to its setter (%s), so no one reads that they or the host did what they did not",
  (setBy, who, noEnd) => {
    const until = "2026-11-24T18:00:00Z";
    for (const because of ["denied-place", "outside-allowed", "cannot-tell"] as const) {
      const told = refusalText({ ...base, because, setBy }, options);
      expect(told.reason).toMatch(new RegExp(`^${who} (closed|opened|limited) this meeting`));
      expect(told.noEnd).toBe(noEnd);
      const ends = refusalText({ ...base, because, setBy, until }, options);
      expect(ends.reason).toMatch(new RegExp(`^${who} .* 18:00 UTC`));
      expect(ends.noEnd).toBeUndefined();
    }
    expect(ownReason({ ...base, setBy }, options) === undefined).toBe(setBy !== undefined);
  },
);

test("a time on another day names the day", () => {
  const { reason } = refusalText({ ...base, until: "2026-11-26T18:00:00Z" }, options);
  expect(reason).toContain("Thu 26 Nov");
});

test("an order names the authority in its first sentence, or says that a law forbids it for now", () => {
  const order: Refusal = { ...base, decidedBy: "order", because: "ordered" };
  const told = refusalText({ ...order, authority: "Court of X", law: "Act 1" }, options);
  expect(told.reason).toBe(
    "The \u2068Court of X\u2069 ordered this service to keep people in Germany out of this meeting.",
  );
  const named = refusalText({ ...order, authority: "Amtsgericht X" }, options).reason;
  expect(named).toMatch(/^\u2068Amtsgericht X\u2069 ordered/);
  expect(refusalText(order, options).reason).toBe(
    "A government ordered this service to keep people in Germany out of this meeting; by law, we can’t name it yet.",
  );
  const sealed = { ...order, sealedUntil: "2027-11-20T18:00:00Z" };
  expect(refusalText(sealed, options).reason).toBe(
    "A government ordered this service to keep people in Germany out of this meeting; by law, we can’t name it until Sat, 20 Nov 2027, 18:00 UTC.",
  );
  expect(told).toMatchObject({ kind: "order", authority: "Court of X", law: "Act 1" });
  expect(refusalText(order, options).authority).toBe("We can’t name them for now.");
  expect(refusalText({ ...base, because: "ordered" }, options).kind).toBe("order");
});

/** Places, ends, sealed or not: every combination. */
const orders: readonly Refusal[] = ["DE", "CN", "UA-43"].flatMap((place) =>
  ["2026-11-24T12:00:01Z", "2026-11-25T00:00:00Z", "2026-12-01T11:59:59Z"].flatMap((until) =>
    [
      {},
      { sealedUntil: "2026-11-30T12:34:00Z" },
      { authority: "⟨A⟩", law: "⟨L⟩" },
      { authority: "⟨A⟩" },
    ].map((legal) => ({
      ...{
        ...legal,
        place,
        limitPlace: place,
        until,
        orderId: "an-order",
        sure: "sure" as const,
        evidence: [],
      },
      ...{ decidedBy: "order" as const, because: "ordered" as const },
    })),
  ),
);

// Broken on purpose: one language's sentence without the place, or an empty `appeal` → fails for it.
test.each(languages)(
  "in $name an order's page says what, where, until when, by whom, and how to object and appeal (10)",
  async (language) => {
    vi.stubGlobal("document", { documentElement: {} });
    await speak(language);
    for (const order of orders) {
      const reader = { ...options.reader, locale: language.tag };
      const told = refusalText(order, { name: (item) => `⟨${codesOfPick(item)}⟩`, reader });
      expect(told).toMatchObject({ kind: "order", law: order.law });
      expect(told.reason).toContain(`⟨${order.place}⟩`);
      expect(told.reason.includes("⟨A⟩")).toBe(order.authority !== undefined);
      const sealedUntil = order.sealedUntil && readTime(order.sealedUntil, reader);
      expect(told.reason).toContain(sealedUntil ?? "");
      expect(placeLine(order, (code) => `⟨${code}⟩`)).toContain(`⟨${order.place}⟩`);
      expect(told.until).toMatch(/\p{Nd}/u);
      expect(told.authority).toBe(order.authority ?? words.refused.sealed);
    }
    const { title, innocent, until, notThere, notThereHelp, appeal, sealed } = words.refused;
    for (const said of [title, innocent, until, notThere, notThereHelp.order, appeal, sealed]) {
      expect(said.trim()).not.toBe("");
    }
    await speak(languages[0]);
    vi.unstubAllGlobals();
  },
);

test("the line about the place says how certain we are, and is left out if nothing is known", () => {
  expect(placeLine(base, nameOfCode)).toBe("Joining from Germany · certain");
  expect(placeLine({ sure: "cannot-tell" }, nameOfCode)).toBe(
    "We can’t tell where you are joining from",
  );
});

test("someone the host removed reads so, and no place", () => {
  for (const because of ["banned", "removed"] as const) {
    const told = refusalText({ ...base, decidedBy: "host", because }, options);
    expect(told.kind).toBe(because);
    expect(told.reason).toMatch(/^A host/);
    expect(told.reason).not.toContain("Germany");
  }
});
