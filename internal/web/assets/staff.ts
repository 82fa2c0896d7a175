// Signed-in pages: parts of a page change without a reload. Every form also
// works without this script. The build adds the other scripts of this folder.
import htmx from "htmx.org";

declare global {
  interface Window { htmx: typeof htmx }
}
window.htmx = htmx;
