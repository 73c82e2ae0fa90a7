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

/** What is to be made. `isVouched`: hosts say whose keys are believed in it. */
export interface Wish {
  readonly input: MeetingInput;
  readonly isVouched: boolean;
}

/** Asks the service for it, with what it never gets. */
async function make({ input, isVouched }: Wish) {
  if (input.encryption !== "end-to-end") return { answer: await createMeeting(input), held: {} };
  const host = isVouched ? await newHost() : undefined;
  const linkSecret = newLinkSecret(host?.hostHash);
  const linkKey = await linkPublicKeyOf(linkSecret);
  const vouched = host === undefined ? {} : { hostHash: host.hostHash };
  const answer = await createMeeting({ ...input, linkKey, ...vouched });
  const seed = host === undefined ? {} : { hostSeed: host.hostSeed };
  return { answer, held: { linkSecret, ...seed } };
}

type Making =
  | ({ readonly kind: "made" } & Made)
  | { readonly kind: "fault"; readonly text: string };

/** A meeting that this browser keeps already is not made anew: its link and its host key would be lost. */
async function tryToMake(wish: Wish): Promise<Making> {
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
export function useCreate(onMade: (made: Made) => void): {
  readonly create: (wish: Wish) => void;
  readonly busy: boolean;
  readonly fault: string | undefined;
} {
  const queries = useQueryClient();
  const making = useMutation({
    mutationFn: tryToMake,
    onSuccess: (making) => {
      if (making.kind !== "made") return;
      const { created, input } = making;
      keepMeeting(window.localStorage, {
        ...{ code: created.code, title: input.title, keptAt: Date.now() },
        ...manageSecretsIn(created.manageUrl),
      });
      void queries.invalidateQueries({ queryKey: ["meetings"] });
      onMade({ created, input });
    },
  });
  return {
    create: (wish) => making.mutate(wish),
    busy: making.isPending,
    fault: making.isPending ? undefined : faultOf(making.error, making.data),
  };
}

/** `error`: no key could be made, in a browser that could not join the meeting either. */
function faultOf(error: Error | null, making: Making | undefined): string | undefined {
  if (error !== null) return words.incomplete.cannot;
  return making?.kind === "fault" ? making.text : undefined;
}
