import { Button } from "@mantine/core";
import { type ReactNode, useState } from "react";
import { ConfirmAct } from "../../ui/form/ConfirmAct.tsx";
import { ErrorLine } from "../../ui/form/ErrorLine.tsx";
import { FaultLine } from "../../ui/form/FaultLine.tsx";
import type { Said } from "../../ui/form/said.ts";
import { useDeskAct } from "./reasons.ts";
import { TextDialog, type WantedText } from "./TextDialog.tsx";
import { WillSign } from "./WillSign.tsx";

export type DeskAction = Opening | Doing;

interface Labelled {
  readonly label: string;
  /** For screen readers, where the label says too little. */
  readonly name?: string;
  readonly testId?: string;
  /** Draws less attention than the one beside it. */
  readonly quiet?: boolean;
  readonly disabled?: boolean;
}

/** Leads to more than a question. */
interface Opening extends Labelled {
  readonly open: () => void;
}

/**
 * `why`: what was written about it, where that is asked for; else empty. `signal`: the question was
 * closed.
 */
type Run = (why: string, signal: AbortSignal) => Promise<Said<unknown>>;

interface Doing extends Labelled {
  /** A text: what is to be chosen first. */
  readonly act: Run | string;
  /** Asked first; absent: one press does it. */
  readonly ask?: Question;
}

interface Question {
  readonly title: string;
  readonly says: ReactNode;
  /** Absent: the label. */
  readonly confirm?: string;
  /** It can't be undone. */
  readonly tone?: "brick";
  /** It takes the desk key. */
  readonly signs?: true;
  /** Present: a text is to be written about it. */
  readonly why?: WantedText;
}

/** What a member of the desk can do here, each after its question; `false`: not this one. */
export function ActionButtons(props: {
  readonly actions: readonly (DeskAction | false)[];
  readonly look: "links" | "buttons";
  /** For screen readers: what the actions are about, where a page has them several times. */
  readonly which?: string;
  /** Asks for the page's data once more after an action. */
  readonly again: () => Promise<void>;
}) {
  const actions = props.actions.filter((action) => action !== false);
  const [asked, setAsked] = useState<Doing | undefined>();
  const [pressed, setPressed] = useState<string | undefined>();
  const done = async (): Promise<void> => {
    await props.again();
    setAsked(undefined);
  };
  const act = useDeskAct((run: Run, signal) => run("", signal), done);
  const close = (): void => {
    act.clear();
    setAsked(undefined);
  };
  const press = (action: DeskAction): void => {
    setPressed(action.label);
    if ("open" in action) action.open();
    else if (typeof action.act === "string") return;
    else if (action.ask !== undefined) {
      act.clear();
      setAsked(action);
    } else act.run(action.act);
  };
  const missing = actions
    .filter(({ label }) => label === pressed)
    .map((action) => ("act" in action && typeof action.act === "string" ? action.act : ""));
  // An opened question stays until it is answered, even if its action is gone by then: the service says so.
  const isGone = asked !== undefined && actions.every(({ label }) => label !== asked.label);
  return (
    <>
      <div className={props.look === "links" ? "item-acts" : "row"}>
        {actions.map((action) => (
          <ActionButton
            key={action.label}
            action={action}
            look={props.look}
            which={props.which}
            busy={act.busy}
            onPress={() => press(action)}
          />
        ))}
        <ErrorLine text={missing.join("")} />
        {asked === undefined ? <FaultLine fault={act.fault} /> : null}
      </div>
      {(isGone ? [...actions, asked] : actions).map((action) =>
        "open" in action || action.ask === undefined || typeof action.act === "string" ? null : (
          <AskFirst
            key={action.label}
            label={action.label}
            run={action.act}
            question={action.ask}
            act={act}
            opened={asked?.label === action.label}
            onDone={done}
            onClose={close}
          />
        ),
      )}
    </>
  );
}

function ActionButton(props: {
  readonly action: DeskAction;
  readonly look: "links" | "buttons";
  readonly which: string | undefined;
  readonly busy: boolean;
  readonly onPress: () => void;
}) {
  const { which } = props;
  const { label, testId, quiet, disabled = false } = props.action;
  const name = which === undefined ? props.action.name : `${label}: ${which}`;
  const isAtOnce = "act" in props.action && props.action.ask === undefined;
  const isRunning = isAtOnce && props.busy;
  const button = { "aria-label": name, "data-testid": testId, onClick: props.onPress };
  if (props.look === "links") {
    return (
      <button type="button" className="link" disabled={disabled || isRunning} {...button}>
        {label}
      </button>
    );
  }
  return (
    <Button
      variant={quiet === true ? "default" : "filled"}
      disabled={disabled}
      loading={isRunning}
      {...button}
    >
      {label}
    </Button>
  );
}

function AskFirst(props: {
  readonly label: string;
  readonly run: Run;
  readonly question: Question;
  readonly act: ReturnType<typeof useDeskAct<Run, unknown>>;
  readonly opened: boolean;
  readonly onDone: () => Promise<void>;
  readonly onClose: () => void;
}) {
  const { run, act, opened, onDone, onClose } = props;
  const { title, says, confirm = props.label, tone = "plain", signs, why } = props.question;
  if (why === undefined) {
    return (
      <ConfirmAct
        opened={opened}
        title={title}
        confirm={confirm}
        tone={tone}
        act={act}
        onConfirm={() => act.run(run)}
        onClose={onClose}
      >
        {says}
        {signs === undefined ? null : <WillSign busy={act.busy} />}
      </ConfirmAct>
    );
  }
  if (!opened) return null;
  return (
    <TextDialog
      title={title}
      {...why}
      confirm={confirm}
      act={run}
      onDone={onDone}
      onClose={onClose}
    >
      {says}
    </TextDialog>
  );
}
