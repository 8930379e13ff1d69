package salvor.playbook;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Compose;
import org.snakeyaml.engine.v2.api.lowlevel.Parse;
import org.snakeyaml.engine.v2.events.AliasEvent;
import org.snakeyaml.engine.v2.events.CollectionEndEvent;
import org.snakeyaml.engine.v2.events.CollectionStartEvent;
import org.snakeyaml.engine.v2.events.Event;
import org.snakeyaml.engine.v2.events.NodeEvent;
import org.snakeyaml.engine.v2.events.ScalarEvent;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.nodes.Node;
import salvor.playbook.PlaybookProblem.Cause;

/**
 * Reads a playbook, which anybody may have written: plain YAML alone, without tags, anchors and
 * aliases, of a bounded size. The form is that of {@code playbook.schema.json}.
 */
public final class PlaybookText {
  /** The form that is understood. */
  public static final String KIND = "salvor.io/playbook:1";

  /** A playbook is a few pages. */
  public static final int MOST_CHARACTERS = 1 << 16;

  private static final int MOST_DEEP = 8;
  private static final Pattern TIME = Pattern.compile("([1-9][0-9]{0,4})(m|h|d)");
  private static final Set<String> ENTRIES =
      Set.of("kind", "name", "title", "description", "steps");
  private static final Set<String> OF_STEP =
      Set.of("id", "task", "title", "instruction", "after", "gate", "evidence", "owner", "within");

  private final List<PlaybookProblem> problems = new ArrayList<>();

  private PlaybookText() {}

  /**
   * What was read.
   *
   * @param playbook null where anything is wrong
   * @param problems what is wrong
   */
  public record Reading(@Nullable Playbook playbook, List<PlaybookProblem> problems) {
    /** Copies the list. */
    public Reading {
      problems = List.copyOf(problems);
    }
  }

  /** Whether it can be the name of a playbook or step. */
  public static boolean isName(String text) {
    return text.matches("[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?");
  }

  /**
   * Reads a file, no more of it than a playbook may have.
   *
   * @throws IOException when it cannot be read
   */
  public static Reading read(Path file) throws IOException {
    byte[] bytes;
    try (InputStream in = Files.newInputStream(file)) {
      bytes = in.readNBytes(MOST_CHARACTERS * 4 + 1);
    }
    try {
      return read(StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString());
    } catch (CharacterCodingException _) {
      return new Reading(null, List.of(new PlaybookProblem(0, "", Cause.NOT_YAML, "not UTF-8")));
    }
  }

  /** Reads a text. */
  public static Reading read(String text) {
    PlaybookText reading = new PlaybookText();
    Playbook read = reading.playbook(text);
    return new Reading(reading.problems.isEmpty() ? read : null, reading.problems);
  }

  private @Nullable Playbook playbook(String text) {
    if (text.length() > MOST_CHARACTERS) {
      problems.add(new PlaybookProblem(0, "", Cause.TOO_LARGE, Integer.toString(MOST_CHARACTERS)));
      return null;
    }
    @Nullable Node root = null;
    try {
      root = root(text);
    } catch (MarkedYamlEngineException e) {
      int line = e.getProblemMark().map(mark -> mark.getLine() + 1).orElse(0);
      problems.add(new PlaybookProblem(line, "", Cause.NOT_YAML, e.getProblem()));
    } catch (YamlEngineException e) {
      problems.add(new PlaybookProblem(0, "", Cause.NOT_YAML, String.valueOf(e.getMessage())));
    }
    if (!problems.isEmpty()) {
      return null;
    }
    PlaybookNode top = new PlaybookNode("", root, 1, problems);
    top.only(ENTRIES);
    String kind = top.needed("kind");
    if (!kind.isEmpty() && !kind.matches(Pattern.quote(KIND) + "(\\.[0-9]{1,4}){0,2}")) {
      top.at("kind").problem(Cause.BAD_KIND, kind);
    }
    return new Playbook(
        top.name("name"), top.needed("title"), top.text("description"), steps(top), text);
  }

  private @Nullable Node root(String text) {
    LoadSettings settings =
        LoadSettings.builder()
            .setCodePointLimit(MOST_CHARACTERS)
            .setAllowRecursiveKeys(false)
            .setMaxAliasesForCollections(0)
            .build();
    int documents = 0;
    int depth = 0;
    for (Event event : new Parse(settings).parseString(text)) {
      documents += event.getEventId() == Event.ID.DocumentStart ? 1 : 0;
      depth +=
          event instanceof CollectionStartEvent ? 1 : event instanceof CollectionEndEvent ? -1 : 0;
      int line = event.getStartMark().map(mark -> mark.getLine() + 1).orElse(0);
      if (depth > MOST_DEEP) {
        problems.add(new PlaybookProblem(line, "", Cause.TOO_DEEP, ""));
        return null;
      }
      if (!isPlain(event)) {
        problems.add(new PlaybookProblem(line, "", Cause.NOT_PLAIN, ""));
        return null;
      }
    }
    if (documents > 1) {
      problems.add(new PlaybookProblem(0, "", Cause.SEVERAL_DOCUMENTS, ""));
      return null;
    }
    return new Compose(settings).composeString(text).orElse(null);
  }

  private static boolean isPlain(Event event) {
    boolean tagged =
        switch (event) {
          case CollectionStartEvent start -> start.getTag().isPresent();
          case ScalarEvent scalar -> scalar.getTag().isPresent();
          default -> false; // the library's own kinds of events
        };
    boolean anchored = event instanceof NodeEvent node && node.getAnchor().isPresent();
    return !tagged && !anchored && !(event instanceof AliasEvent);
  }

  private List<Playbook.Step> steps(PlaybookNode top) {
    List<Playbook.Step> steps = new ArrayList<>();
    Set<String> before = new HashSet<>();
    List<PlaybookNode> members = top.at("steps").members();
    if (members.isEmpty()) {
      top.problem(Cause.NO_STEPS, "");
    }
    for (PlaybookNode member : members) {
      member.only(OF_STEP);
      String id = member.name("id");
      List<String> after = after(member, steps, before);
      if (!before.add(id)) {
        member.at("id").problem(Cause.DUPLICATE, id);
      }
      String owner = member.text("owner");
      steps.add(
          new Playbook.Step(
              id,
              task(member),
              member.needed("title"),
              member.text("instruction"),
              after,
              gate(member.at("gate")),
              member.texts("evidence"),
              owner.isEmpty() ? null : owner,
              within(member.at("within"))));
    }
    return steps;
  }

  /** Those that are named; where none are, the step before. */
  private static List<String> after(
      PlaybookNode member, List<Playbook.Step> steps, Set<String> before) {
    if (!member.at("after").isThere()) {
      return steps.isEmpty() ? List.of() : List.of(steps.getLast().id());
    }
    List<String> after = new ArrayList<>();
    for (PlaybookNode each : member.at("after").members()) {
      String id = each.text();
      if (!before.contains(id)) {
        each.problem(Cause.BAD_ORDER, id);
      }
      after.add(id);
    }
    return after;
  }

  private static Task task(PlaybookNode member) {
    String word = member.needed("task");
    Optional<Task> task = Task.of(word);
    if (task.isEmpty() && !word.isEmpty()) {
      member.at("task").problem(Cause.UNKNOWN_TASK, word);
    }
    return task.orElse(Task.OTHER);
  }

  private static List<Condition> gate(PlaybookNode gate) {
    List<Condition> conditions = new ArrayList<>();
    for (String key : gate.keys()) {
      Optional<Fact> fact = Fact.of(key);
      String value = gate.text(key);
      if (fact.isEmpty()) {
        gate.at(key).problem(Cause.UNKNOWN_FACT, key);
      } else if (!fact.get().takes(value)) {
        gate.at(key).problem(Cause.BAD_VALUE, value);
      } else {
        conditions.add(new Condition(fact.get(), value));
      }
    }
    return conditions;
  }

  private static @Nullable Duration within(PlaybookNode node) {
    String text = node.text();
    if (text.isEmpty()) {
      return null;
    }
    Matcher time = TIME.matcher(text);
    if (!time.matches()) {
      node.problem(Cause.BAD_TIME, text);
      return null;
    }
    long count = Long.parseLong(time.group(1));
    return switch (time.group(2)) {
      case "m" -> Duration.ofMinutes(count);
      case "h" -> Duration.ofHours(count);
      default -> Duration.ofDays(count);
    };
  }
}
