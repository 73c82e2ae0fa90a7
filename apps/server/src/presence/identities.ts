import { createHmac, randomBytes } from "node:crypto";

/** Makes identities: `person.tab`, see `personOf`. Neither part means anything in another room. */
export class Identities {
  readonly #key: string;

  /** @param key a secret of this instance, so that a signed-in person stays the same in a room */
  constructor(key: string) {
    this.#key = key;
  }

  /** `personId`: of someone signed in; undefined: a guest, someone new each time. */
  make(room: string, personId: string | undefined): string {
    const guest = `guest-${randomBytes(9).toString("base64url")}`;
    const person = personId === undefined ? guest : this.ofPerson(room, personId);
    return `${person}.${randomBytes(9).toString("base64url")}`;
  }

  ofPerson(room: string, personId: string): string {
    const mac = createHmac("sha256", this.#key).update(`identity\0${room}\0${personId}`).digest();
    return `person-${mac.subarray(0, 15).toString("base64url")}`;
  }
}
