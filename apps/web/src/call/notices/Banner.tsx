import { type ReactNode, useEffect, useSyncExternalStore } from "react";
import { hostingWords } from "../../i18n/hosting-words.ts";
import { words } from "../../i18n/words.ts";
import { deviceFaultText } from "../../media/device-fault.ts";
import { Contact } from "../../ui/page/Contact.tsx";
import { useCall, useKeys, useRoomView, useStore } from "../call-parts.ts";
import { NoticeLink } from "../hosting/ManageLink.tsx";

/** Lines above the faces: the connection, a device that did not start, what holds for the room. */
export function Banner() {
  const { feed, session } = useCall();
  const silent = useSyncExternalStore(feed.subscribe, feed.isSilent);
  const { phase, lost, fault } = useStore(session);
  const { kind: keys, sitting } = useKeys() ?? {};
  const text = fault === undefined ? undefined : deviceFaultText(fault.device, fault.fault);
  return (
    <div className="call-banner" role="status" aria-live="polite">
      {lost || (phase !== "connecting" && silent) ? (
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
      <RoomLines />
    </div>
  );
}

/**
 * Why this person has no keys and how that ends; for a host, how to fix it. `isBelieved`: this page
 * takes the sitting for the present one.
 */
function Unvouched({ isBelieved }: { readonly isBelieved: boolean }) {
  const view = useRoomView();
  const { admitted } = useCall();
  const isHost = view?.you === "host" || admitted.role === "host";
  const said = words.call.sealed;
  return (
    <div data-testid="not-vouched">
      <p>{isBelieved ? said.unvouched : said.notBelieved}</p>
      {isHost && isBelieved ? <p lang="en">{hostingWords.hostKeyMissing}</p> : null}
    </div>
  );
}

/** For the muted person alone, until they close it: who muted them, and how to object. */
function MutedByService() {
  const { board, feed } = useCall();
  const muted = useSyncExternalStore(feed.subscribe, feed.wasMuted);
  useEffect(() => {
    // The engine's mute may have come first; it does not say who muted.
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

/** Neutral lines about the whole room, while they hold. */
function RoomLines() {
  const view = useRoomView();
  return (
    <>
      {view?.you === "acting" ? <RoomLine>{words.call.told.acting}</RoomLine> : null}
      {view?.limitedByOrder === true ? (
        <RoomLine>
          {words.call.told.limited}
          <NoticeLink />
        </RoomLine>
      ) : null}
    </>
  );
}

const RoomLine = (props: { readonly children: ReactNode }) => (
  <p className="room-line" data-testid="room-line">
    {props.children}
  </p>
);
