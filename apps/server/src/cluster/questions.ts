import { createHash } from "node:crypto";
import { z } from "zod";
import type { Owners } from "./owners.ts";
import type { PeerRow } from "./watch.ts";

/** Asks another instance. Undefined: no answer in time, or a refusal. */
export type AskPeer = (
  peer: Pick<PeerRow, "id" | "url">,
  name: string,
  body: unknown,
) => Promise<unknown>;

/**
 * What instances ask each other. What is about one person goes to the owner of their room alone, as
 * a forwarded request does; across rooms go numbers, names of rooms, the place of a location claim, keyed
 * hashes of what limits guesses, and networks that may be mislocated.
 */
export interface Questions {
  /**
   * A question that a room's owner answers from memory.
   * @returns asks the room's owner, which may be this instance; undefined: it can't be asked now
   */
  aboutRoom<Body, Answer>(
    name: string,
    shapes: { readonly body: z.ZodType<Body>; readonly answer: z.ZodType<Answer> },
    answer: (room: string, body: Body) => Answer | Promise<Answer>,
  ): (room: string, body: Body) => Promise<Answer | undefined>;
  /**
   * A question to every instance.
   * @returns asks them; resolves to the answers that came, our own first
   */
  ofAll<Body, Answer>(
    name: string,
    shapes: { readonly body: z.ZodType<Body>; readonly answer: z.ZodType<Answer> },
    answer: (body: Body) => Answer | Promise<Answer>,
  ): (body: Body) => Promise<readonly Answer[]>;
  /**
   * A question about a key, which one instance that serves answers from memory: the same one for all
   * that ask, as long as no instance comes or goes. After that it may be another, which remembers nothing.
   * @returns asks that instance; undefined: it doesn't answer now
   */
  aboutKey<Body, Answer>(
    name: string,
    shapes: { readonly body: z.ZodType<Body>; readonly answer: z.ZodType<Answer> },
    answer: (body: Body) => Answer | Promise<Answer>,
  ): (key: string, body: Body) => Promise<Answer | undefined>;
}

/** For a service of one process, which answers every question itself. */
export const soleQuestions: Questions = {
  aboutRoom: (_name, _shapes, answer) => async (room, body) => await answer(room, body),
  ofAll: (_name, _shapes, answer) => async (body) => [await answer(body)],
  aboutKey: (_name, _shapes, answer) => async (_key, body) => await answer(body),
};

export interface QuestionsParts {
  readonly owners: Pick<Owners, "find" | "holds">;
  readonly self: () => Pick<PeerRow, "id" | "url" | "draining">;
  readonly peers: () => readonly PeerRow[];
  readonly ask: AskPeer;
}

/** `elsewhere`: the instance that was asked doesn't own the room. */
const aboutRoomReply = <Answer>(answer: z.ZodType<Answer>) =>
  z.discriminatedUnion("kind", [
    z.object({ kind: z.literal("answer"), answer }),
    z.object({ kind: z.literal("elsewhere") }),
  ]);

/** For several instances. `answerers` answer the others; each throws for a body it can't read. */
export class PeerQuestions implements Questions {
  readonly #parts: QuestionsParts;
  readonly answerers = new Map<string, (body: unknown) => Promise<unknown>>();

  constructor(parts: QuestionsParts) {
    this.#parts = parts;
  }

  aboutRoom: Questions["aboutRoom"] = (name, shapes, answer) => {
    const { owners, ask } = this.#parts;
    const asked = z.object({ room: z.string(), body: shapes.body });
    const reply = aboutRoomReply(shapes.answer);
    this.answerers.set(name, async (text) => {
      const { room, body } = asked.parse(text);
      if (!owners.holds(room)) return { kind: "elsewhere" };
      return { kind: "answer", answer: await answer(room, body as never) };
    });
    return async (room, body) => {
      for (const again of [undefined, "again"] as const) {
        const owner = await owners.find(room, again);
        if (owner.kind === "here") return await answer(room, body);
        if (owner.kind === "outage") return undefined;
        const said = reply.safeParse(await ask(owner.peer, name, { room, body }));
        if (said.success && said.data.kind === "answer") return said.data.answer as never;
      }
      return undefined;
    };
  };

  ofAll: Questions["ofAll"] = (name, shapes, answer) => {
    const { peers, ask } = this.#parts;
    this.answerers.set(name, async (body) => await answer(shapes.body.parse(body)));
    return async (body) => {
      const asked = peers().map(async (peer) => {
        const said = shapes.answer.safeParse(await ask(peer, name, body));
        return said.success ? [said.data] : [];
      });
      return [await answer(body), ...(await Promise.all(asked)).flat()];
    };
  };

  aboutKey: Questions["aboutKey"] = (name, shapes, answer) => {
    const { peers, self, ask } = this.#parts;
    this.answerers.set(name, async (body) => await answer(shapes.body.parse(body)));
    return async (key, body) => {
      const own = self();
      const all = [own, ...peers()];
      const serving = all.filter(({ draining }) => !draining);
      const keeper = keeperOf(key, serving.length > 0 ? serving : all);
      if (keeper.id === own.id) return await answer(body);
      const said = shapes.answer.safeParse(await ask(keeper, name, body));
      return said.success ? said.data : undefined;
    };
  };
}

/**
 * Rendezvous hashing: all who know the same instances choose the same one, and when one comes or
 * goes, no more keys move than must.
 */
function keeperOf<T extends { readonly id: string }>(key: string, all: readonly T[]): T {
  const weight = ({ id }: T): string => createHash("sha256").update(`${id} ${key}`).digest("hex");
  const weighed = all.map((one) => ({ one, weight: weight(one) }));
  return weighed.reduce((a, b) => (a.weight < b.weight ? b : a)).one;
}
