import { useEffect, useSyncExternalStore } from "react";
import { hostingWords } from "../../i18n/hosting-words.ts";
import { words } from "../../i18n/words.ts";
import { deviceFaultText } from "../../media/device-fault.ts";
import { Contact } from "../../ui/page/Contact.tsx";
import { useCall, useKeys, useRoomView } from "../call-parts.ts";

/** One line each above the faces: the connection, a device that did not start, what the room is told. */
export function Banner() {
  const { feed, session } = useCall();
  const silent = useSyncExternalStore(feed.subscribe, feed.isSilent);
  const { phase, fault } = useSyncExternalStore(session.subscribe, session.current);
  const { kind: keys, sitting } = useKeys() ?? {};
  const text = fault === undefined ? undefined : deviceFaultText(fault.device, fault.fault);
  return (
    <div className="call-banner" role="status" aria-live="polite">
      {phase === "reconnecting" || (phase === "connected" && silent) ? (
        <p data-testid="reconnecting">{words.call.reconnecting}</p>
      ) : null}
      {phase === "connecting" && keys !== "unvouched" ? (
        <p>{keys === "agreeing" ? words.call.sealed.agreeing : words.call.connecting}</p>
      ) : null}
      {keys === "unvouched" ? <Unvouched isBelieved={sitting !== "not-believed"} /> : null}
      {text === undefined ? null : (
        <p data-testid="device-fault">
          {text}{" "}
          <button type="button" className="link" onClick={() => session.forgetFault()}>
            {words.call.close}
          </button>
        </p>
      )}
      <MutedByService />
      {useRoomLines().map((line) => (
        <p key={line} className="room-line" data-testid="room-line">
          {line}
        </p>
      ))}
    </div>
  );
}

/** Someone has no keys: why, and how that ends, and to a host how to mend it. `isBelieved`: the sitting, as the present one. */
function Unvouched({ isBelieved }: { readonly isBelieved: boolean }) {
  const isHost = useRoomView()?.you === "host" || useCall().admitted.role === "host";
  const said = words.call.sealed;
  return (
    <div data-testid="not-vouched">
      <p>{isBelieved ? said.unvouched : said.notBelieved}</p>
      {isHost && isBelieved ? <p lang="en">{hostingWords.hostKeyMissing}</p> : null}
    </div>
  );
}

/** To one person alone, until they close it: who muted them, and how to object. */
function MutedByService() {
  const { board, feed } = useCall();
  const muted = useSyncExternalStore(feed.subscribe, feed.wasMuted);
  useEffect(() => {
    // The engine may have been heard first, which does not say who it was.
    if (muted) board.takeBack("muted");
  }, [board, muted]);
  if (!muted) return null;
  return (
    <div data-testid="muted-by-service">
      <p>
        {words.call.told.mutedByService}{" "}
        <button type="button" className="link" onClick={() => feed.hearMuted(false)}>
          {words.call.close}
        </button>
      </p>
      <Contact />
    </div>
  );
}

/** Neutral lines that hold for the room as a whole, while they hold. */
function useRoomLines(): readonly string[] {
  const view = useRoomView();
  return [
    ...(view?.you === "acting" ? [words.call.told.acting] : []),
    ...(view?.limitedByOrder === true ? [words.call.told.limited] : []),
  ];
}
