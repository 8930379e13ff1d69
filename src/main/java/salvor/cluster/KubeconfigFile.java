package salvor.cluster;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Compose;
import org.snakeyaml.engine.v2.api.lowlevel.Parse;
import org.snakeyaml.engine.v2.events.CollectionEndEvent;
import org.snakeyaml.engine.v2.events.CollectionStartEvent;
import org.snakeyaml.engine.v2.events.Event;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.nodes.Node;
import salvor.cluster.KubeconfigProblem.Cause;

/**
 * One kubeconfig as written: its entries by name.
 *
 * @param file the file
 * @param current the name of the current context, empty when none is named
 * @param contexts by name
 * @param clusters by name
 * @param users by name
 * @param problems what is wrong with it
 */
record KubeconfigFile(
    Path file,
    String current,
    Map<String, KubeconfigNode> contexts,
    Map<String, KubeconfigNode> clusters,
    Map<String, KubeconfigNode> users,
    List<KubeconfigProblem> problems) {
  /** Those of hundreds of clusters are half a megabyte. */
  static final long MOST_BYTES = 4 << 20;

  private static final int MOST_DEEP = 40;

  static KubeconfigFile read(Path file) {
    List<KubeconfigProblem> problems = new ArrayList<>();
    return of(file, root(file, problems), problems);
  }

  /** As it would be read if the file were this text. */
  static KubeconfigFile of(Path file, String text) {
    List<KubeconfigProblem> problems = new ArrayList<>();
    try {
      return of(file, root(file, text, problems), problems);
    } catch (YamlEngineException e) {
      problems.add(problem(file, 0, Cause.NOT_YAML, String.valueOf(e.getMessage())));
      return of(file, null, problems);
    }
  }

  private static KubeconfigFile of(
      Path file, @Nullable Node root, List<KubeconfigProblem> problems) {
    KubeconfigNode top = new KubeconfigNode(file, "", root, problems);
    return new KubeconfigFile(
        file,
        root == null ? "" : top.text("current-context"),
        named(top.at("contexts"), "context"),
        named(top.at("clusters"), "cluster"),
        named(top.at("users"), "user"),
        problems);
  }

  private static Map<String, KubeconfigNode> named(KubeconfigNode list, String what) {
    Map<String, KubeconfigNode> named = new LinkedHashMap<>();
    for (KubeconfigNode member : list.members()) {
      String name = member.text("name");
      if (name.isEmpty()) {
        member.problem(Cause.NO_NAME, what);
      } else if (named.putIfAbsent(name, member.at(what)) != null) {
        member.problem(Cause.DUPLICATE_NAME, name);
      }
    }
    return named;
  }

  private static @Nullable Node root(Path file, List<KubeconfigProblem> problems) {
    try {
      if (Files.size(file) > MOST_BYTES) {
        problems.add(problem(file, 0, Cause.TOO_LARGE, Long.toString(Files.size(file))));
        return null;
      }
      byte[] bytes = Files.readAllBytes(file);
      return root(
          file,
          StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString(),
          problems);
    } catch (NoSuchFileException e) {
      problems.add(problem(file, 0, Cause.MISSING, ""));
    } catch (CharacterCodingException e) {
      problems.add(problem(file, 0, Cause.NOT_YAML, "not UTF-8"));
    } catch (IOException e) {
      problems.add(problem(file, 0, Cause.UNREADABLE, String.valueOf(e.getMessage())));
    } catch (MarkedYamlEngineException e) {
      int line = e.getProblemMark().map(mark -> mark.getLine() + 1).orElse(0);
      problems.add(problem(file, line, Cause.NOT_YAML, e.getProblem()));
    } catch (YamlEngineException e) {
      problems.add(problem(file, 0, Cause.NOT_YAML, String.valueOf(e.getMessage())));
    }
    return null;
  }

  private static @Nullable Node root(Path file, String text, List<KubeconfigProblem> problems) {
    LoadSettings settings =
        LoadSettings.builder()
            .setCodePointLimit((int) MOST_BYTES)
            .setAllowRecursiveKeys(false)
            .build();
    int documents = 0;
    int depth = 0;
    for (Event event : new Parse(settings).parseString(text)) {
      documents += event.getEventId() == Event.ID.DocumentStart ? 1 : 0;
      depth +=
          event instanceof CollectionStartEvent ? 1 : event instanceof CollectionEndEvent ? -1 : 0;
      if (depth > MOST_DEEP) {
        int line = event.getStartMark().map(mark -> mark.getLine() + 1).orElse(0);
        problems.add(problem(file, line, Cause.TOO_DEEP, ""));
        return null;
      }
    }
    if (documents > 1) {
      problems.add(problem(file, 0, Cause.SEVERAL_DOCUMENTS, ""));
    }
    for (Node first : new Compose(settings).composeAllFromString(text)) {
      return first;
    }
    return null;
  }

  private static KubeconfigProblem problem(Path file, int line, Cause cause, String detail) {
    return new KubeconfigProblem(file, line, "", cause, detail);
  }
}
