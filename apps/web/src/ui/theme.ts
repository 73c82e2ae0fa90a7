import {
  type CSSVariablesResolver,
  createTheme,
  defaultVariantColorsResolver,
  type MantineColorsTuple,
  type VariantColorsResolver,
} from "@mantine/core";

/** Meridian blue: the one accent. */
const meridian: MantineColorsTuple = [
  "#eef3f8",
  "#dbe6f0",
  "#b9cde1",
  "#93b5d6",
  "#7ba3c9",
  "#5584b3",
  "#3f709f",
  "#2f5d8c",
  "#264c73",
  "#1b3752",
];

/** Brick: for a removal and "end for all" only. */
const brick: MantineColorsTuple = [
  "#f8eeec",
  "#f0dad5",
  "#e5bab1",
  "#dd9b90",
  "#cf7f72",
  "#b95f51",
  "#a84e40",
  "#8f4033",
  "#733329",
  "#52241d",
];

/** Night, from text to ground. */
const dark: MantineColorsTuple = [
  "#e9e6df",
  "#c9c9c8",
  "#a2a7af",
  "#8b9199",
  "#3b424b",
  "#2e343b",
  "#1c2026",
  "#14171b",
  "#0f1215",
  "#0b0d10",
];

/** What hurts wears brick; everything else the accent. The tokens know light and dark. */
const toneOf = (color: string | undefined): { ground: string; text: string } =>
  color === "brick"
    ? { ground: "var(--g-brick)", text: "var(--g-on-brick)" }
    : { ground: "var(--g-accent)", text: "var(--g-on-accent)" };

/** `ink`: a button that is plain and strong, for leaving. */
const variantColors: VariantColorsResolver = (input) => {
  const colors = defaultVariantColorsResolver(input);
  const tone = toneOf(typeof input.color === "string" ? input.color : undefined);
  const faint = `color-mix(in srgb, ${tone.ground} 10%, transparent)`;
  switch (input.variant) {
    case "filled":
      return {
        ...colors,
        background: tone.ground,
        hover: `color-mix(in srgb, ${tone.ground} 88%, var(--g-ink))`,
        color: tone.text,
      };
    case "ink":
      return {
        ...colors,
        background: "var(--g-ink)",
        hover: "var(--g-muted)",
        color: "var(--g-paper)",
        border: "none",
      };
    case "outline":
      return { ...colors, color: tone.ground, border: `1px solid ${tone.ground}`, hover: faint };
    case "subtle":
      return { ...colors, color: tone.ground, hover: faint };
    default:
      return colors;
  }
};

/** By language: see base.css. */
const fonts = "var(--g-font)";

export const theme = createTheme({
  colors: { meridian, brick, dark },
  variantColorResolver: variantColors,
  primaryColor: "meridian",
  primaryShade: { light: 7, dark: 3 },
  fontFamily: fonts,
  headings: { fontFamily: fonts, fontWeight: "600" },
  black: "#1B1F24",
  defaultRadius: 8,
  cursorType: "pointer",
  respectReducedMotion: true,
  components: {
    Button: { defaultProps: { size: "md" } },
    TextInput: { defaultProps: { size: "md" } },
    Textarea: { defaultProps: { size: "md" } },
    Select: {
      defaultProps: {
        size: "md",
        allowDeselect: false,
        checkIconPosition: "right",
        comboboxProps: { position: "bottom-start" },
      },
    },
    Tooltip: { defaultProps: { openDelay: 300, withArrow: false } },
  },
});

/**
 * The tokens that the pages' own styles use. `stage` is what stands behind the faces, `raised` a
 * panel above the paper, `amber` means "a few would leave", `brick` hurts;
 * the tints stand behind the letters of people without a picture.
 */
export const cssVariables: CSSVariablesResolver = () => ({
  variables: {},
  light: {
    "--mantine-color-body": "#FBFAF7",
    "--mantine-color-text": "#1B1F24",
    "--mantine-color-dimmed": "#5C6370",
    "--mantine-color-placeholder": "#6E7480",
    "--mantine-color-default": "#FFFFFF",
    "--mantine-color-default-hover": "#F3F1EB",
    "--mantine-color-default-border": "#CFCBC0",
    "--mantine-color-error": "#8F4033",
    "--mantine-color-disabled": "#ECE9E1",
    "--mantine-color-disabled-color": "#5F6570",
    "--g-paper": "#FBFAF7",
    "--g-raised": "#FFFFFF",
    "--g-stage": "#F1EFE9",
    "--g-tile": "#E4E1D8",
    "--g-ink": "#1B1F24",
    "--g-muted": "#5C6370",
    "--g-line": "#DDD9CF",
    "--g-cell": "#E9E6DD",
    "--g-cell-ink": "#5C6370",
    "--g-accent": "#2F5D8C",
    "--g-on-accent": "#FFFFFF",
    "--g-accent-soft": "#DBE6F0",
    "--g-accent-soft-ink": "#1B3752",
    "--g-amber": "#7D5717",
    "--g-amber-soft": "#F6E7C8",
    "--g-brick": "#8F4033",
    "--g-on-brick": "#FFFFFF",
    "--g-tint-1": "#D9E3EC",
    "--g-tint-2": "#EEE0C6",
    "--g-tint-3": "#D8E4D6",
    "--g-tint-4": "#EFD9D2",
    "--g-tint-5": "#E2DCEC",
    "--g-tint-6": "#D0E3E1",
    "--g-shade": "rgba(27, 31, 36, 0.62)",
    "--g-on-shade": "#FFFFFF",
  },
  dark: {
    "--mantine-color-body": "#14171B",
    "--mantine-color-text": "#E9E6DF",
    "--mantine-color-dimmed": "#A2A7AF",
    "--mantine-color-placeholder": "#8B9199",
    "--mantine-color-default": "#1C2026",
    "--mantine-color-default-hover": "#252A31",
    "--mantine-color-default-border": "#3B424B",
    "--mantine-color-error": "#DD9B90",
    "--mantine-color-disabled": "#252A31",
    "--mantine-color-disabled-color": "#8B9199",
    "--g-paper": "#14171B",
    "--g-raised": "#1C2026",
    "--g-stage": "#0F1215",
    "--g-tile": "#252A31",
    "--g-ink": "#E9E6DF",
    "--g-muted": "#A2A7AF",
    "--g-line": "#2E343B",
    "--g-cell": "#2F363F",
    "--g-cell-ink": "#A2A7AF",
    "--g-accent": "#93B5D6",
    "--g-on-accent": "#14171B",
    "--g-accent-soft": "#243648",
    "--g-accent-soft-ink": "#CFE0F0",
    "--g-amber": "#E6B85C",
    "--g-amber-soft": "#3A3020",
    "--g-brick": "#DD9B90",
    "--g-on-brick": "#14171B",
    "--g-tint-1": "#253443",
    "--g-tint-2": "#3B3220",
    "--g-tint-3": "#263929",
    "--g-tint-4": "#42302B",
    "--g-tint-5": "#342E44",
    "--g-tint-6": "#1F3B3A",
    "--g-shade": "rgba(15, 18, 21, 0.66)",
    "--g-on-shade": "#F4F2EC",
  },
});
