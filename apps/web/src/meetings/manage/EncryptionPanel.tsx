import type { Encryption, MeetingManaged } from "@graticule/api/meetings";
import type { LinkSecret } from "@graticule/e2ee/link-secret";
import { useMutation } from "@tanstack/react-query";
import { useState } from "react";
import { changeMeeting, type ManageKey } from "../../api/meetings.ts";
import { hostWords } from "../../i18n/host-words.ts";
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
    mutationFn: (encryption: Encryption) => changeMeeting(manageKey, { encryption }),
    onSuccess: async (answer, encryption) => {
      if (answer.kind !== "ok") {
        const inside = answer.kind === "problem" && answer.code === "conflict";
        return setMessage(inside ? said.inside : answerFault(answer));
      }
      const isNew = encryption === "end-to-end" && linkSecretIn(managed.joinUrl) === undefined;
      if (isNew) props.onLinkSecret(newLinkSecret());
      setMessage(isNew ? said.newLink : said.changed[encryption]);
      await props.refresh();
    },
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
