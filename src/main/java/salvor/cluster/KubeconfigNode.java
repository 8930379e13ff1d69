package salvor.cluster;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;
import org.snakeyaml.engine.v2.nodes.Tag;
import salvor.cluster.KubeconfigProblem.Cause;

/**
 * A place in a kubeconfig. What is of another type than expected is told with its line and read as
 * if it were not there.
 *
 * <p>Works on the YAML's node graph, in which an alias is the node it names: nothing is copied, so
 * a "billion laughs" file stays as small as it is written.
 */
record KubeconfigNode(Path file, String place, @Nullable Node node, List<KubeconfigProblem> told) {

  KubeconfigNode at(String key) {
    return new KubeconfigNode(file, place.isEmpty() ? key : place + "." + key, find(key), told);
  }

  private @Nullable Node find(String key) {
    if (node instanceof MappingNode map) {
      for (NodeTuple tuple : map.getValue()) {
        if (tuple.getKeyNode() instanceof ScalarNode name && name.getValue().equals(key)) {
          return tuple.getValueNode();
        }
      }
    } else if (isThere()) {
      wrong("mapping");
    }
    return null;
  }

  /** Whether something other than null is there. */
  boolean isThere() {
    return node != null && !node.getTag().equals(Tag.NULL);
  }

  String text() {
    if (!isThere()) {
      return "";
    }
    if (node instanceof ScalarNode scalar) {
      return scalar.getValue();
    }
    wrong("text");
    return "";
  }

  String text(String key) {
    return at(key).text();
  }

  boolean isSet(String key) {
    String value = text(key);
    if (!value.isEmpty() && !value.equals("true") && !value.equals("false")) {
      at(key).wrong("true or false");
    }
    return value.equals("true");
  }

  /** The members of a list. */
  List<KubeconfigNode> members() {
    List<KubeconfigNode> members = new ArrayList<>();
    if (node instanceof SequenceNode list) {
      for (Node member : list.getValue()) {
        members.add(new KubeconfigNode(file, place + "[" + members.size() + "]", member, told));
      }
    } else if (isThere()) {
      wrong("list");
    }
    return members;
  }

  List<String> texts(String key) {
    return at(key).members().stream().map(KubeconfigNode::text).toList();
  }

  /** The members of a mapping of names to values. */
  Map<String, KubeconfigNode> entries() {
    Map<String, KubeconfigNode> entries = new LinkedHashMap<>();
    if (node instanceof MappingNode map) {
      for (NodeTuple tuple : map.getValue()) {
        if (tuple.getKeyNode() instanceof ScalarNode name) {
          entries.putIfAbsent(name.getValue(), at(name.getValue()));
        }
      }
    } else if (isThere()) {
      wrong("mapping");
    }
    return entries;
  }

  private void wrong(String due) {
    problem(Cause.WRONG_TYPE, due);
  }

  KubeconfigProblem problem(Cause cause, String detail) {
    int line = node == null ? 0 : node.getStartMark().map(mark -> mark.getLine() + 1).orElse(0);
    KubeconfigProblem problem = new KubeconfigProblem(file, line, place, cause, detail);
    told.add(problem);
    return problem;
  }
}
