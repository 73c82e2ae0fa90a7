import type { Encryption, MeetingManaged } from "@graticule/api/meetings";
import { linkPublicKeyOf } from "@graticule/e2ee/link-key";
import type { LinkSecret } from "@graticule/e2ee/link-secret";
import { useMutation } from "@tanstack/react-query";
import { useState } from "react";
import { changeMeeting, type ManageKey } from "../../api/meetings.ts";
import { hostWords } from "../../i18n/host-words.ts";
import { words } from "../../i18n/words.ts";
import { answerFault } from "../../ui/answer-fault.ts";
import { EncryptionChoice } from "../EncryptionChoice.tsx";
import { linkSecretIn, newLinkSecret } from "../link-fragment.ts";

/** End-to-end encryption, on or off; turned on where the link has no secret, the link gets one. */
export function EncryptionPanel(props: {
  readonly manageKey: ManageKey;
  readonly managed: MeetingManaged;
  readonly refresh: () => Promise<void>;
  readonly onLinkSecret: (secret: LinkSecret) => void;
}) {
  const { manageKey, managed } = props;
  const said = hostWords.encryption;
  const [message, setMessage] = useState<string | undefined>();
  const changing = useMutation({
    mutationFn: async (encryption: Encryption) => {
      if (encryption === "off") {
        return { answer: await changeMeeting(manageKey, { encryption }), made: undefined };
      }
      const known = linkSecretIn(managed.joinUrl);
      const secret = known ?? newLinkSecret();
      const linkKey = await linkPublicKeyOf(secret);
      const answer = await changeMeeting(manageKey, { encryption, linkKey });
      return { answer, made: known === undefined ? secret : undefined };
    },
    onSuccess: async ({ answer, made }, encryption) => {
      if (answer.kind !== "ok") {
        const inside = answer.kind === "problem" && answer.code === "conflict";
        return setMessage(inside ? said.inside : answerFault(answer));
      }
      if (made !== undefined) props.onLinkSecret(made);
      setMessage(made === undefined ? said.changed[encryption] : said.newLink);
      await props.refresh();
    },
    onError: () => setMessage(words.incomplete.cannot),
  });
  return (
    <section className="sheet stack" aria-labelledby="encryption" data-testid="encryption">
      <h2 className="h2" id="encryption">
        {said.title}
      </h2>
      <EncryptionChoice
        legend={<span className="visually-hidden">{said.title}</span>}
        value={managed.encryption}
        disabled={changing.isPending}
        onChange={(encryption) => changing.mutate(encryption)}
      />
      <p className="small pass-message" role="status" data-testid="encryption-said">
        {message}
      </p>
    </section>
  );
}
