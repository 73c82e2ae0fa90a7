import dns from "node:dns";
import { FAKE_MEDIA } from "./browser.ts";

/** What looks a host up first has it as its first argument. */
type Lookup = (host: string, ...more: unknown[]) => unknown;

/**
 * A name for a service of a test network, since an address can have no passkeys: this process finds
 * it from now on, and so does a browser that is opened with `browserArguments`.
 */
export function nameService(address: string): {
  readonly name: string;
  readonly browserArguments: readonly string[];
} {
  const name = "meet.test";
  const finding =
    (lookup: Lookup): Lookup =>
    (host, ...more) =>
      lookup(host === name ? address : host, ...more);
  Object.assign(dns, { lookup: finding(dns.lookup as Lookup) });
  Object.assign(dns.promises, { lookup: finding(dns.promises.lookup as Lookup) });
  return {
    name,
    browserArguments: [...FAKE_MEDIA, `--host-resolver-rules=MAP ${name} ${address}`],
  };
}
