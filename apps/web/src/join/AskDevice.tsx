import { Button } from "@mantine/core";
import { useState } from "react";
import { words } from "../i18n/words.ts";
import { nameOfCode } from "../places/names.ts";
import { askFaultText } from "../ui/form/ask-fault.ts";
import { askDevice, type DevicePlace } from "./device-place.ts";
import type { KnockOutcome } from "./door-ports.ts";

type Said =
  | DevicePlace
  | { readonly kind: "open" | "asking" }
  | { readonly kind: "unsent"; readonly because: Exclude<KnockOutcome, "sent" | "closed"> };

/** The last resort of "I'm not there": the device says where it is, once the person has read what that means. */
export function AskDevice(props: { readonly onPlace: (place: string) => Promise<KnockOutcome> }) {
  const [said, setSaid] = useState<Said>({ kind: "open" });
  const ask = async (): Promise<void> => {
    setSaid({ kind: "asking" });
    const found = await askDevice();
    if (found.kind !== "place") return setSaid(found);
    const sent = await props.onPlace(found.place);
    // Where the contest was answered meanwhile, the page shows the answer.
    setSaid(sent === "sent" || sent === "closed" ? found : { kind: "unsent", because: sent });
  };
  const { lead, send } = words.refused.contest.device;
  return (
    <div className="stack gap-8">
      {said.kind === "place" ? null : (
        <>
          <p className="small">{lead}</p>
          <div>
            <Button
              variant="default"
              size="sm"
              loading={said.kind === "asking"}
              onClick={() => void ask()}
              data-testid="ask-device"
            >
              {send}
            </Button>
          </div>
        </>
      )}
      <p className="small" role="status" data-testid="device-said">
        {textOf(said)}
      </p>
    </div>
  );
}

function textOf(said: Said): string | null {
  const text = words.refused.contest.device;
  switch (said.kind) {
    case "open":
    case "asking":
      return null;
    case "place":
      return text.said(nameOfCode(said.place));
    case "unsent":
      return askFaultText(said.because);
    case "denied":
    case "unavailable":
    case "late":
      return text[said.kind];
  }
}
