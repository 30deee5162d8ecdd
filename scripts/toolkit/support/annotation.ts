/** Where an annotation of a pull request stands. */
export interface AnnotationPlace {
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
  place: AnnotationPlace | Pick<AnnotationPlace, "title">,
  message: string,
): string {
  const members = "file" in place ? { file: place.file, line: place.line, col: place.column } : {};
  const list = Object.entries({ ...members, title: place.title }).map(
    ([name, value]) => `${name}=${escapeMember(String(value))}`,
  );
  return `::${level} ${list.join(",")}::${escapeText(message)}`;
}

const escapeText = (text: string) => text.replaceAll("%", "%25").replaceAll("\r", "%0D").replaceAll("\n", "%0A");
const escapeMember = (text: string) => escapeText(text).replaceAll(":", "%3A").replaceAll(",", "%2C");
