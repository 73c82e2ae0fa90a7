import { Button } from "@mantine/core";
import { words } from "../i18n/words.ts";
import { Notice } from "../ui/page/Notice.tsx";

/** Before an unencrypted call, for a person who came for an encrypted one: nothing is sent before they agree. */
export function OpenCall(props: {
  readonly title: string;
  readonly onJoin: () => void;
  readonly onLeave: () => void;
}) {
  return (
    <Notice
      title={words.door.encryptionOff}
      meeting={props.title}
      testId="open-call"
      actions={
        <>
          <Button onClick={props.onJoin} data-testid="join-open">
            {words.door.join}
          </Button>
          <Button variant="default" onClick={props.onLeave}>
            {words.lobby.leave}
          </Button>
        </>
      }
    >
      {words.call.sealed.openText}
    </Notice>
  );
}
