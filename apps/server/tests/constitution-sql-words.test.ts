import type { PoolClient } from "pg";
import { afterAll, beforeAll, expect, test } from "vitest";
import { asOwner, refusalOf, refusalOfCommit, tell, unjudgedWithin } from "./by-hand.ts";
import { commitmentTo, demanded, type Proposed } from "./orders.ts";
import { appointed, type ProposalTrials, startProposalTrials } from "./proposals.ts";

/** The public reads a demand in the authority's words, even after direct database writes. */
let trials: ProposalTrials;

beforeAll(async () => {
  trials = await startProposalTrials();
});
afterAll(() => trials.database.stop());

interface Case extends Proposed {
  readonly number: number;
  /** Another reviewer. */
  readonly other: string;
}

/** An answered request, entered as `Withhold it.`. */
function closed(what: (client: PoolClient, known: Case) => Promise<void>): Promise<void> {
  return trials.proposal(async (client, proposed) => {
    const { request, reviewer } = proposed;
    await unjudgedWithin(client, () =>
      client.query(
        "INSERT INTO request_event (request_id, kind, by_person) VALUES ($1, 'answered', $2)",
        [request, reviewer],
      ),
    );
    const { rows } = await client.query("SELECT number FROM request WHERE id = $1", [request]);
    const other = await appointed(client, "{reviewer}");
    await what(client, { ...proposed, number: rows[0].number, other });
  });
}

const hidden = { of: 0, from: 9, to: 11, what: "other" };
const id = "3f0c6a52-8a7e-4d3c-9b1f-0a6d5e4c3b2a";
const prepares = (client: PoolClient, { request }: Case, who: string, spans: unknown = [hidden]) =>
  refusalOf(
    client,
    "INSERT INTO public_words (id, request_id, spans, prepared_by) VALUES ($1, $2, $3, $4)",
    [id, request, JSON.stringify(spans), who],
  );
const decides = (client: PoolClient, { request }: Case, who: string, outcome = "published") =>
  refusalOf(
    client,
    `INSERT INTO public_words_outcome (words_id, request_id, outcome, by_person, why)
     VALUES ($1, $2, $3, $4, $5)`,
    [id, request, outcome, who, outcome === "declined" ? "sealed:" : null],
  );
/** As the program opens them for its transaction. */
const opens = (client: PoolClient, words: unknown) =>
  client.query("SELECT set_config('graticule.words', $1, true)", [JSON.stringify(words)]);
async function show(
  client: PoolClient,
  number: number,
  texts: Readonly<Record<string, string>>,
  { redacted = ["other"], language = "en" } = {},
): Promise<void> {
  await opens(client, { demands: [demanded] });
  await tell(client, "demand-shown", { request: number, language, redacted });
  for (const [name, value] of Object.entries(texts)) {
    await client.query(
      `INSERT INTO ledger_text (entry_id, name, value)
       SELECT max(id), $1, $2 FROM public_entry WHERE kind = 'demand-shown'`,
      [name, value],
    );
  }
}
const demand = "Withhold ⟦other⟧.";

// Broken on purpose: `NEW.by_person = words.prepared_by` left out → the first line is "done".
test("one person prepares what the public reads and another publishes it; neither entered it or is a liaison (7)", async () => {
  await closed(async (client, known) => {
    const { intake, reviewer, approver, other, authority } = known;
    await appointed(client, "{intake,reviewer}", { who: intake });
    const liaison = await appointed(client, "{reviewer}", { liaisonTo: [authority] });
    for (const who of [intake, liaison, approver, id]) {
      expect(await prepares(client, known, who)).toMatch(/^23001 another person prepares/);
    }
    expect(await prepares(client, known, reviewer)).toBe("done");
    expect(await decides(client, known, reviewer)).toMatch(/^23001 another person publishes/);
    for (const who of [intake, liaison, id]) {
      expect(await decides(client, known, who)).toMatch(/^23001 another person decides/);
      expect(await decides(client, known, who, "declined")).toMatch(/^23001 another person/);
    }
    // Nor when its preparer has become a liaison.
    await client.query("SAVEPOINT before");
    await appointed(client, "{reviewer}", { who: reviewer, liaisonTo: [authority] });
    expect(await decides(client, known, other)).toMatch(/^23001 another person publishes/);
    await client.query("ROLLBACK TO SAVEPOINT before");
    expect(await decides(client, known, other)).toBe("done");
    expect(await decides(client, known, approver)).toMatch(/^23505 /);
  });
});

test("its preparer can decline it, and it is then prepared again", async () => {
  await closed(async (client, known) => {
    expect(await prepares(client, known, known.reviewer)).toBe("done");
    expect(await prepares(client, known, known.other)).toMatch(/^23505 its words are prepared/);
    expect(await decides(client, known, known.reviewer, "declined")).toBe("done");
    expect(await decides(client, known, known.other)).toMatch(/^23505 /);
    await client.query(
      "INSERT INTO public_words (request_id, spans, prepared_by) VALUES ($1, '[]', $2)",
      [known.request, known.other],
    );
    expect(await refusalOfCommit(client)).toBe("done");
  });
});

// Broken on purpose: `words_can_be_shown` answers true → words of an open request, and sealed ones,
// are public.
test("nothing is shown of an open request, nor while a law forbids telling (10)", async () => {
  await trials.proposal(async (client, proposed) => {
    const other = await appointed(client, "{reviewer}");
    const known = { ...proposed, number: 0, other };
    expect(await prepares(client, known, known.reviewer)).toMatch(/^23001 this request is open/);
  });
  await closed(async (client, known) => {
    const seal = (sql: string) => unjudgedWithin(client, () => client.query(sql, [known.request]));
    const forbids = (until: string) =>
      seal(`UPDATE request_event SET body = jsonb_set(body, '{content,forbidsNotice}',
        jsonb_build_object('until', ${until})) WHERE request_id = $1 AND kind = 'received'`);
    await forbids("now()");
    expect(await prepares(client, known, known.reviewer)).toMatch(/^23001 this request is open/);
    await forbids("now() - interval '1 day'");
    await seal("UPDATE order_proposal SET sealed_until = now() WHERE request_id = $1");
    expect(await prepares(client, known, known.reviewer)).toMatch(/^23001 this request is open/);
    await seal("UPDATE order_proposal SET sealed_until = NULL WHERE request_id = $1");
    expect(await prepares(client, known, known.reviewer)).toBe("done");
    await forbids("now() + interval '9 days'");
    expect(await decides(client, known, known.other)).toMatch(/^23001 another person publishes/);
  });
});

// Broken on purpose: the trigger demand_is_shown_as_published dropped → every line is "done".
test("the log shows the authority's own words with marks for redactions, and no others (11)", async () => {
  type Otherwise = { readonly redacted?: string[]; readonly language?: string };
  const wrong: readonly (readonly [Readonly<Record<string, string>>, Otherwise?])[] = [
    [{ demand: "Withhold it." }],
    [{ demand: "Withhold ⟦person⟧." }],
    [{ demand: "Please withhold ⟦other⟧." }],
    [{ demand: "Withhold ." }],
    [{ demand, translation: "Something else." }],
    [{}],
    [{ demand }, { redacted: [] }],
    [{ demand }, { redacted: ["other", "person"] }],
    [{ demand }, { language: "de" }],
  ];
  for (const [texts, otherwise] of wrong) {
    await closed(async (client, known) => {
      expect(await prepares(client, known, known.reviewer)).toBe("done");
      expect(await decides(client, known, known.other)).toBe("done");
      await show(client, known.number, texts, otherwise);
      expect([texts, await refusalOfCommit(client)]).toEqual([
        texts,
        expect.stringMatching(
          /^23001 (the log shows what two people published|an entry of .* with nothing behind it)/,
        ),
      ]);
    });
  }
  await closed(async (client, known) => {
    await prepares(client, known, known.reviewer);
    await show(client, known.number, { demand });
    expect(await refusalOfCommit(client)).toMatch(/^23001 the log shows/);
    expect(await decides(client, known, known.other)).toBe("done");
    expect(await refusalOfCommit(client)).toBe("done");
  });
  // Nor is it published silently.
  await closed(async (client, known) => {
    await prepares(client, known, known.reviewer);
    await decides(client, known, known.other);
    expect(await refusalOfCommit(client)).toMatch(/^23001 .* without its public entry/);
  });
});

// Broken on purpose: `commitment = …` left out of text_committed_to → every line but the last two is
// "done"; `octet_length` left out → the third is.
test("the log shows no other words than came, whatever the program says it opened (11)", async () => {
  const { text, salt } = demanded;
  const others: readonly (readonly [unknown, string?])[] = [
    [{ demands: [{ text: "Pardon him.", salt }] }, "Pardon hi⟦other⟧"],
    [{ demands: [{ text, salt: "5b".repeat(32) }] }],
    // A part of the text as if it were salt.
    [
      { demands: [{ text: text.slice(4), salt: salt + Buffer.from("With").toString("hex") }] },
      "hold it.⟦other⟧",
    ],
    [
      {
        demands: [
          { text, salt },
          { text, salt },
        ],
      },
      `${demand}\n\n${demand}`,
    ],
    [{ demands: [] }],
    [null],
  ];
  for (const [words, shown = demand] of others) {
    await closed(async (client, known) => {
      await prepares(client, known, known.reviewer);
      expect(await decides(client, known, known.other)).toBe("done");
      await show(client, known.number, { demand: shown });
      await opens(client, words);
      expect([words, await refusalOfCommit(client)]).toEqual([
        words,
        expect.stringMatching(/^23001 the log shows what two people published/),
      ]);
    });
  }
  // Nor without the translation that came.
  const translated = { text: "Enthalte es vor.", salt: "5c".repeat(32) };
  for (const [words, outcome] of [
    [{ demands: [demanded] }, /^23001 the log shows/],
    [{ demands: [demanded], translation: translated }, /^done$/],
  ] as const) {
    await closed(async (client, known) => {
      await unjudgedWithin(client, () =>
        client.query(
          `UPDATE request_event SET body = jsonb_set(body, '{commitments,translation}', to_jsonb($2::text))
           WHERE request_id = $1 AND kind = 'received'`,
          [known.request, commitmentTo(translated)],
        ),
      );
      await prepares(client, known, known.reviewer);
      expect(await decides(client, known, known.other)).toBe("done");
      const texts = { demand, ...("translation" in words && { translation: translated.text }) };
      await show(client, known.number, texts);
      await opens(client, words);
      expect([words, await refusalOfCommit(client)]).toEqual([
        words,
        expect.stringMatching(outcome),
      ]);
    });
  }
});

test("redactions are listed with what they are, don't overlap, and never change", async () => {
  await closed(async (client, known) => {
    for (const spans of [
      [{ ...hidden, what: "It was a lie" }],
      [{ of: 0, from: 1, to: 3 }],
      // Was "done", and nobody lifted an order of the request any more.
      ...["x", 50, 0.5, -1].map((of) => [{ ...hidden, of }]),
      [{ ...hidden, to: 9 }],
      [{ ...hidden, from: -1 }],
      [hidden, { ...hidden, from: 10, to: 12 }],
      {},
    ]) {
      expect([spans, await prepares(client, known, known.reviewer, spans)]).toEqual([
        spans,
        expect.stringMatching(/^(23514|22011|22023|22P02) /),
      ]);
    }
    expect(await prepares(client, known, known.reviewer)).toBe("done");
    const byOwner = (edit: string) => asOwner(client, () => refusalOf(client, edit));
    for (const edit of [
      ...["UPDATE public_words SET spans = '[]'", "DELETE FROM public_words"],
      "TRUNCATE public_words CASCADE",
    ])
      expect(await byOwner(edit)).toMatch(/^23001 /);
    expect(await decides(client, known, known.other)).toBe("done");
    expect(await byOwner("DELETE FROM public_words_outcome")).toMatch(/^23001 /);
  });
});
