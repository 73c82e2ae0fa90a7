import { Button } from "@mantine/core";
import { transparencyWords } from "../../i18n/transparency-words.ts";

const { requests: said } = transparencyWords;

/** The end of a list that can grow, and how much of it is shown. */
export function More(props: {
  readonly hasMore: boolean;
  readonly isGrowing: boolean;
  /** The next ones did not come. */
  readonly isCutOff: boolean;
  readonly said: string;
  readonly grow: () => void;
}) {
  return (
    <div className="row log-more">
      {props.hasMore ? (
        <Button
          variant="default"
          size="sm"
          aria-disabled={props.isGrowing}
          onClick={() => (props.isGrowing ? undefined : props.grow())}
        >
          {said.more}
        </Button>
      ) : null}
      <p className="small" role="status">
        {props.isCutOff ? said.noMore : props.said}
      </p>
    </div>
  );
}
