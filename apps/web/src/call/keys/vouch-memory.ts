/**
 * Whom a page vouched for and lets vouch. It outlives a call that was lost or left and came back, as the signature keys of a visit do, and no reload.
 */
export class VouchMemory {
  /** By identity: the name and key that were vouched for last. */
  readonly vouched = new Map<string, { readonly name: string; readonly signatureKey: string }>();
  /** Whom its person lets vouch: the key that they had in the group at that click. */
  readonly delegates = new Map<string, string>();
  /** Who left the group, or was taken out of it, and is not back. */
  readonly gone = new Set<string>();
  /** Who was in the group when it was last looked at, in which sitting. */
  inside: { readonly sitting: string; readonly identities: ReadonlySet<string> } | undefined;
}
