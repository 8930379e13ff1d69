package salvor.workbench.baseline;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import salvor.baseline.Element;
import salvor.baseline.Trait;
import salvor.workbench.baseline.PageNode.Content;

/**
 * Programs below those that start them. What a program starts stands once, where the program is
 * nearest to the top: programs that start each other have no end otherwise.
 */
final class ProgramTree {
  /** What would stand deeper stands at the top, so that it can be read. */
  static final int DEEPEST = 20;

  private static final String ANY = "";

  private final Map<String, List<Element>> startedBy = new LinkedHashMap<>();
  private final Map<String, String> nearest = new HashMap<>();
  private final Set<String> shown = new HashSet<>();
  private final Set<String> programs = new HashSet<>();

  private ProgramTree(List<Element> elements) {
    elements.forEach(e -> programs.add(exec(e).executable()));
    elements.forEach(
        e -> startedBy.computeIfAbsent(parent(exec(e)), _ -> new ArrayList<>()).add(e));
  }

  static List<PageNode> of(List<Element> elements) {
    ProgramTree tree = new ProgramTree(elements);
    List<PageNode> top = new ArrayList<>();
    for (String parent : tree.tops()) {
      List<Element> started = tree.startedBy.getOrDefault(parent, List.of());
      top.add(
          new PageNode(
              new Content.Group(started.size()), title(parent), tree.below(parent, started)));
    }
    return top;
  }

  private static Trait.Exec exec(Element element) {
    return (Trait.Exec) element.trait();
  }

  private static String parent(Trait.Exec exec) {
    return exec.parent() == null ? ANY : exec.parent();
  }

  private static String title(String parent) {
    return switch (parent) {
      case ANY -> "Started by any program";
      case Trait.Exec.RUNTIME -> "Started by the container runtime";
      default -> "Started by " + parent;
    };
  }

  /** Who is started by nobody that is known, then who only starts each other. */
  private Set<String> tops() {
    Set<String> tops = new LinkedHashSet<>();
    Map<String, Integer> depths = new HashMap<>();
    for (String parent : startedBy.keySet()) {
      if (!programs.contains(parent)) {
        tops.add(parent);
      }
    }
    List.copyOf(tops).forEach(top -> reach(top, tops, depths));
    for (String parent : startedBy.keySet()) {
      if (!depths.containsKey(parent)) {
        tops.add(parent);
        reach(parent, tops, depths);
      }
    }
    return tops;
  }

  private void reach(String top, Set<String> tops, Map<String, Integer> depths) {
    Deque<String> waiting = new ArrayDeque<>(List.of(top));
    depths.put(top, 0);
    while (!waiting.isEmpty()) {
      String parent = waiting.remove();
      for (Element element : startedBy.getOrDefault(parent, List.of())) {
        String program = exec(element).executable();
        if (startedBy.containsKey(program) && !depths.containsKey(program)) {
          int depth = depths.getOrDefault(parent, 0) + 1;
          boolean deep = depth >= DEEPEST;
          depths.put(program, deep ? 0 : depth);
          waiting.add(program);
          if (deep) {
            tops.add(program);
          } else {
            nearest.put(program, parent);
          }
        }
      }
    }
  }

  private record Called(String executable, @Nullable String applet) {}

  private List<PageNode> below(String parent, List<Element> started) {
    Map<Called, List<Element>> called = new LinkedHashMap<>();
    for (Element element : started) {
      Trait.Exec exec = exec(element);
      called
          .computeIfAbsent(new Called(exec.executable(), exec.applet()), _ -> new ArrayList<>())
          .add(element);
    }
    List<PageNode> nodes = new ArrayList<>();
    called.forEach((program, shapes) -> nodes.add(program(parent, program, shapes)));
    return nodes;
  }

  private PageNode program(String parent, Called program, List<Element> shapes) {
    boolean here =
        parent.equals(nearest.get(program.executable())) && shown.add(program.executable());
    List<PageNode> kids =
        here
            ? below(program.executable(), startedBy.getOrDefault(program.executable(), List.of()))
            : List.of();
    if (shapes.size() == 1) {
      Element only = shapes.getFirst();
      return new PageNode(new Content.Known(only, null), label(exec(only)), kids);
    }
    List<PageNode> below = new ArrayList<>();
    shapes.forEach(
        e -> below.add(new PageNode(new Content.Known(e, null), label(exec(e)), List.of())));
    below.addAll(kids);
    return new PageNode(new Content.Group(shapes.size()), program.executable(), below);
  }

  /** The program with its arguments, without its parent. */
  private static String label(Trait.Exec exec) {
    String text = exec.text().stripTrailing();
    String whole = exec.parent() == null ? text : text.substring(exec.parent().length() + 4);
    return Boolean.FALSE.equals(exec.inInitTree()) ? whole + " (put in from outside)" : whole;
  }
}
