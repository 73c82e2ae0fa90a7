import { Menu } from "@mantine/core";
import { useMediaQuery } from "@mantine/hooks";
import {
  IconChecklist,
  IconDots,
  IconEye,
  IconEyeOff,
  IconHandStop,
  IconKeyboard,
  IconLayoutGrid,
  IconLink,
  IconMessageReport,
  IconScreenShare,
  IconSettings,
  IconUser,
  IconUsers,
} from "@tabler/icons-react";
import { useState } from "react";
import { words } from "../../i18n/words.ts";
import { joinLink } from "../../links/pass.ts";
import { useCall, useTalk } from "../call-parts.ts";
import { useWaitingLabel, WaitingCount } from "../hosting/Waiting.tsx";
import { useRoster, useSelf } from "../roster/use-roster.ts";
import type { BarProps } from "./bar-props.ts";
import { Control } from "./Control.tsx";
import { canShareScreen } from "./call-actions.ts";
import { ReactionItems } from "./ReactMenu.tsx";

/** Less used controls; on a narrow screen also those that don't fit in the bar. */
export function MoreMenu(props: BarProps) {
  const [opened, setOpened] = useState(false);
  const narrow = props.size === "narrow";
  const touch = useMediaQuery("(hover: none) and (pointer: coarse)") ?? false;
  const label = useWaitingLabel(words.call.moreControls);
  return (
    <Menu
      opened={opened}
      onChange={setOpened}
      position="top"
      width={300}
      withinPortal
      withInitialFocusPlaceholder={false}
    >
      <Menu.Target>
        <Control
          label={narrow ? label : words.call.moreControls}
          state={opened ? "on" : undefined}
          testId="open-more"
        >
          <IconDots size={22} />
          {narrow ? <WaitingCount className="bar-count" /> : null}
        </Control>
      </Menu.Target>
      <Menu.Dropdown className="more-menu">
        {narrow ? (
          <>
            <ReactionItems />
            <Menu.Divider />
            <NarrowItems {...props} />
            <Menu.Divider />
          </>
        ) : null}
        <CopyLinkItem />
        <Menu.Divider />
        <ViewItems {...props} />
        <Menu.Divider />
        <Menu.Item
          leftSection={<IconSettings size={18} />}
          onClick={() => props.actions.change({ dialog: "devices" })}
          data-testid="open-devices"
        >
          {words.call.devices.title}
        </Menu.Item>
        {touch ? null : (
          <Menu.Item
            leftSection={<IconKeyboard size={18} />}
            onClick={() => props.actions.change({ dialog: "keys" })}
            data-testid="open-keys"
          >
            {words.call.keys.title}
          </Menu.Item>
        )}
        <Menu.Item
          leftSection={<IconMessageReport size={18} />}
          onClick={() => props.actions.change({ dialog: "report", about: undefined })}
          data-testid="open-report"
        >
          {words.report.title}
        </Menu.Item>
      </Menu.Dropdown>
    </Menu>
  );
}

function CopyLinkItem() {
  const { board } = useCall();
  const copy = async (): Promise<void> => {
    const done = await navigator.clipboard.writeText(joinLink(window.location)).then(
      () => true,
      () => false,
    );
    board.tell({ key: "link", text: done ? words.call.link.copied : words.call.failed });
  };
  return (
    <Menu.Item
      leftSection={<IconLink size={18} />}
      onClick={() => void copy()}
      data-testid="copy-link"
    >
      {words.call.link.copy}
    </Menu.Item>
  );
}

function NarrowItems({ actions, run, hostKey }: BarProps) {
  const self = useSelf();
  const sharing = self.screen?.isOn;
  const raised = useTalk().hands.has(self.attendee.identity);
  const count = useRoster(({ attendees }) => attendees.length);
  const people = useWaitingLabel(words.call.list.open(count));
  return (
    <>
      <Menu.Item
        leftSection={<IconHandStop size={18} />}
        onClick={run.hand}
        data-testid="toggle-hand"
      >
        {raised ? words.call.hand.lower : words.call.hand.raise}
      </Menu.Item>
      <Menu.Item
        leftSection={<IconUsers size={18} />}
        rightSection={<WaitingCount className="tab-count" />}
        onClick={run.people}
        data-testid="open-people"
      >
        {people}
      </Menu.Item>
      {hostKey === undefined ? null : (
        <Menu.Item
          leftSection={<IconChecklist size={18} />}
          onClick={() => actions.showTab("rules")}
          data-testid="open-rules"
        >
          {words.call.rules}
        </Menu.Item>
      )}
      {canShareScreen() ? (
        <Menu.Item
          leftSection={<IconScreenShare size={18} />}
          onClick={run.screen}
          data-testid="toggle-screen"
        >
          {sharing ? words.call.stopScreen : words.call.screen}
        </Menu.Item>
      ) : null}
    </>
  );
}

function ViewItems({ actions, run }: BarProps) {
  const { wishes, change } = actions;
  const { stage } = wishes;
  const shown = stage.self === "shown";
  return (
    <>
      <Menu.Item
        leftSection={stage.view === "grid" ? <IconUser size={18} /> : <IconLayoutGrid size={18} />}
        onClick={run.view}
        data-testid="switch-view"
      >
        {stage.view === "grid" ? words.call.view.speaker : words.call.view.grid}
      </Menu.Item>
      <Menu.Item
        leftSection={shown ? <IconEyeOff size={18} /> : <IconEye size={18} />}
        onClick={() => change({ stage: { ...stage, self: shown ? "hidden" : "shown" } })}
        data-testid="switch-self"
      >
        {shown ? words.call.view.hideSelf : words.call.view.showSelf}
      </Menu.Item>
    </>
  );
}
