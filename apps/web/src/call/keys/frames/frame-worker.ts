import { later } from "../../../signals/later.ts";
import { FrameDesk } from "./frame-desk.ts";
import type { FromWorker, ToWorker, Transformer } from "./worker-words.ts";

/**
 * The parts we use of a worker's scope. `onrtctransform`: only where the browser has
 * `RTCRtpScriptTransform`.
 */
interface Scope {
  onmessage: (event: MessageEvent<ToWorker>) => void;
  onrtctransform?: (event: { readonly transformer: Transformer }) => void;
  postMessage(news: FromWorker): void;
}

const scope = self as unknown as Scope;
const desk = new FrameDesk({ tell: (news) => scope.postMessage(news), now: Date.now, later });
scope.onmessage = ({ data }) => desk.hear(data);
scope.onrtctransform = ({ transformer }) => desk.pipe(transformer);
