/** A STUN Binding message as ICE uses it (RFC 8489, RFC 8445 section 7). */
export interface StunMessage {
  readonly kind: "request" | "response";
  /** The 96 bits as text, one character a byte. */
  readonly transaction: string;
  /** Of a request, as in the signed bytes. */
  readonly username: string;
  /** Where MESSAGE-INTEGRITY begins: the bytes before it are signed. */
  readonly signedBytes: number;
}

/** Where a packet came from or goes to. */
export interface Endpoint {
  /** Dotted decimal or IPv6, as a socket gives it. */
  readonly address: string;
  readonly port: number;
}

/**
 * Reads and writes STUN, always with MESSAGE-INTEGRITY under a short-term password. Callers never
 * look into a datagram.
 */
export interface Stun<Datagram> {
  /** Does not check the signature. Undefined: no Binding request or success response of ICE. Never throws. */
  parse(datagram: Datagram): StunMessage | undefined;
  /** Whether this message, parsed from this datagram, was signed with the password. */
  isSignedWith(password: string, datagram: Datagram, message: StunMessage): boolean;
  /** A check of the controlled side. */
  request(check: {
    readonly transaction: string;
    readonly username: string;
    readonly password: string;
  }): Datagram;
  /** `mapped`: the check's source, IPv4 or IPv6 without a zone, not IPv4-mapped. */
  response(answer: {
    readonly transaction: string;
    readonly mapped: Endpoint;
    readonly password: string;
  }): Datagram;
}
