/**
 * Whom a page vouched for and lets vouch. Like a visit's signature keys, it outlives a call, but no
 * reload.
 */
export class VouchMemory {
  /** By identity: the name and key last vouched for. */
  readonly vouched = new Map<string, { readonly name: string; readonly signatureKey: string }>();
  /** Those whom this page's person lets vouch, and their key in the group at that click. */
  readonly delegates = new Map<string, string>();
  /** Those who left the group, or were taken out, and are not back. */
  readonly gone = new Set<string>();
  /** The last known group, and its sitting. */
  inside: { readonly sitting: string; readonly identities: ReadonlySet<string> } | undefined;
}
