package salvor.workbench.comparison;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import salvor.baseline.Judgement;
import salvor.baseline.Trait;
import salvor.report.Wording;
import salvor.triage.ComparedAct;
import salvor.triage.Sighting;
import salvor.workbench.wording.Moments;
import salvor.workbench.wording.VisibleText;

/** What was done, in words. */
final class ActWords {
  private static final int LIMIT = 400;

  private ActWords() {}

  /** The kinds of acts as the names of lanes. */
  static String lane(ComparedAct.Kind kind) {
    return switch (kind) {
      case PROGRAM -> "Programs";
      case FILE -> "Files";
      case PEER -> "Network";
      case NAME -> "Names";
      case API -> "API requests";
      case KERNEL -> "Kernel";
    };
  }

  /** What kind of act it is, in a word or two. */
  static String kind(ComparedAct act) {
    return switch (act.trait()) {
      case Trait.Exec _ -> "Program";
      case Trait.File(_, Trait.File.Access access, _) ->
          switch (access) {
            case READ -> "File read";
            case WRITE -> "File written";
            case DELETE -> "File deleted";
          };
      case Trait.Network n ->
          switch (n.direction()) {
            case OUT -> "Connects to";
            case IN -> "Accepts from";
            case LISTEN -> "Listens";
          };
      case Trait.Lookup _ -> "Looks up";
      case Trait.ApiCall _ -> "API request";
      case Trait.Capability _ -> "Capability";
      case Trait.Syscall _ -> "System call";
    };
  }

  /** What was done, in one line. */
  static String what(ComparedAct act) {
    String text =
        switch (act.trait()) {
          case Trait.Exec e ->
              (e.applet() == null ? e.executable() : e.applet() + " (" + e.executable() + ")")
                  + arguments(e);
          case Trait.File(String path, _, _) -> path;
          case Trait.Network n -> peer(n);
          case Trait.Lookup(String name) -> name;
          case Trait.Capability(String name) -> name;
          case Trait.Syscall(String name) -> name;
          case Trait.ApiCall call -> call.text();
        };
    return VisibleText.of(text, LIMIT);
  }

  /** Their shape; of some baselines they are known word for word. */
  private static String arguments(Trait.Exec e) {
    List<String> words = e.args();
    String text =
        words != null
            ? String.join(" ", words.subList(Math.min(1, words.size()), words.size()))
            : orEmpty(e.shape());
    return text.isEmpty() ? "" : " " + text;
  }

  private static String peer(Trait.Network n) {
    String port = n.port() == 0 ? "" : ":" + n.port();
    String protocol = n.protocol() == null ? "" : " " + n.protocol();
    if (n.direction() == Trait.Network.Direction.LISTEN) {
      return (n.port() == 0 ? "a port that was not recorded" : "port " + n.port()) + protocol;
    }
    String on = n.direction() == Trait.Network.Direction.IN ? " on " : "";
    return Wording.peer(n.peer()) + on + port + protocol;
  }

  /** Who did it: of a program the one that started it. */
  static String by(ComparedAct act) {
    String who =
        switch (act.trait()) {
          case Trait.Exec e -> e.parent() == null ? "" : base(e.parent());
          case Trait.File(_, _, String program) -> orEmpty(program);
          case Trait.Network n -> orEmpty(n.program());
          case Trait.Lookup _, Trait.Capability _, Trait.Syscall _, Trait.ApiCall _ -> "";
        };
    return who.equals(Trait.Exec.RUNTIME) ? "container runtime" : VisibleText.of(who, 80);
  }

  /** A label for the picture: as short as it can be told apart. */
  static String brief(ComparedAct act) {
    String text =
        switch (act.trait()) {
          case Trait.Exec e -> program(e);
          case Trait.File(String path, _, _) -> tail(path);
          case Trait.Network n -> Wording.peer(n.peer()) + (n.port() == 0 ? "" : ":" + n.port());
          case Trait.Lookup(String name) -> name;
          case Trait.Capability(String name) -> name;
          case Trait.Syscall(String name) -> name;
          case Trait.ApiCall call -> call.text();
        };
    return VisibleText.of(text, 28);
  }

  private static String program(Trait.Exec e) {
    String name = e.applet() == null ? base(e.executable()) : e.applet();
    return name + arguments(e);
  }

  private static String tail(String path) {
    int last = path.lastIndexOf('/');
    int before = last <= 0 ? -1 : path.lastIndexOf('/', last - 1);
    return before < 0 ? path : "\u2026" + path.substring(before);
  }

  private static String base(String path) {
    return path.substring(path.lastIndexOf('/') + 1);
  }

  private static String orEmpty(@Nullable String text) {
    return text == null ? "" : text;
  }

  /** What comes nearest on the other side, or what the baseline says. */
  static String near(ComparedAct act) {
    ComparedAct.Expected expected = act.expected();
    return expected != null
        ? BaselineWords.why(act, expected)
        : near(act, act.presence() == ComparedAct.Presence.ONLY_A ? "B" : "A");
  }

  static String near(ComparedAct act, String other) {
    List<String> parts = new ArrayList<>();
    for (Judgement.Difference difference : act.differences()) {
      parts.add(
          VisibleText.of(difference.field(), 40)
              + " in "
              + other
              + ": "
              + VisibleText.of(difference.expected(), LIMIT));
    }
    return String.join("; ", parts);
  }

  /** How often A did it. */
  static String a(ComparedAct act) {
    ComparedAct.Expected expected = act.expected();
    return act.a() == null && expected != null ? BaselineWords.unseen(expected) : count(act.a());
  }

  /** How often B did it, or what the baseline says. */
  static String b(ComparedAct act) {
    ComparedAct.Expected expected = act.expected();
    return expected == null ? count(act.b()) : BaselineWords.answer(expected);
  }

  private static String count(@Nullable Sighting sighting) {
    return sighting == null ? "never" : Moments.count(sighting.count());
  }
}
