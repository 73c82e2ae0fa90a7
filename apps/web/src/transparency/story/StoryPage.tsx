import { Shell } from "../../ui/Shell.tsx";

export function StoryPage() {
  return (
    <Shell title="The public log" english>
      <h1 className="h1">The public log</h1>
    </Shell>
  );
}
