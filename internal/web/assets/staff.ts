// Signed-in pages: parts of a page change without a reload. Every form also
// works without this script. The build adds the other scripts of this folder.
// The package puts itself on window.htmx.
import "htmx.org";
