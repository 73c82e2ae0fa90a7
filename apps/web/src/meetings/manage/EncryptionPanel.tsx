import type { Encryption } from "@graticule/api/meetings";
import { linkPublicKeyOf } from "@graticule/e2ee/link-key";
import { hostHashIn } from "@graticule/e2ee/link-secret";
import { useMutation } from "@tanstack/react-query";
import { useState } from "react";
import { changeMeeting } from "../../api/meetings.ts";
import { hostWords } from "../../i18n/host-words.ts";
import { words } from "../../i18n/words.ts";
import { linkSecretIn } from "../../links/link-fragment.ts";
import { newLinkOf } from "../../links/new-link.ts";
import { answerFault } from "../../ui/form/answer-fault.ts";
import { EncryptionChoice } from "../EncryptionChoice.tsx";
import type { Managing } from "./use-held-link.ts";

/** End-to-end encryption, on or off; turned on where the link has no secret, the link gets one. */
export function EncryptionPanel(props: Managing) {
  const { manageKey, managed, link } = props;
  const said = hostWords.encryption;
  const [message, setMessage] = useState<string | undefined>();
  const changing = useMutation({
    mutationFn: async (encryption: Encryption) => {
      if (encryption === "off") {
        return { answer: await changeMeeting(manageKey, { encryption }), made: undefined };
      }
      const known = linkSecretIn(managed.joinUrl);
      if (known !== undefined) {
        const linkKey = await linkPublicKeyOf(known);
        return { answer: await changeMeeting(manageKey, { encryption, linkKey }), made: undefined };
      }
      const made = await newLinkOf(managed, link);
      if (made.kind === "another-host") return { answer: undefined, made };
      return { answer: await changeMeeting(manageKey, { encryption, ...made.told }), made };
    },
    onSuccess: async ({ answer, made }, encryption) => {
      if (answer === undefined) return setMessage(hostWords.vouching.told.title);
      if (answer.kind !== "ok") {
        return setMessage(answerFault(answer, { conflict: said.inside }));
      }
      if (made !== undefined) await props.onLink(made.held);
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
      {/* By the link: the service's word alone says nothing about keys. */}
      {link.linkSecret === undefined || managed.encryption === "off" ? null : (
        <p className="small" data-testid="vouched">
          {hostWords.vouching[hostHashIn(link.linkSecret) === undefined ? "off" : "on"]}
        </p>
      )}
      {(link.host ?? managed.hostHash) === undefined ? null : (
        <p className="small" data-testid="host-key">
          {link.canVouch ? hostWords.vouching.hasKey : hostWords.vouching.noKey}
        </p>
      )}
      <p className="small pass-message" role="status" data-testid="encryption-said">
        {message}
      </p>
    </section>
  );
}
