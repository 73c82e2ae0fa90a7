import { Link } from "@tanstack/react-router";
import { locationWords } from "../../i18n/location-words.ts";

/** What an administrator does while nothing that places anyone is fresh, and why. */
export function SetUpLocations() {
  return (
    <p className="amber-note" data-testid="bring-data">
      {locationWords.setUpWhy}{" "}
      <Link to="/admin/$part" params={{ part: "places" }} className="link">
        {locationWords.setUp}
      </Link>
    </p>
  );
}
