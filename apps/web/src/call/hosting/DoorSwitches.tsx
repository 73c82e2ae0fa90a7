import type { RoomView } from "@graticule/api/hosting";
import { Button, Switch } from "@mantine/core";
import { hostingWords } from "../../i18n/hosting-words.ts";
import { useCall } from "../call-parts.ts";

/** Who comes in without being asked, and a button that mutes everyone. */
export function DoorSwitches({ door }: { readonly door: RoomView["door"] }) {
  const { tools } = useCall();
  return (
    <section className="stack door-switches" lang="en" dir="ltr">
      <h2 className="h2">{hostingWords.door}</h2>
      <Switch
        label={hostingWords.lobby}
        description={hostingWords.lobbyDetail}
        checked={door.entry === "lobby"}
        onChange={({ currentTarget }) =>
          void tools.act({
            kind: "door",
            door: { entry: currentTarget.checked ? "lobby" : "open" },
          })
        }
        data-testid="switch-lobby"
      />
      <Switch
        label={hostingWords.lock}
        description={hostingWords.lockDetail}
        checked={door.locked}
        onChange={({ currentTarget }) =>
          void tools.act({ kind: "door", door: { locked: currentTarget.checked } })
        }
        data-testid="switch-lock"
      />
      <Button
        variant="default"
        size="sm"
        onClick={() => void tools.act({ kind: "mute-all" })}
        data-testid="mute-all"
      >
        {hostingWords.muteAll}
      </Button>
    </section>
  );
}
