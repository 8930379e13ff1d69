package salvor.playbook;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;
import org.snakeyaml.engine.v2.nodes.Tag;
import salvor.playbook.PlaybookProblem.Cause;

/** A place in a playbook's text; what is wrong there is told with its line. */
record PlaybookNode(String place, @Nullable Node node, int above, List<PlaybookProblem> told) {
  private static final int LONGEST = 2000;
  private static final int MOST = 100;

  PlaybookNode at(String key) {
    @Nullable Node found = null;
    if (node instanceof MappingNode map) {
      for (NodeTuple tuple : map.getValue()) {
        if (tuple.getKeyNode() instanceof ScalarNode name && name.getValue().equals(key)) {
          found = tuple.getValueNode();
        }
      }
    }
    return new PlaybookNode(place.isEmpty() ? key : place + "." + key, found, line(), told);
  }

  boolean isThere() {
    return node != null && !node.getTag().equals(Tag.NULL);
  }

  int line() {
    return node == null ? above : node.getStartMark().map(mark -> mark.getLine() + 1).orElse(above);
  }

  void problem(Cause cause, String detail) {
    told.add(new PlaybookProblem(line(), place, cause, detail));
  }

  /** A text, which may not be there; empty then. */
  String text() {
    if (!isThere()) {
      return "";
    }
    if (!(node instanceof ScalarNode scalar)) {
      problem(Cause.WRONG_TYPE, "text");
      return "";
    }
    if (scalar.getValue().length() > LONGEST) {
      problem(Cause.TOO_LONG, Integer.toString(LONGEST));
    }
    return scalar.getValue();
  }

  String text(String key) {
    return at(key).text();
  }

  /** A text that must be there. */
  String needed(String key) {
    PlaybookNode of = at(key);
    String text = of.text();
    if (text.isBlank() && !(of.isThere() && !(of.node() instanceof ScalarNode))) {
      problem(Cause.MISSING, key);
    }
    return text;
  }

  /** The members of a list. */
  List<PlaybookNode> members() {
    List<PlaybookNode> members = new ArrayList<>();
    if (node instanceof SequenceNode list) {
      if (list.getValue().size() > MOST) {
        problem(Cause.TOO_MANY, Integer.toString(MOST));
        return members;
      }
      for (Node member : list.getValue()) {
        members.add(new PlaybookNode(place + "[" + members.size() + "]", member, line(), told));
      }
    } else if (isThere()) {
      problem(Cause.WRONG_TYPE, "list");
    }
    return members;
  }

  List<String> texts(String key) {
    return at(key).members().stream().map(PlaybookNode::text).toList();
  }

  /** The names in a mapping; tells those that are there twice, and what is no mapping. */
  List<String> keys() {
    List<String> keys = new ArrayList<>();
    Set<String> seen = new HashSet<>();
    if (node instanceof MappingNode map) {
      for (NodeTuple tuple : map.getValue()) {
        String key =
            tuple.getKeyNode() instanceof ScalarNode name ? name.getValue() : "(not a text)";
        keys.add(key);
        if (!seen.add(key)) {
          problem(Cause.DUPLICATE, key);
        }
      }
    } else if (isThere()) {
      problem(Cause.WRONG_TYPE, "mapping");
    }
    return keys;
  }

  /** Tells entries of a mapping that it does not have. */
  void only(Set<String> known) {
    keys().stream()
        .filter(key -> !known.contains(key))
        .forEach(key -> at(key).problem(Cause.UNKNOWN_ENTRY, key));
  }

  /** A name: lower case letters, digits and hyphens. */
  String name(String key) {
    String name = needed(key);
    if (!name.isEmpty() && !PlaybookText.isName(name)) {
      at(key).problem(Cause.BAD_NAME, name);
    }
    return name;
  }
}
