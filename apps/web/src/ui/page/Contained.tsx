import { Component, type ReactNode } from "react";
import { words } from "../../i18n/words.ts";
import { LoadAnew } from "./BrokenPage.tsx";

/** A part of a page whose failure must not take the rest away, such as a panel beside a call. */
export class Contained extends Component<{ readonly children: ReactNode }, { failed: boolean }> {
  override readonly state = { failed: false };

  static getDerivedStateFromError(): { failed: boolean } {
    return { failed: true };
  }

  override render(): ReactNode {
    if (!this.state.failed) return this.props.children;
    return (
      <div className="stack" role="alert" data-testid="part-failed">
        <p>{words.app.failed}</p>
        <div className="row">
          <LoadAnew />
        </div>
      </div>
    );
  }
}
