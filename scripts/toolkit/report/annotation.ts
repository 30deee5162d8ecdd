/** Where an annotation of a pull request stands. */
export interface AnnotationLocation {
  file: string;
  line: number;
  column: number;
  title: string;
}

/**
 * A line that GitHub's workflows turn into an annotation.
 *
 * @see https://docs.github.com/actions/reference/workflow-commands-for-github-actions
 */
export function annotation(
  level: "error" | "warning" | "notice",
  location: AnnotationLocation | Pick<AnnotationLocation, "title">,
  message: string,
): string {
  const properties = "file" in location ? { file: location.file, line: location.line, col: location.column } : {};
  const list = Object.entries({ ...properties, title: location.title }).map(
    ([name, value]) => `${name}=${escapeProperty(String(value))}`,
  );
  return `::${level} ${list.join(",")}::${escapeText(message)}`;
}

const escapeText = (text: string) => text.replaceAll("%", "%25").replaceAll("\r", "%0D").replaceAll("\n", "%0A");
const escapeProperty = (text: string) => escapeText(text).replaceAll(":", "%3A").replaceAll(",", "%2C");
