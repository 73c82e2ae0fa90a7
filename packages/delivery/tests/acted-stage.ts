import type { KeysEvent, KeysMessage } from "@graticule/api/keys";
import { Conversation } from "@graticule/delivery/conversation";
import type { CommitHead, Outgoing } from "@graticule/delivery/ports";
import { actedProposer, actedSitting } from "./acted-proposer.ts";

type Please = KeysEvent & { readonly kind: "please" };

/** A conversation for tests, with a clock: its members do what they are told unless a test holds them. */
export class ActedStage {
  now = 1_000;
  /** Members that do nothing by themselves. */
  readonly held = new Set<string>();
  /** All that was sent since a test emptied it. */
  readonly told: Outgoing[] = [];
  readonly conversation: Conversation;
  /** As in the members' trees: the member on each leaf. */
  leaves: (string | undefined)[] = [];
  /** Identities of removals with a wrong leaf. */
  readonly astray: string[] = [];
  #begins: { readonly by: string; readonly group: string } | undefined;
  readonly #pleased = new Map<string, Please>();
  /** The key package of each latest hello. */
  readonly #cameWith = new Map<string, string>();
  readonly #followed = new Set<string>();
  /** Those that have said hello and are in no group yet. */
  readonly #outside = new Set<string>();
  #groups = 0;
  #packages = 0;

  constructor(options: ConstructorParameters<typeof Conversation>[2] = {}) {
    const newGroup = () => `group-${++this.#groups}`;
    this.conversation = new Conversation(actedProposer, newGroup, options);
  }

  /** With these members, in one epoch. */
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
      // A repetition begins nothing.
      this.#begins = undefined;
    }
    this.#heard(
      this.conversation.take(identity, { kind: "says", message, head, listens: true }, this.now),
    );
  }

  happens(identity: string, kind: "listens" | "silent" | "left"): void {
    this.#heard(this.conversation.take(identity, { kind }, this.now));
  }

  /** These were in the call before a restart. */
  expect(identities: readonly string[]): void {
    this.#heard(this.conversation.expect(identities, this.now));
  }

  passes(ms: number): void {
    this.now += ms;
    this.#heard(this.conversation.tick(this.now));
  }

  /** The latest request to this one. */
  please(identity: string): Please {
    const please = this.#pleased.get(identity);
    if (please === undefined) throw new Error(`${identity} was asked for nothing`);
    return please;
  }

  /** Does what was requested; a test may change the head. */
  commits(identity: string, otherwise: { readonly head?: Partial<CommitHead> } = {}): void {
    const { group, epoch, changes } = this.please(identity);
    // As a member does: without a path if it only adds.
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

  /** Of events to one member, or to all. */
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
    // Before any answer: an answer may lead to another beginning, and of several members asked at once the
    // first one's commit changes the leaves named to the others.
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
    // A member that missed it gets it again.
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

/** The changes of the latest request. */
export function asked(stage: ActedStage, by: string): readonly string[] {
  return stage.please(by).changes.map(({ kind, identity }) => `${kind} ${identity}`);
}
