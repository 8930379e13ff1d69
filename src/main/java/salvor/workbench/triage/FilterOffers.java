package salvor.workbench.triage;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import salvor.triage.FilterField;
import salvor.triage.FilterSpot;
import salvor.triage.FilterTerms;

/**
 * What may be written next in a filter.
 *
 * @param fields what can be asked
 * @param names the names of a field, the usual one first
 * @param meaning what a field is
 * @param values what a field can be compared with at a place
 */
public record FilterOffers(
    Set<FilterField> fields,
    Function<FilterField, List<String>> names,
    Function<FilterField, String> meaning,
    BiFunction<FilterField, FilterSpot, List<Offer>> values) {
  private static final int OFFERED = 50;

  /** A word at the end that nothing follows yet. */
  private static final Pattern LAST_WORD = Pattern.compile("(?<![^ (])[A-Za-z]+$");

  /** Words that join terms; one that is half written is sought by nobody. */
  private static final List<String> JOINTS = List.of("and", "or", "not");

  /**
   * What may be written next.
   *
   * @param shown what is offered
   * @param explanation what it means, empty for a value
   * @param from where in the text it begins
   * @param insert what is written there in place of the rest
   */
  public record Offer(String shown, String explanation, int from, String insert) {}

  /** What may be written at a place in a text: fields, signs, then the values of a field. */
  public List<Offer> at(String text, int caret) {
    FilterSpot spot = FilterSpot.at(text, Math.min(caret, text.length()), fields);
    FilterField field = spot.field();
    return switch (spot.expects()) {
      case TERM -> fields(spot.written(), spot.start());
      case SIGN -> List.of();
      case VALUE -> field == null ? List.of() : values.apply(field, spot);
      case JOIN ->
          List.of(
              new Offer("and", "both must fit", spot.start(), "and "),
              new Offer("or", "one must fit", spot.start(), "or "));
    };
  }

  /** The last word of a text, when it may become the name of a field or a joint. */
  public Optional<String> unfinished(String text) {
    Matcher last = LAST_WORD.matcher(text);
    if (!last.find()) {
      return Optional.empty();
    }
    String word = last.group();
    boolean joint =
        last.start() > 0
            && JOINTS.stream().anyMatch(each -> begins(each, word) && !each.equalsIgnoreCase(word));
    return joint || !fields(word, 0).isEmpty() ? Optional.of(word) : Optional.empty();
  }

  private List<Offer> fields(String word, int from) {
    List<Offer> offers = new ArrayList<>();
    for (FilterField field : fields) {
      names.apply(field).stream()
          .filter(name -> begins(name, word))
          .findFirst()
          .ifPresent(name -> {
            String sign = field.signs().getFirst();
            offers.add(new Offer(name, meaning.apply(field), from, name + sign));
          });
    }
    return offers;
  }

  private static boolean begins(String name, String word) {
    return name.startsWith(word.toLowerCase(Locale.ROOT));
  }

  /** Those of these values that hold what is written. */
  public static List<Offer> of(Stream<String> values, FilterSpot spot) {
    String typed = spot.written().replace("\"", "").toLowerCase(Locale.ROOT);
    return values
        .filter(v -> v.toLowerCase(Locale.ROOT).contains(typed) && !v.equalsIgnoreCase(typed))
        .limit(OFFERED)
        .map(v -> new Offer(v, "", spot.start(), FilterTerms.quoted(v) + " "))
        .toList();
  }
}
