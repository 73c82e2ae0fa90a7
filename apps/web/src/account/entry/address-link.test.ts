import { base64Url } from "@graticule/ledger/base64url";
import { utf8 } from "@graticule/ledger/bytes";
import { expect, test } from "vitest";
import { readAddressLink } from "./address-link.ts";

const tokenOf = (claims: unknown) => `e30.${base64Url(utf8(JSON.stringify(claims)))}.c2ln`;

test("a link says which account moves, and to which address", () => {
  const claims = { email: "ada@example.org", updateTo: "ada.l@example.net" };
  expect(readAddressLink(tokenOf({ ...claims, iat: 1, requestType: "x" }))).toEqual(claims);
  expect(readAddressLink(tokenOf({ email: claims.email }))).toEqual({ email: claims.email });
});

// Broken on purpose: with an optional updateTo that falls back to undefined → a move reads as if the account stayed.
test("a link that isn't complete, or names what is no address, says nothing", () => {
  const email = "ada@example.org";
  const unreadable = [
    ...["", "token", "a.b.c", "e30.e30.c2ln", "e30..c2ln", "e30.%%%.c2ln"],
    tokenOf(null),
    tokenOf({ email: "call us at once" }),
    tokenOf({ email, updateTo: "call us at once" }),
    tokenOf({ email, updateTo: "" }),
    tokenOf({ email, updateTo: ["ada@example.net"] }),
  ];
  for (const token of unreadable) expect(readAddressLink(token), token).toBeUndefined();
});
