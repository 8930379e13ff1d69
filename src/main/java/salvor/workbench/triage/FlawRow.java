package salvor.workbench.triage;

import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import salvor.report.FlawWords;
import salvor.triage.ImageFlaw;
import salvor.workbench.wording.VisibleText;

/** A vulnerability in words, each made when it is first asked for: there may be many thousands. */
final class FlawRow {
  private static final int LIMIT = 400;

  /** What is said of it. */
  enum Part {
    NAME,
    SEVERITY,
    SCORE,
    COMPONENT,
    REMEDY,
    LISTED,
    DIFFERENCES,
    TITLE,
    /** What is searched, in lower case. */
    ALL
  }

  private final ImageFlaw flaw;
  private final FlawWords words;
  private final Map<Part, String> made = new EnumMap<>(Part.class);

  FlawRow(ImageFlaw flaw, FlawWords words) {
    this.flaw = flaw;
    this.words = words;
  }

  /** What it is a row of. */
  ImageFlaw flaw() {
    return flaw;
  }

  /** A part of what is said of it; searched off the JavaFX thread, shown on it. */
  synchronized String text(Part part) {
    String text = made.get(part);
    if (text == null) {
      text = make(part);
      made.put(part, text);
    }
    return text;
  }

  private String make(Part part) {
    return switch (part) {
      case NAME -> VisibleText.of(flaw.id(), LIMIT);
      case SEVERITY -> words.severity(flaw);
      case SCORE -> words.score(flaw);
      case COMPONENT -> FlawWords.component(flaw);
      case REMEDY -> words.remedy(flaw);
      case LISTED -> words.listed(flaw);
      case DIFFERENCES -> FlawWords.differences(flaw);
      case TITLE -> title();
      case ALL ->
          String.join(
                  " ",
                  text(Part.NAME),
                  text(Part.SEVERITY),
                  text(Part.COMPONENT),
                  text(Part.TITLE),
                  aliases())
              .toLowerCase(Locale.ROOT);
    };
  }

  private String title() {
    return flaw.statements().stream()
        .map(each -> each.vulnerability().title())
        .filter(Objects::nonNull)
        .findFirst()
        .map(title -> VisibleText.of(title, LIMIT))
        .orElse("");
  }

  private String aliases() {
    return flaw.statements().stream()
        .flatMap(each -> each.vulnerability().aliases().stream())
        .collect(Collectors.joining(" "));
  }
}
