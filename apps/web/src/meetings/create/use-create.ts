import type { MeetingCreated, MeetingInput } from "@graticule/api/meetings";
import { linkPublicKeyOf } from "@graticule/e2ee/link-key";
import type { LinkSecret } from "@graticule/e2ee/link-secret";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { createMeeting } from "../../api/meetings.ts";
import { words } from "../../i18n/words.ts";
import { answerFault } from "../../ui/answer-fault.ts";
import {
  manageFragment,
  manageSecretsIn,
  newLinkSecret,
  withLinkSecret,
} from "../link-fragment.ts";
import { keepMeeting } from "../my-meetings.ts";

/** A meeting that was just made, with what it was made from. Its links are whole. */
export interface Made {
  readonly created: MeetingCreated;
  readonly input: MeetingInput;
}

/** The links as the service made them, with what it never has. */
function wholeLinks(made: MeetingCreated, linkSecret: LinkSecret | undefined): MeetingCreated {
  const held = { ...manageSecretsIn(made.manageUrl), linkSecret };
  return {
    ...made,
    joinUrl: withLinkSecret(made.joinUrl, linkSecret),
    manageUrl: `${made.manageUrl.split("#", 1)[0]}#${manageFragment(held)}`,
  };
}

/** Makes a meeting, keeps its links in this browser, and says what went wrong. */
export function useCreate(onMade: (made: Made) => void): {
  readonly create: (input: MeetingInput) => void;
  readonly busy: boolean;
  readonly fault: string | undefined;
} {
  const queries = useQueryClient();
  const making = useMutation({
    mutationFn: async (input: MeetingInput) => {
      const linkSecret = input.encryption === "end-to-end" ? newLinkSecret() : undefined;
      const linkKey = linkSecret && (await linkPublicKeyOf(linkSecret));
      const answer = await createMeeting(linkKey === undefined ? input : { ...input, linkKey });
      return { answer, linkSecret };
    },
    onSuccess: ({ answer, linkSecret }, input) => {
      if (answer.kind !== "ok") return;
      const { code } = answer.value;
      const created = wholeLinks(answer.value, linkSecret);
      keepMeeting(window.localStorage, {
        ...{ code, title: input.title, keptAt: Date.now() },
        ...manageSecretsIn(created.manageUrl),
      });
      void queries.invalidateQueries({ queryKey: ["meetings"] });
      onMade({ created, input });
    },
  });
  return {
    create: (input) => making.mutate(input),
    busy: making.isPending,
    fault: making.isPending ? undefined : faultOf(making.error, making.data?.answer),
  };
}

/** `error`: no key could be made, in a browser that could not join the meeting either. */
function faultOf(
  error: Error | null,
  answer: Awaited<ReturnType<typeof createMeeting>> | undefined,
): string | undefined {
  if (error !== null) return words.incomplete.cannot;
  return answer === undefined || answer.kind === "ok" ? undefined : answerFault(answer);
}
