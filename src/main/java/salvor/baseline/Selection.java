package salvor.baseline;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Pods chosen by labels, as {@link Peer.Selected} spells them: what chooses their namespaces, a
 * slash between blanks, and what chooses the pods; without the slash it is pods of the own
 * namespace. Labels are {@code key=value,} and expressions {@code key in a|b,}, all sorted; {@code
 * *} is every one.
 *
 * @param namespaces what chooses namespaces; null for the own one
 * @param pods what chooses pods
 */
public record Selection(@Nullable Selector namespaces, Selector pods) {
  private static final String BORDER = " / ";
  private static final String EVERY = "*";
  private static final Pattern KEY =
      Pattern.compile(
          "([a-z0-9]([-a-z0-9.]{0,251}[a-z0-9])?/)?[A-Za-z0-9]([-A-Za-z0-9_.]{0,61}[A-Za-z0-9])?");
  private static final Pattern VALUE =
      Pattern.compile("([A-Za-z0-9]([-A-Za-z0-9_.]{0,61}[A-Za-z0-9])?)?");

  /** What Kubernetes calls a label selector. */
  public record Selector(SortedMap<String, String> labels, List<Expression> expressions) {
    public Selector {
      labels = java.util.Collections.unmodifiableSortedMap(new TreeMap<>(labels));
      expressions =
          expressions.stream().sorted(Comparator.comparing(Expression::text)).distinct().toList();
    }

    /** One that asks for labels alone. */
    public static Selector of(Map<String, String> labels) {
      return new Selector(new TreeMap<>(labels), List.of());
    }

    private String text() {
      StringBuilder text = new StringBuilder();
      labels.forEach((key, value) -> text.append(key).append('=').append(value).append(','));
      expressions.forEach(e -> text.append(e.text()).append(','));
      return text.isEmpty() ? EVERY : text.toString();
    }
  }

  /** One requirement: In, NotIn, Exists or DoesNotExist, as Kubernetes names them. */
  public record Expression(String key, String operator, List<String> values) {
    private static final List<String> OPERATORS = List.of("In", "NotIn", "Exists", "DoesNotExist");

    public Expression {
      values = values.stream().sorted().distinct().toList();
    }

    private String text() {
      return key + " " + operator + (values.isEmpty() ? "" : " " + String.join("|", values));
    }
  }

  /** As {@link Peer.Selected} spells it. */
  public String text() {
    return namespaces == null ? pods.text() : namespaces.text() + BORDER + pods.text();
  }

  /** The selection that {@link #text} wrote; empty when it did not, or labels are not valid. */
  public static Optional<Selection> of(String text) {
    int border = text.indexOf(BORDER);
    Selector pods = selector(border < 0 ? text : text.substring(border + BORDER.length()));
    Selector namespaces = border < 0 ? null : selector(text.substring(0, border));
    return pods == null || (border >= 0 && namespaces == null)
        ? Optional.empty()
        : Optional.of(new Selection(namespaces, pods));
  }

  private static @Nullable Selector selector(String text) {
    SortedMap<String, String> labels = new TreeMap<>();
    List<Expression> expressions = new ArrayList<>();
    if (text.equals(EVERY)) {
      return new Selector(labels, expressions);
    }
    if (!text.endsWith(",")) {
      return null;
    }
    for (String part : text.substring(0, text.length() - 1).split(",", -1)) {
      int equal = part.indexOf('=');
      Expression expression = equal < 0 ? expression(part) : null;
      if (expression != null) {
        expressions.add(expression);
      } else if (equal > 0 && fits(part.substring(0, equal), part.substring(equal + 1))) {
        labels.put(part.substring(0, equal), part.substring(equal + 1));
      } else {
        return null;
      }
    }
    return new Selector(labels, expressions);
  }

  private static @Nullable Expression expression(String text) {
    String[] words = text.split(" ", -1);
    boolean known = words.length > 1 && Expression.OPERATORS.contains(words[1]);
    if (!known || words.length > 3 || words.length == 3 != words[1].endsWith("In")) {
      return null;
    }
    List<String> values = words.length < 3 ? List.of() : Arrays.asList(words[2].split("\\|", -1));
    return values.stream().allMatch(v -> fits(words[0], v)) && fits(words[0], "")
        ? new Expression(words[0], words[1], values)
        : null;
  }

  private static boolean fits(String key, String value) {
    return KEY.matcher(key).matches() && VALUE.matcher(value).matches();
  }
}
