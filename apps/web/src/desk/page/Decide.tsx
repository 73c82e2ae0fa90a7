import { Button } from "@mantine/core";
import { type ReactNode, useState } from "react";
import { ConfirmAct } from "../../ui/form/ConfirmAct.tsx";
import { FaultLine } from "../../ui/form/FaultLine.tsx";
import type { Said } from "../../ui/form/said.ts";
import { useDeskAct } from "./reasons.ts";
import { TextDialog, type TextWanted } from "./TextDialog.tsx";

/** One thing that can be done about what waits here. */
export type Way = Opening | Doing;

interface Named {
  readonly label: string;
  readonly testId?: string;
  /** A button that calls less than the one beside it. */
  readonly quiet?: boolean;
}

/** Leads to more than a question. */
interface Opening extends Named {
  readonly open: () => void;
}

interface Doing extends Named {
  /** `why`: what was written about it, where that is asked for; else empty. */
  readonly act: (why: string) => Promise<Said<unknown>>;
  /** What is asked first; absent: one press does it. */
  readonly ask?: Asking;
}

interface Asking {
  readonly title: string;
  readonly says: ReactNode;
  /** Absent: the label. */
  readonly confirm?: string;
  /** What can't be had back. */
  readonly tone?: "brick";
  /** Present: something is to be written about it. */
  readonly why?: TextWanted;
}

/** What a member of the desk can do about what waits, most of it proposed by another; `false`: not this one. */
export function Decide(props: {
  readonly ways: readonly (Way | false)[];
  readonly look: "links" | "buttons";
  /** What it is about, where such labels stand several times on a page. */
  readonly which?: string;
  /** Asks for it anew, after something was done. */
  readonly again: () => Promise<void>;
}) {
  const ways = props.ways.filter((way) => way !== false);
  const [asked, setAsked] = useState<Doing | undefined>();
  const done = async (): Promise<void> => {
    await props.again();
    setAsked(undefined);
  };
  const act = useDeskAct((way: Doing) => way.act(""), done);
  const close = (): void => {
    act.clear();
    setAsked(undefined);
  };
  const press = (way: Way): void => {
    if ("open" in way) way.open();
    else if (way.ask === undefined) act.run(way);
    else {
      act.clear();
      setAsked(way);
    }
  };
  // A question that was opened stays until it is answered, whatever became of what it is about: the service says so then.
  const gone = asked !== undefined && ways.every(({ label }) => label !== asked.label);
  return (
    <>
      <div className={props.look === "links" ? "item-acts" : "row"}>
        {ways.map((way) => (
          <WayButton
            key={way.label}
            way={way}
            look={props.look}
            which={props.which}
            busy={act.busy}
            onPress={() => press(way)}
          />
        ))}
        {asked === undefined ? <FaultLine fault={act.fault} /> : null}
      </div>
      {(gone ? [...ways, asked] : ways).map((way) =>
        "open" in way || way.ask === undefined ? null : (
          <Question
            key={way.label}
            {...{ way, ask: way.ask, act }}
            opened={asked?.label === way.label}
            onDone={done}
            onClose={close}
          />
        ),
      )}
    </>
  );
}

function WayButton(props: {
  readonly way: Way;
  readonly look: "links" | "buttons";
  readonly which: string | undefined;
  readonly busy: boolean;
  readonly onPress: () => void;
}) {
  const { label, testId, quiet } = props.way;
  const button = {
    "aria-label": props.which === undefined ? undefined : `${label}: ${props.which}`,
    "data-testid": testId,
    onClick: props.onPress,
  };
  if (props.look === "links") {
    return (
      <button type="button" className="link" {...button}>
        {label}
      </button>
    );
  }
  const isAtOnce = !("open" in props.way) && props.way.ask === undefined;
  return (
    <Button
      variant={quiet === true ? "default" : "filled"}
      loading={isAtOnce && props.busy}
      {...button}
    >
      {label}
    </Button>
  );
}

function Question(props: {
  readonly way: Doing;
  readonly ask: Asking;
  readonly act: ReturnType<typeof useDeskAct<Doing, unknown>>;
  readonly opened: boolean;
  readonly onDone: () => Promise<void>;
  readonly onClose: () => void;
}) {
  const { way, ask, act, opened, onDone, onClose } = props;
  if (ask.why === undefined) {
    return (
      <ConfirmAct
        opened={opened}
        title={ask.title}
        confirm={ask.confirm ?? way.label}
        tone={ask.tone ?? "plain"}
        act={act}
        onConfirm={() => act.run(way)}
        onClose={onClose}
      >
        {ask.says}
      </ConfirmAct>
    );
  }
  if (!opened) return null;
  return (
    <TextDialog
      title={ask.title}
      {...ask.why}
      confirm={ask.confirm ?? way.label}
      act={way.act}
      onDone={onDone}
      onClose={onClose}
    >
      {ask.says}
    </TextDialog>
  );
}
