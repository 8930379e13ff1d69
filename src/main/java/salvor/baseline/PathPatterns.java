package salvor.baseline;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Finds the structure in files whose names are made by counting or at random, after the path
 * patterns of DataDog/datadog-agent's security profiles.
 *
 * <p>A name is split at {@code - . _}; digits, and what mixes digits and letters, are variable,
 * letters are not ({@code cpu12} is letters and a number). {@value #CLUSTER} names of one directory
 * that differ only in variable pieces become one pattern; each of its pieces is {@link
 * Wildcards#ONE}. A name that would be nothing but a wildcard does so only where no other name lies
 * beside them. A file below a directory that became a pattern keeps it when at least {@value
 * #LEAST} of the directories had it.
 *
 * <p>Never made general: what is {@link Sensitive} or sounds like a credential, executed files, and
 * all in the directories of programs, libraries and configuration.
 */
final class PathPatterns {
  static final int CLUSTER = 5;
  static final int LEAST = 3;

  private static final Pattern PIECE = Pattern.compile("[A-Za-z0-9]+");
  private static final Pattern COUNTED = Pattern.compile("([A-Za-z]*)[0-9]+");
  private static final Pattern CREDENTIAL =
      Pattern.compile(
          "(?i)passw|shadow|token|secret|credential|\\.ssh|id_[a-z0-9]+$|\\.pem$|\\.key$");
  private static final List<String> KEPT =
      List.of("/bin/", "/sbin/", "/lib/", "/lib64/", "/usr/", "/etc/", "/boot/", "/root/");

  private final Set<String> executed;
  private final List<Element> found = new ArrayList<>();

  private PathPatterns(Set<String> executed) {
    this.executed = executed;
  }

  /** A directory or file; a merged one holds the files of all that it was made from. */
  private static final class Node {
    final Map<String, Node> children = new TreeMap<>();
    final List<Element> files = new ArrayList<>();

    void take(Node other) {
      files.addAll(other.files);
      other.children.forEach(
          (name, child) -> children.computeIfAbsent(name, n -> new Node()).take(child));
    }
  }

  private record Who(Trait.File.Access access, @Nullable String program) {}

  /** The same elements, with files that follow one pattern as one element that lists them. */
  static List<Element> mined(List<Element> elements) {
    Set<String> executed =
        elements.stream()
            .filter(e -> e.trait() instanceof Trait.Exec)
            .map(e -> ((Trait.Exec) e.trait()).executable())
            .collect(Collectors.toSet());
    PathPatterns patterns = new PathPatterns(executed);
    Map<Who, Node> roots =
        new TreeMap<>(
            java.util.Comparator.comparing(Who::access)
                .thenComparing(w -> w.program() == null ? "" : w.program()));
    for (Element element : elements) {
      if (element.trait() instanceof Trait.File(String path, var access, var program)
          && path.startsWith("/")
          && path.indexOf('*') < 0
          && !path.contains(Wildcards.ONE)) {
        Node at = roots.computeIfAbsent(new Who(access, program), w -> new Node());
        for (String name : path.substring(1).split("/", -1)) {
          at = at.children.computeIfAbsent(name, n -> new Node());
        }
        at.files.add(element);
      } else {
        patterns.found.add(element);
      }
    }
    roots.forEach((who, root) -> patterns.walk(root, ""));
    return patterns.found;
  }

  private void walk(Node node, String path) {
    leave(node, path);
    Map<String, List<String>> shapes = new TreeMap<>();
    for (String name : node.children.keySet()) {
      shapes.computeIfAbsent(shape(path, name), s -> new ArrayList<>()).add(name);
    }
    Map<String, Node> children = new TreeMap<>();
    for (Map.Entry<String, List<String>> shape : shapes.entrySet()) {
      List<String> names = shape.getValue();
      boolean bare = shape.getKey().equals(Wildcards.ONE);
      boolean one =
          names.size() >= CLUSTER
              && (!bare || shapes.size() == 1)
              && names.stream().allMatch(n -> free(node.children.get(n), path + "/" + n));
      for (String name : names) {
        Node child = node.children.get(name);
        if (child != null) {
          children.computeIfAbsent(one ? shape.getKey() : name, n -> new Node()).take(child);
        }
      }
    }
    children.forEach((name, child) -> walk(child, path + "/" + name));
  }

  /** What lies at a path becomes one element, or stays what it was. */
  private void leave(Node node, String path) {
    if (node.files.size() < LEAST || !path.contains(Wildcards.ONE)) {
      found.addAll(node.files);
      return;
    }
    Trait.File first = (Trait.File) node.files.getFirst().trait();
    found.add(
        Consolidation.together(new Trait.File(path, first.access(), first.program()), node.files));
  }

  /** The name with its variable pieces as wildcards; itself where nothing is variable or may be. */
  private static String shape(String path, String name) {
    String whole = path + "/";
    if (KEPT.stream().anyMatch(whole::startsWith) || CREDENTIAL.matcher(name).find()) {
      return name;
    }
    Matcher pieces = PIECE.matcher(name);
    return pieces.replaceAll(piece -> Matcher.quoteReplacement(piece(piece.group())));
  }

  private static String piece(String piece) {
    boolean letters = piece.chars().noneMatch(c -> c >= '0' && c <= '9');
    Matcher counted = COUNTED.matcher(piece);
    return letters ? piece : counted.matches() ? counted.group(1) + Wildcards.ONE : Wildcards.ONE;
  }

  /** Whether nothing at or below a path must stay as it is. */
  private boolean free(@Nullable Node node, String path) {
    if (node == null || Sensitive.path(path) || executed.contains(path)) {
      return false;
    }
    return node.children.entrySet().stream()
        .allMatch(child ->
            !CREDENTIAL.matcher(child.getKey()).find()
                && free(child.getValue(), path + "/" + child.getKey()));
  }
}
