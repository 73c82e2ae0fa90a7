/** A passkey belongs to a name: over https or on localhost, and never at a mere address (WebAuthn, “RP ID”). */
export function canUsePasskeys(): boolean {
  const isAddress = /^[\d.]+$|^\[/.test(window.location.hostname);
  return window.isSecureContext && typeof PublicKeyCredential !== "undefined" && !isAddress;
}
