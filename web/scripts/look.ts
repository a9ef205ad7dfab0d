// The colours of the stylesheet, and its letters: a drawing carries its own, because it leaves the page without that.
export const ink = "#1d2733";
export const quiet = "#51606f";
export const paper = "#ffffff";
export const tint = "#f3f6f8";
export const edge = "#76838f";
export const gridLine = "#c9d2da";
export const bar = "#2f6f8f";
export const unknownBar = "#8a939c";
export const family = "system-ui, 'Liberation Sans', Arial, sans-serif";
