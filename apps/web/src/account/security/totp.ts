/** The secret in an `otpauth:` address, in groups of four as people type it; undefined: it has none. */
export function secretOfTotp(uri: string): string | undefined {
  const secret = URL.canParse(uri) ? new URL(uri).searchParams.get("secret") : null;
  if (secret === null || secret === "") return undefined;
  return secret.replaceAll(/(.{4})(?=.)/g, "$1 ");
}
