import { parseAddress } from "@graticule/admission/location/address";
import { compareWords, type Network, parseNetwork } from "@graticule/admission/location/network";
import { specialNetworks } from "@graticule/admission/location/special-ranges";

export type AddressPolicy = ReturnType<typeof createAddressPolicy>;

const closedNetworks = networksOf(specialNetworks);

/**
 * Which addresses the service may connect to on behalf of someone who named them.
 * @param opened networks of the operator (`10.0.0.0/8`) that may be reached all the same
 */
export function createAddressPolicy(opened: readonly string[]) {
  const openedNetworks = networksOf(opened);
  return {
    /**
     * `public`: an ordinary address of the internet. `opened`: not one, but the operator opened its
     * network. `closed`: private, loopback, link-local, shared, multicast, reserved, unassigned, or
     * an IPv6 address that carries an IPv4 one (NAT64, 6to4, Teredo), whatever that one is.
     */
    judge(text: string): "public" | "opened" | "closed" {
      const words = wordsOf(text);
      if (words === undefined) return "closed";
      if (isIn(words, openedNetworks)) return "opened";
      return isIn(words, closedNetworks) ? "closed" : "public";
    },
  };
}

/** One word for IPv4, also for IPv4-mapped IPv6; four for IPv6, whatever it carries. */
function wordsOf(text: string): readonly number[] | undefined {
  const address = parseAddress(text);
  switch (address.kind) {
    case "ipv4":
      return [address.bits >>> 0];
    case "ipv6":
    case "transition":
      return parseNetwork(text)?.first;
    case "unknown":
      return undefined;
  }
}

function isIn(words: readonly number[], networks: readonly Network[]): boolean {
  return networks.some(
    ({ width, first, last }) =>
      width === words.length &&
      compareWords(first, 0, words, 0, width) <= 0 &&
      compareWords(words, 0, last, 0, width) <= 0,
  );
}

function networksOf(texts: readonly string[]): readonly Network[] {
  return texts.map((text) => {
    const network = parseNetwork(text);
    if (network === undefined) throw new TypeError("a network is not written as one");
    return network;
  });
}
