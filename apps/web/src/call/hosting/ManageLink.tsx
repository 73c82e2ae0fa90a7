import type { LinkSecret } from "@graticule/e2ee/link-secret";
import { IconExternalLink } from "@tabler/icons-react";
import { useState, useSyncExternalStore } from "react";
import { hostingWords } from "../../i18n/hosting-words.ts";
import { linkSecretOf } from "../../join/link-secret.ts";
import { manageFragment } from "../../links/link-fragment.ts";
import { keptKey } from "../../links/my-meetings.ts";
import { deviceStorage } from "../../storage/storage.ts";
import { useCall, useRoomView } from "../call-parts.ts";

/** Whether the management page opens for this person, even outside the call. */
export function useManagePage(): boolean {
  const { code } = useCall().admitted.meeting;
  const view = useRoomView();
  const [kept] = useState(() => keptKey(deviceStorage, code));
  return kept !== undefined || view?.you === "host";
}

/** The secret of the meeting's link, even after another tab of this browser made a new one. */
export function useLinkSecret(code: string): LinkSecret | undefined {
  return useSyncExternalStore(onStorage, () => linkSecretOf(code));
}

function onStorage(listener: () => void): () => void {
  window.addEventListener("storage", listener);
  return () => window.removeEventListener("storage", listener);
}

/**
 * A link to the management page, for those it opens for. A co-host without a management link in
 * this browser, and not signed in as the owner, has no key outside the call.
 */
export function ManageLink() {
  if (!useManagePage()) return null;
  return (
    <p className="small" lang="en" dir="ltr">
      <ToManage testId="manage-meeting">{hostingWords.manage}</ToManage> {hostingWords.manageDetail}
    </p>
  );
}

/** To what the management page says of an order, for those it opens for. */
export function NoticeLink() {
  if (!useManagePage()) return null;
  return (
    <span lang="en" dir="ltr">
      {" "}
      <ToManage testId="see-notice">{hostingWords.seeNotice}</ToManage>
    </span>
  );
}

function ToManage(props: { readonly testId: string; readonly children: string }) {
  const { code } = useCall().admitted.meeting;
  const linkSecret = useLinkSecret(code);
  return (
    <a
      className="link manage-link"
      href={`/manage/${code}#${manageFragment({ linkSecret })}`}
      target="_blank"
      rel="noreferrer"
      data-testid={props.testId}
    >
      {props.children}
      <IconExternalLink size={15} aria-hidden="true" />
    </a>
  );
}
