import { deskWords } from "../../i18n/desk-words.ts";
import { ActButton } from "./ActButton.tsx";
import type { InRoom } from "./room.ts";
import { WhatMay } from "./WhatMay.tsx";

const { checklist: text } = deskWords;

/** From the review on, what was typed in stays as it is. */
export function BeginReview({ room }: { readonly room: InRoom }) {
  const { state, may } = room.view;
  if (state !== "received") {
    return state === "under-review" ? <p className="small">{text.begun}</p> : null;
  }
  return (
    <WhatMay may={may.begin}>
      <p className="small">{text.beginText}</p>
      <ActButton
        room={room}
        act={{ kind: "begin-review" }}
        label={text.begin}
        testId="begin-review"
      />
    </WhatMay>
  );
}
