import { hostWords } from "../../i18n/host-words.ts";
import { Choice } from "../../ui/form/Choice.tsx";
import { EncryptionChoice } from "../EncryptionChoice.tsx";
import { type NewMeeting, vouchingOf } from "./create-form.ts";

/** The lobby, the encryption, and, where both are on, whether hosts say whose keys are believed, which is for good. */
export function DoorAndKeys(props: {
  readonly meeting: Pick<NewMeeting, "entry" | "encryption" | "vouched">;
  readonly onEntry: (entry: NewMeeting["entry"]) => void;
  readonly onEncryption: (encryption: NewMeeting["encryption"]) => void;
  readonly onVouched: (vouched: NewMeeting["vouched"]) => void;
}) {
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
        onChange={props.onEntry}
      />
      <EncryptionChoice
        legend={hostWords.encryption.title}
        value={encryption}
        note={hostWords.encryption.later}
        onChange={props.onEncryption}
      />
      {can === "possible" ? (
        <Choice
          legend={vouching.title}
          testId="vouched"
          value={vouched}
          options={[
            { value: "yes", label: vouching.yes },
            { value: "no", label: vouching.no },
          ]}
          meaning={vouching.hint[vouched]}
          onChange={props.onVouched}
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
