import { type Runtime, Session } from "node:inspector";

/** Node 24's inspector returns these, but its types don't say so. */
interface WithPrivate {
  readonly privateProperties?: readonly {
    readonly name: string;
    readonly value?: Runtime.RemoteObject;
  }[];
}

const handedOver = Symbol.for("graticule: from the inspector");
const place = globalThis as unknown as Record<symbol, unknown>;

let session: Session | undefined;

function inspector(): Session {
  if (session === undefined) {
    session = new Session();
    session.connect();
  }
  return session;
}

/** An object's private fields (`#name`) by name, from the inspector: JavaScript can't read them. */
export function privateFieldsOf(object: object): ReadonlyMap<string, unknown> {
  const at = inspector();
  const fields = new Map<string, unknown>();
  place[handedOver] = object;
  const objectId = idOf(at, `globalThis[Symbol.for(${JSON.stringify(handedOver.description)})]`);
  at.post("Runtime.getProperties", { objectId, ownProperties: true }, (failed, answer) => {
    if (failed !== null) throw failed;
    for (const { name, value } of (answer as WithPrivate).privateProperties ?? []) {
      if (value?.objectId === undefined) fields.set(name, value?.value);
      else fields.set(name, handOver(at, value.objectId));
    }
  });
  delete place[handedOver];
  return fields;
}

function idOf(at: Session, expression: string): string {
  let id: string | undefined;
  at.post("Runtime.evaluate", { expression }, (failed, answer) => {
    if (failed !== null) throw failed;
    id = answer.result.objectId;
  });
  if (id === undefined) throw new Error("the inspector does not know it");
  return id;
}

/** The object itself, not a description of it. */
function handOver(at: Session, objectId: string): unknown {
  const functionDeclaration = `function () { globalThis[Symbol.for(${JSON.stringify(handedOver.description)})] = this; }`;
  at.post("Runtime.callFunctionOn", { objectId, functionDeclaration }, (failed) => {
    if (failed !== null) throw failed;
  });
  return place[handedOver];
}
