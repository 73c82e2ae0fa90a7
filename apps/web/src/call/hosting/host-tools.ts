import type { HostAct, RoomView } from "@graticule/api/hosting";
import type { Answer } from "../../api/client.ts";
import { hostingWords } from "../../i18n/hosting-words.ts";
import { withinSentence } from "../../i18n/within-sentence.ts";
import { answerFault } from "../../ui/form/answer-fault.ts";
import type { NoticeBoard } from "../notices/notice-board.ts";
import { joinIdOf, undoOf } from "./powers.ts";

export interface HostToolsPorts {
  readonly act: (act: HostAct) => Promise<Answer<undefined>>;
  readonly view: () => RoomView | undefined;
  readonly board: Pick<NoticeBoard, "tell" | "takeBack">;
}

/**
 * The notice after an act; undefined: the page already shows the outcome. `name` is the person's.
 * @internal
 */
export function toldOf(act: HostAct, name: string): string | undefined {
  const said = hostingWords;
  const who = withinSentence(name);
  switch (act.kind) {
    case "mute":
      return said.mutedOne(who);
    case "mute-all":
      return said.mutedAll;
    case "remove":
      return said.removed(who);
    case "ban":
      return said.banned(who);
    case "unban":
      return said.unbanned(who);
    case "send-back":
      return said.sentBack(who);
    case "role":
      return act.role === "co-host" ? said.madeCoHost(who) : said.endedCoHost(who);
    case "door":
      if (act.door.locked !== undefined) return act.door.locked ? said.locked : said.unlocked;
      return act.door.entry === "lobby" ? said.lobbyOn : said.lobbyOff;
    case "successors":
    case "admit":
    case "admit-all":
    case "vouch":
    case "delegate":
    case "decline":
      return undefined;
  }
}

/** The key of an act's notice: a person by their join, part of the door, or all. */
function keyOf(act: HostAct): string {
  const joinId = "joinId" in act ? act.joinId : "identity" in act && joinIdOf(act.identity);
  if (joinId) return `person/${joinId}`;
  return act.kind === "door" ? `door/${Object.keys(act.door).join()}` : act.kind;
}

function faultOf(answer: Exclude<Answer<undefined>, { kind: "ok" }>): string {
  const code = answer.kind === "problem" ? answer.code : undefined;
  if (code === "conflict") return hostingWords.noLonger;
  return code === "forbidden" ? hostingWords.notYours : answerFault(answer);
}

/** Acts as host, reports what was done, and offers to undo it where possible. */
export class HostTools {
  readonly #ports: HostToolsPorts;

  constructor(ports: HostToolsPorts) {
    this.#ports = ports;
  }

  /** Acts without a notice. Resolves with what stood in the way, if anything did. */
  async quietly(act: HostAct): Promise<string | undefined> {
    const answer = await this.#ports.act(act);
    if (answer.kind !== "ok") return faultOf(answer);
    // An earlier notice about the same subject no longer holds.
    this.#ports.board.takeBack(keyOf(act));
    return undefined;
  }

  /** `name`: the person that the act is about. `told`: another text for the notice. */
  async act(act: HostAct, name = "", told = toldOf(act, name)): Promise<void> {
    const { view, board } = this.#ports;
    const before = view();
    const fault = await this.quietly(act);
    if (fault !== undefined) {
      board.tell({ key: `failed/${keyOf(act)}`, text: fault, lang: "en" });
      return;
    }
    if (told === undefined) return;
    const undo = before === undefined ? undefined : undoOf(act, before);
    board.tell({
      key: keyOf(act),
      text: told,
      lang: "en",
      undo: undo === undefined ? undefined : () => void this.act(undo, name),
    });
  }
}
