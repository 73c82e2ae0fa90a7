import { useNavigate, useSearch } from "@tanstack/react-router";
import { type ManageTab, manageTabs, tabOf } from "./manage-tabs.ts";

/** The part that is shown: it stands in the address, for a reload and for links. What the fragment opens stays there. */
export function useTab() {
  const navigate = useNavigate({ from: "/manage/$code" });
  const { tab } = useSearch({ from: "/manage/$code" });
  return {
    tab: tabOf(tab),
    show: (next: ManageTab): void =>
      void navigate({
        search: next === manageTabs[0] ? {} : { tab: next },
        hash: window.location.hash.slice(1),
        state: true,
        replace: true,
        resetScroll: false,
      }),
  };
}
