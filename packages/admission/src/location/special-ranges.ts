/**
 * Networks whose addresses have no place: private, shared (CGNAT), loopback, link-local,
 * documentation, benchmarking, multicast, reserved and unassigned space. Country databases are
 * ignored for them; geofeeds may name them.
 * Source: IANA IPv4 and IPv6 Special-Purpose Address Registries and IPv6 Global Unicast space (RFC
 * 6890, RFC 4291, RFC 8215, RFC 9637), as of 2026-11.
 */
export const specialNetworks: readonly string[] = [
  "0.0.0.0/8",
  "10.0.0.0/8",
  "100.64.0.0/10",
  "127.0.0.0/8",
  "169.254.0.0/16",
  "172.16.0.0/12",
  "192.0.0.0/24",
  "192.0.2.0/24",
  "192.31.196.0/24",
  "192.52.193.0/24",
  "192.88.99.0/24",
  "192.168.0.0/16",
  "192.175.48.0/24",
  "198.18.0.0/15",
  "198.51.100.0/24",
  "203.0.113.0/24",
  "224.0.0.0/3",
  "::/3",
  "2001::/23",
  "2001:db8::/32",
  "2002::/16",
  "2620:4f:8000::/48",
  "3fff::/20",
  "4000::/2",
  "8000::/1",
];
