import type { DraftFault, RequestDraft, RequestDraftAction } from "./request-draft.ts";

/** What each section of the form draws from. */
export interface SectionProps {
  readonly draft: RequestDraft;
  readonly dispatch: (action: RequestDraftAction) => void;
  /** The sentence about a field, once the form was sent. */
  readonly fault: (fault: DraftFault) => string | undefined;
}
