import { hostWords } from "../../i18n/host-words.ts";
import { Choice, choices } from "../../ui/form/Choice.tsx";
import { EncryptionChoice } from "../EncryptionChoice.tsx";
import { type MeetingForm, vouchingOf } from "./create-form.ts";

/** The lobby, the encryption and, where both are on, whether hosts vouch for keys, which can't be changed later. */
export function DoorAndKeys(props: {
  readonly meeting: Pick<MeetingForm, "entry" | "encryption" | "vouched">;
  readonly onChange: (change: Partial<MeetingForm>) => void;
}) {
  const { onChange } = props;
  const { entry, encryption, vouched } = props.meeting;
  const { create, vouching } = hostWords;
  const can = vouchingOf(props.meeting);
  return (
    <>
      <Choice
        legend={create.lobby}
        testId="lobby"
        value={entry}
        options={[
          { value: "open", label: create.lobbyOff },
          { value: "lobby", label: create.lobbyOn },
        ]}
        meaning={create.lobbyHint[entry]}
        onChange={(chosen) => onChange({ entry: chosen })}
      />
      <EncryptionChoice
        legend={hostWords.encryption.title}
        value={encryption}
        note={hostWords.encryption.later}
        onChange={(chosen) => onChange({ encryption: chosen })}
      />
      {can === "possible" ? (
        <Choice
          legend={vouching.title}
          testId="vouched"
          value={vouched}
          options={choices(["yes", "no"], vouching)}
          meaning={vouching.hint[vouched]}
          onChange={(chosen) => onChange({ vouched: chosen })}
        />
      ) : null}
      {can === "needs-lobby" ? (
        <p className="small" data-testid="needs-lobby">
          {vouching.needsLobby}
        </p>
      ) : null}
    </>
  );
}
