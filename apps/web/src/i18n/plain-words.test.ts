import { globSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";

type Rule = readonly [avoided: RegExp, instead: string];

/** What a native writer would not say, and what they would. Names are those of docs/glossary.md. */
const everywhere: readonly Rule[] = [
  // One name for each role, act and thing.
  [/\b(complete|whole) links?\b/i, "full link"],
  [/\bmanagement links?\b/i, "host link"],
  [/\blinks? to join\b/i, "join link"],
  [/\bcode of the moment\b/i, "security code"],
  [/\btraveller/i, "guest pass"],
  [/\bsuccessors?\b/i, "backup host"],
  [/\bacting as (the )?host\b/i, "acting host"],
  [/\bcomers?\b/i, "guest"],
  [/\bdisputed places?\b/i, "disputed territory"],
  [/\b(phone|telephone) networks?\b/i, "mobile network"],
  [/\bsittings?\b(?! (at|in|on)\b)/i, "session"],
  [/\bfor all\.?$|\bend\w* (it |the meeting )?for all\b/i, "for everyone"],
  [/\bremov\w+ (\w+ )?for good\b/i, "remove permanently"],
  [/\b(put|tak|took)\w* (people|someone|them|this person|you) out\b/i, "remove"],
  [/\b(put|taken) out\b/i, "removed"],
  [
    /\bmak(e|es|ing) (a|an|another|my|the|your) (new )?(account|key|link|meeting|pass)\b/i,
    "create",
  ],
  [/\b(account|key|link|meeting|pass|passe)s? (are |is |was |were )?made\b/i, "created"],
  [/\btype[ds]? (it |them |(the|this|your) request )?in\b/i, "enter"],
  // People.
  [/\b(any|every|no|some)body\b/i, "anyone, everyone, no one, someone"],
  [/\bwho(m|so)?ever\b/i, "who, anyone who, the person who"],
  [/\bpersons\b/i, "people"],
  // Taken over word for word from another language.
  [/\bit (is|isn[’']t|is not|was) told\b(?! to\b)/i, "the page says, we show"],
  [/\bcan[’']?t be told\b(?! apart)/i, "isn’t known"],
  [/\b(entry|log) tells?\b/i, "says, shows"],
  [/\bby (itself|themsel(f|ves))\b/i, "automatically, on its own"],
  [/\banew\b/i, "again"],
  [/\bfit together\b/i, "match"],
  [/\bholds? besides\b/i, "other rules apply"],
  [/\bnothing (else )?of (it|its|that|these|this|what|yours)\b/i, "none of it, nothing"],
  [/\bof (one|that|this) name\b/i, "with the same name, by that name"],
  [/\bstands? (above|at the end|below|beside|here|there)\b/i, "is: texts don’t stand"],
  [/\bsurely\b/i, "certainly"],
  [/\bload(s|ed|ing)? (it|the page|this page|your page) again\b/i, "reload the page"],
  [/\bprogram of (the|this) page\b/i, "the page’s code"],
  [/\b(pictures? and sound|sound and pictures?)\b/i, "audio and video"],
  [/\bgo on without\b/i, "continue without"],
  [/\balso (if|once|though)\b/i, "even if"],
  [/\bat the most\b/i, "at most"],
  [/\b(allow|forbid|permit|recommend)s? to\b/i, "allows someone to, forbids doing"],
  [/(?<!\b(before|by|from|since|till|until) )\bthen\.(?=\s|$)/i, "no “then” at the end"],
  // Spelling and tone.
  [/\be-mail/i, "email"],
  [/\b(a mail|mails)\b(?! (provider|relay|server))/i, "an email, emails"],
  [/\b(behavior|organiz|recogniz)/i, "British spelling"],
  [/\w!(?=\s|$)/, "no exclamation marks"],
];

/** Right in documents for operators, wrong on a page. */
const onPages: readonly Rule[] = [
  [/\bcertificates?\b/i, "access record"],
  [/\bknock(s|ed|ing)?\b/i, "ask the host"],
];

const root = join(import.meta.dirname, "../../../..");

/** English that people read. */
const files = [
  "apps/web/src/call/keys/words/en.ts",
  "apps/web/src/i18n/{en,*-words}.ts",
  "apps/server/src/**/*.ts",
  "apps/verify/src/*.ts",
  "demo/**/*.ts",
  "packages/{admission,api,desk}/src/*.ts",
  "scripts/**/*.mjs",
  "README.md",
  "docs/*.md",
];

/** Of code, what is more than one word between quotation marks; of a document, its prose. */
function textsOf(path: string): readonly string[] {
  const source = readFileSync(join(root, path), "utf8");
  if (path.endsWith(".md")) {
    return source.replace(/```[\s\S]*?```|^ {4}.*$|`[^`]*`|\]\([^)]*\)/gm, "").split(/\n{2,}/);
  }
  const code = source.replace(/^\s*(\/\/|\/?\*).*$|^import .*$/gm, "");
  return [...code.matchAll(/"(?:[^"\\\n]|\\.)*"|`(?:[^`\\]|\\.)*`/g)]
    .map(([quoted]) => quoted.slice(1, -1))
    .filter((text) => text.includes(" "));
}

/** Each with the words around it. */
function faultsOf(text: string, rules: readonly Rule[]): readonly string[] {
  const line = text.replace(/\s+/g, " ");
  return rules.flatMap(([avoided, instead]) => {
    const at = line.search(avoided);
    return at < 0 ? [] : [`…${line.slice(Math.max(0, at - 30), at + 40)}… → ${instead}`];
  });
}

test("what people read is plain English, with one name for each thing", () => {
  const found = globSync(files, { cwd: root })
    .filter((path) => !path.endsWith(".test.ts"))
    .flatMap((path) => {
      const rules = path.startsWith("apps/web") ? [...everywhere, ...onPages] : everywhere;
      return textsOf(path).flatMap((text) => faultsOf(text, rules).map((it) => `${path}: ${it}`));
    });
  expect(found).toEqual([]);
});

test("plain English passes, and its opposite does not", () => {
  const said = (text: string) => faultsOf(text, [...everywhere, ...onPages]).length;
  for (const plain of [
    "Wait until then. No one is told.",
    "You’re allowed to join: the host lets you in.",
    "Two people with the same name can’t be told apart.",
    "Anyone who has the full link can create a meeting.",
  ]) {
    expect({ plain, said: said(plain) }).toEqual({ plain, said: 0 });
  }
  for (const [text, faults] of [
    ["Whoever has the whole link can make a meeting.", 3],
    ["It isn’t told how many, so that nobody of this name is pointed at.", 3],
    ["They will stand here then.", 2],
    ["The page tries again by itself; a law forbids to tell more!", 3],
  ] as const) {
    expect({ text, faults: said(text) }).toEqual({ text, faults });
  }
});
