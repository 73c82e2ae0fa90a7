/** Longer than a browser takes that finds any address at all. */
const withinMs = 3_000;

type Peer = Pick<
  RTCPeerConnection,
  "createDataChannel" | "setLocalDescription" | "close" | "onicecandidate"
>;

/**
 * Whether this browser has any network on which sound and picture could leave it. No browser offers a loopback address for that: on a
 * machine that has no other, even a service on the same machine can't be reached. Asks no server. A browser that says nothing is believed
 * to have one.
 */
export async function findsNetwork(makePeer: () => Peer = newPeer): Promise<boolean> {
  let peer: Peer;
  try {
    peer = makePeer();
  } catch {
    return false;
  }
  try {
    peer.createDataChannel("way");
    const found = firstCandidate(peer);
    await peer.setLocalDescription();
    return await found;
  } catch {
    return true;
  } finally {
    peer.close();
  }
}

const newPeer = (): Peer => new RTCPeerConnection({ iceServers: [] });

function firstCandidate(peer: Peer): Promise<boolean> {
  return new Promise((resolve) => {
    const timer = setTimeout(() => resolve(true), withinMs);
    const answer = (found: boolean): void => {
      clearTimeout(timer);
      resolve(found);
    };
    peer.onicecandidate = ({ candidate }) => {
      if (candidate === null) answer(false);
      else if (candidate.candidate !== "") answer(true);
    };
  });
}
