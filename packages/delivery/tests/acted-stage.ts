import type { KeysEvent, KeysMessage } from "@graticule/api/keys";
import { Conversation } from "../conversation.ts";
import type { CommitHead, Outgoing } from "../ports.ts";
import { actedProposer, actedSitting } from "./proposer.ts";

export type Please = KeysEvent & { readonly kind: "please" };

/** One conversation whose members do what they are told, but for those whom a test holds back. A clock that it moves. */
export class ActedStage {
  now = 1_000;
  /** Who says nothing by themselves. */
  readonly held = new Set<string>();
  /** All that was told since it was emptied. */
  readonly told: Outgoing[] = [];
  readonly conversation: Conversation;
  /** As the members' trees: who stands on which leaf. */
  leaves: (string | undefined)[] = [];
  /** Removals that named a leaf on which someone else stands, or nobody. */
  readonly astray: string[] = [];
  #begins: { readonly by: string; readonly group: string } | undefined;
  readonly #pleased = new Map<string, Please>();
  /** With which each said hello last. */
  readonly #cameWith = new Map<string, string>();
  readonly #followed = new Set<string>();
  /** Who has said hello and is in no group yet. */
  readonly #outside = new Set<string>();
  #groups = 0;
  #packages = 0;

  /** `chance`: from 0 to 1, of when keys are renewed. */
  constructor(chance?: () => number) {
    const newGroup = () => `group-${++this.#groups}`;
    this.conversation = new Conversation(actedProposer, newGroup, 0, chance);
  }

  /** With these people inside, in one epoch. */
  static with(...identities: readonly string[]): ActedStage {
    const stage = new ActedStage();
    for (const identity of identities) stage.hello(identity);
    stage.told.length = 0;
    return stage;
  }

  hello(identity: string, keyPackage = `${identity}/${++this.#packages}`): void {
    this.#cameWith.set(identity, keyPackage);
    this.#outside.add(identity);
    this.says(identity, { kind: "hello", keyPackage, sitting: actedSitting });
  }

  bye(identity: string): void {
    this.says(identity, { kind: "bye", keyPackage: this.#cameWith.get(identity) ?? "" });
  }

  says(identity: string, message: KeysMessage, head?: CommitHead): void {
    const isBegun = message.kind === "begun" && message.group === this.#begins?.group;
    if (isBegun && identity === this.#begins?.by) {
      this.leaves = [identity];
      // Said again, it begins nothing.
      this.#begins = undefined;
    }
    this.#heard(
      this.conversation.take(identity, { kind: "says", message, head, listens: true }, this.now),
    );
  }

  happens(identity: string, kind: "listens" | "silent" | "left"): void {
    this.#heard(this.conversation.take(identity, { kind }, this.now));
  }

  passes(ms: number): void {
    this.now += ms;
    this.#heard(this.conversation.tick(this.now));
  }

  /** What this one was asked for last. */
  please(identity: string): Please {
    const please = this.#pleased.get(identity);
    if (please === undefined) throw new Error(`${identity} was asked for nothing`);
    return please;
  }

  /** What it was asked for, done; but for what a test does otherwise. */
  commits(identity: string, otherwise: { readonly head?: Partial<CommitHead> } = {}): void {
    const { group, epoch, changes } = this.please(identity);
    // As a member's: nothing that only adds has one.
    const hasPath = changes.length === 0 || changes.some(({ kind }) => kind === "remove");
    const added = changes.flatMap(({ kind, proposal }) =>
      kind === "add" ? [JSON.parse(proposal).keyPackage] : [],
    );
    const head = {
      group,
      epoch,
      leaf: this.leaves.indexOf(identity),
      hasPath,
      refs: changes.map(({ proposal }) => proposal),
      welcomed: added,
      ...otherwise.head,
    };
    const welcome = head.welcomed.length > 0 ? "welcome" : undefined;
    const commit = `commit of ${identity}`;
    const said = { kind: "commit" as const, group, epoch, commit };
    this.says(identity, welcome === undefined ? said : { ...said, welcome }, head);
  }

  /** To one of them, or to all. */
  kinds(identity?: string): readonly string[] {
    const of = this.told.filter(({ to }) => identity === undefined || to === identity);
    return of.map(({ to, event }) =>
      identity === undefined ? `${to}: ${event.kind}` : event.kind,
    );
  }

  /** Why each hello of this one was refused. */
  refusals(identity: string): readonly string[] {
    return this.told.flatMap(({ to, event }) =>
      to === identity && event.kind === "refused" ? [event.because] : [],
    );
  }

  #heard(sent: readonly Outgoing[]): void {
    this.told.push(...sent);
    const changed = sent.find(({ event }) => event.kind === "change");
    if (changed?.event.kind === "change") this.#follow(changed.event);
    // Before anyone answers anything: an answer may lead to another beginning.
    // Of several who are asked at once, the first one's commit changes the leaves of which the others were told.
    for (const { to, event } of sent) {
      if (event.kind === "begin") this.#begins = { by: to, group: event.group };
      if (event.kind === "please") this.#ask(to, event);
    }
    for (const { to, event } of sent) {
      if (!this.held.has(to)) this.#answer(to, event);
    }
  }

  #ask(to: string, please: Please): void {
    this.#pleased.set(to, please);
    for (const { kind, identity, proposal } of please.changes) {
      const { leaf } = JSON.parse(proposal);
      if (kind === "remove" && this.leaves[leaf] !== identity) this.astray.push(identity);
    }
  }

  #answer(to: string, event: KeysEvent): void {
    switch (event.kind) {
      case "begin":
        this.#outside.delete(to);
        this.says(to, { kind: "begun", group: event.group });
        break;
      case "please":
        this.commits(to);
        break;
      case "change":
        this.says(to, { kind: "ready", group: event.group, epoch: event.epoch + 1 });
        break;
      case "welcome":
        this.#outside.delete(to);
        this.says(to, { kind: "ready", group: event.group, epoch: event.epoch });
        break;
      case "start-over":
        if (!this.#outside.has(to)) this.hello(to);
        break;
      case "execute":
      case "refused":
      case "sitting":
    }
  }

  #follow({ group, epoch, changes }: KeysEvent & { readonly kind: "change" }): void {
    // Whoever missed it is told of it once more.
    const place = `${group}/${epoch}`;
    if (this.#followed.has(place)) return;
    this.#followed.add(place);
    for (const { kind, proposal } of changes) {
      if (kind === "remove") this.leaves[JSON.parse(proposal).leaf] = undefined;
    }
    for (const { kind, identity } of changes) {
      if (kind !== "add") continue;
      const blank = this.leaves.indexOf(undefined);
      this.leaves[blank === -1 ? this.leaves.length : blank] = identity;
    }
    while (this.leaves.length > 0 && this.leaves.at(-1) === undefined) this.leaves.pop();
  }
}

/** Whom the last request asked to change. */
export function asked(stage: ActedStage, by: string): readonly string[] {
  return stage.please(by).changes.map(({ kind, identity }) => `${kind} ${identity}`);
}
