import type { MeetingCreated, MeetingInput } from "@graticule/api/meetings";
import { linkPublicKeyOf } from "@graticule/e2ee/link-key";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { createMeeting } from "../../api/meetings.ts";
import { hostWords } from "../../i18n/host-words.ts";
import { words } from "../../i18n/words.ts";
import { manageSecretsIn, newHost, newLinkSecret } from "../../links/link-fragment.ts";
import { isKept, keepMeeting } from "../../links/my-meetings.ts";
import { ownLinksOf } from "../../links/own-links.ts";
import { answerFault } from "../../ui/form/answer-fault.ts";

/** A meeting that was just made, with what it was made from. Its links are whole. */
export interface Made {
  readonly created: MeetingCreated;
  readonly input: MeetingInput;
}

interface Making {
  readonly input: MeetingInput;
  /** Whether hosts vouch for keys in it. */
  readonly isVouched: boolean;
}

/** Asks the service for it; `held` is what the service never gets. */
async function make({ input, isVouched }: Making) {
  if (input.encryption !== "end-to-end") return { answer: await createMeeting(input), held: {} };
  const host = isVouched ? await newHost() : undefined;
  const linkSecret = newLinkSecret(host?.hostHash);
  const linkKey = await linkPublicKeyOf(linkSecret);
  const vouched = host && { hostHash: host.hostHash };
  const answer = await createMeeting({ ...input, linkKey, ...vouched });
  return { answer, held: { linkSecret, ...(host && { hostSeed: host.hostSeed }) } };
}

type Outcome =
  | ({ readonly kind: "made" } & Made)
  | { readonly kind: "fault"; readonly text: string };

/** A code that this browser keeps already is refused: its link and its host key would be lost. */
async function tryToMake(wish: Making): Promise<Outcome> {
  const { answer, held } = await make(wish);
  if (answer.kind !== "ok") return { kind: "fault", text: answerFault(answer) };
  const created = ownLinksOf(answer.value, held);
  if (created === undefined) return { kind: "fault", text: answerFault({ kind: "offline" }) };
  if (isKept(window.localStorage, created.code)) {
    return { kind: "fault", text: hostWords.create.codeIsKept };
  }
  return { kind: "made", created, input: wish.input };
}

/** Makes a meeting, keeps its links in this browser, and says what went wrong. */
export function useCreate(onMade: (made: Made) => void) {
  const queries = useQueryClient();
  const making = useMutation({
    mutationFn: tryToMake,
    onSuccess: (outcome) => {
      if (outcome.kind !== "made") return;
      const { created, input } = outcome;
      keepMeeting(window.localStorage, {
        code: created.code,
        title: input.title,
        keptAt: Date.now(),
        ...manageSecretsIn(created.manageUrl),
      });
      void queries.invalidateQueries({ queryKey: ["meetings"] });
      onMade({ created, input });
    },
  });
  return {
    create: (wish: Making) => making.mutate(wish),
    busy: making.isPending,
    fault: making.isPending ? undefined : faultOf(making.error, making.data),
  };
}

/** `error`: this browser can make no keys, and could not join the meeting either. */
function faultOf(error: Error | null, outcome: Outcome | undefined): string | undefined {
  if (error !== null) return words.incomplete.cannot;
  return outcome?.kind === "fault" ? outcome.text : undefined;
}
