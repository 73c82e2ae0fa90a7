import { KeysPart } from "./KeysPart.tsx";
import { WebhooksPart } from "./WebhooksPart.tsx";

export function DevelopersPart() {
  return (
    <>
      <KeysPart />
      <WebhooksPart />
    </>
  );
}
